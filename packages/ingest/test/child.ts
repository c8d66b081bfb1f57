/**
 * An ingest (or, with `compact`, a compaction) in a process of its own, as tests start it:
 * `child.ts '{"paths": [...], "root": "...", "stopAt": "committed", "nth": 2, "hold": true}'`.
 * It kills itself with SIGKILL at the nth time a boundary is met, or, with `hold`, says `at <boundary>` and waits there.
 * It prints the report, or the error as `{"code": ..., "message": ...}`.
 */
import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";
import type { WriteBoundary } from "../src/boundary.ts";
import { compactStore } from "../src/compact/compact.ts";
import { runIngest } from "../src/ingest.ts";
import { reading } from "./row-lines.ts";

const input = z
  .object({
    paths: z.array(z.string()),
    root: z.string(),
    uid: z.number().optional(),
    stopAt: z.string().optional(),
    nth: z.number().default(1),
    hold: z.boolean().default(false),
    wait: z.boolean().default(false),
    batchBytes: z.number().optional(),
    compact: z.boolean().default(false),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

let met = 0;

function onBoundary(name: WriteBoundary): void {
  if (name !== input.stopAt || ++met !== input.nth) return;
  if (!input.hold) process.kill(process.pid, "SIGKILL");
  process.stdout.write(`at ${name}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

if (input.uid !== undefined) process.setuid?.(input.uid);
const { root, wait } = input;
const batch = input.batchBytes === undefined ? {} : { batchBytes: input.batchBytes };
try {
  const report = input.compact
    ? await compactStore(root)
    : await runIngest(input.paths, { root, wait, onBoundary, ...batch }, reading);
  console.log(JSON.stringify(report));
} catch (error) {
  const code = error instanceof TrailkeepError ? error.code : "none";
  console.log(JSON.stringify({ code, message: String(error) }));
  process.exitCode = 1;
}
