/**
 * Applies a plan in a process of its own, to be killed: `retention-child.ts '{"root", "keyFile", "anchorFile", "hash",
 * "now", "killAt", "nth"}'`. Each step is a line on stdout; with `killAt` (and `nth`) it kills itself there.
 */
import { writeSync } from "node:fs";
import { openRetention } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { z } from "zod";

const { hash, now, killAt, nth, root, ...places } = z
  .object({
    root: z.string(),
    keyFile: z.string(),
    anchorFile: z.string(),
    hash: z.string(),
    now: z.number(),
    killAt: z.string().optional(),
    nth: z.number().default(1),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

let met = 0;

function onStep(name: string): void {
  writeSync(1, `${name}\n`);
  if (name === killAt && ++met === nth) process.kill(process.pid, "SIGKILL");
}

const store = Store.open(root);
const retention = openRetention({ store, ...places, principal: "anna", now: () => now, onStep });
const { status } = await retention.apply(hash);
writeSync(1, `${status}\n`);
store.close();
