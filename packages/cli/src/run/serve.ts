import { once } from "node:events";
import { startServer } from "@trailkeep/api";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";

export interface ServeFlags {
  readonly data: string;
  readonly stores?: string | undefined;
  readonly port?: number | undefined;
  readonly sampleIfEmpty?: true | undefined;
}

/** `trailkeep serve`: serves until it is told to stop, then ends the replies under way. */
export async function runServe({ data, stores, port, sampleIfEmpty }: ServeFlags, io: Io): Promise<number> {
  const say = (text: string) => void io.print(...text.split("\n")).catch(() => undefined);
  const server = await startServer({ root: data, stores, port, sampleIfEmpty: sampleIfEmpty === true, say });
  if (!io.signal.aborted) await once(io.signal, "abort");
  io.note("stopping: replies under way are finished; once more to stop at once");
  await server.close();
  return exitCodes.done;
}
