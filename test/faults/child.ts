/**
 * Ingests, each followed by a compaction if asked, in a process of its own, to be killed:
 * `child.ts '{"groups": [["path"]], "root": "...", "batchBytes": n, "targetBytes": n}'`.
 * Each write boundary is a line on stdout before the run goes on; with `killAt` (and `nth`) it kills itself there.
 */
import { writeSync } from "node:fs";
import { compactStore, ingest } from "@trailkeep/ingest";
import { z } from "zod";

const { root, batchBytes, groups, targetBytes, killAt, nth } = z
  .object({
    groups: z.array(z.array(z.string())),
    root: z.string(),
    batchBytes: z.number(),
    targetBytes: z.number().optional(),
    killAt: z.string().optional(),
    nth: z.number().default(1),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

let met = 0;

function onBoundary(name: string): void {
  writeSync(1, `${name}\n`);
  if (name === killAt && ++met === nth) process.kill(process.pid, "SIGKILL");
}

for (const paths of groups) {
  await ingest(paths, { root, batchBytes, compact: false, onBoundary });
  if (targetBytes !== undefined) await compactStore(root, { targetBytes, onBoundary });
}
