/**
 * An ingest in a process of its own, to be killed: `child.ts '{"paths": [...], "root": "...", "batchBytes": n}'`.
 * Each write boundary is a line on stdout before the run goes on; with `killAt` (and `nth`) it kills itself there.
 */
import { writeSync } from "node:fs";
import { ingest } from "@trailkeep/ingest";
import { z } from "zod";

const { killAt, nth, ...options } = z
  .object({
    paths: z.array(z.string()),
    root: z.string(),
    batchBytes: z.number(),
    killAt: z.string().optional(),
    nth: z.number().default(1),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

let met = 0;

await ingest(options.paths, {
  root: options.root,
  threads: 2,
  batchBytes: options.batchBytes,
  onBoundary(name) {
    writeSync(1, `${name}\n`);
    if (name === killAt && ++met === nth) process.kill(process.pid, "SIGKILL");
  },
});
