import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { stopped } from "../support/trailkeep.ts";
import type { Timed } from "./over-http.ts";

const timed = z.object({ ms: z.number(), rows: z.number() });

interface Hand {
  readonly pid: number;
  ask(sql: string): Promise<Timed>;
  close(): Promise<void>;
}

/** Hand-written SQL over a store's files in a process of its own: no HTTP, no JSON. */
export async function byHand(root: string): Promise<Hand> {
  const child = fork(fileURLToPath(new URL("./hand.ts", import.meta.url)), [root]);
  const gone = new AbortController();
  child.once("exit", () => gone.abort());
  const reply = async (): Promise<unknown> => (await once(child, "message", { signal: gone.signal }))[0];
  await reply();
  return {
    pid: child.pid ?? 0,
    async ask(sql) {
      child.send({ sql });
      return timed.parse(await reply());
    },
    close: () => stopped(child),
  };
}
