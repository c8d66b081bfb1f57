import { writeFile } from "node:fs/promises";
import { TrailkeepError } from "@trailkeep/core/error";
import { discoverStores } from "@trailkeep/core/stores";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { type RoleFlags, roleOf } from "./role.ts";

export interface DiscoverFlags extends RoleFlags {
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly write?: string | undefined;
}

/** `trailkeep stores discover`: a stores file of what an account has; printed, or written where none is yet. */
export async function runStoresDiscover(flags: DiscoverFlags, io: Io): Promise<number> {
  const { region, endpoint, write } = flags;
  const { file, notes } = await discoverStores({ region, endpoint, assumeRole: roleOf(flags) });
  io.note(...notes);
  if (file === null) {
    io.note(`nothing in ${region} that can be asked`);
    return exitCodes.done;
  }
  if (write === undefined) await io.write(file);
  else await writeNew(write, file, io);
  return exitCodes.done;
}

async function writeNew(path: string, text: string, io: Io): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    const message = isThere ? "there is a file already" : `cannot write: ${String(error)}`;
    const hint = isThere ? "name another; what was found is printed without `--write`" : "name another place";
    throw new TrailkeepError("storage-failed", { message, at: path, hint }, { cause: error });
  }
  io.note(`wrote ${path}; \`trailkeep stores check --stores ${path}\` asks whether all of it can be reached`);
}
