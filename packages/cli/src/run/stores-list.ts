import { TrailkeepError } from "@trailkeep/core/error";
import { readStores, type StoreConfig } from "@trailkeep/core/stores";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { aligned } from "../output/listing.ts";
import { jsonText } from "../output/visible.ts";

export interface StoresFlags {
  readonly stores?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep stores list`: what the stores file declares. */
export async function runStoresList({ stores, json }: StoresFlags, io: Io): Promise<number> {
  const declared = readStores(storesFile(stores));
  if (json) await io.write(`${jsonText(declared)}\n`);
  else await io.print(...aligned(Object.entries(declared.stores).flatMap(([name, store]) => rowsOf(name, store))));
  return exitCodes.done;
}

/** The file that was named. Throws invalid-request if none was. */
export function storesFile(file: string | undefined): string {
  if (file !== undefined) return file;
  throw new TrailkeepError("invalid-request", {
    message: "no stores file is named",
    hint: "`--stores FILE` or TRAILKEEP_STORES names it; `trailkeep stores discover` makes one",
  });
}

function rowsOf(name: string, store: StoreConfig): readonly (readonly string[])[] {
  if (store.engine === "local") return [[name, "local", store.folder, "every source", ""]];
  return Object.entries(store.sources).map(([source, { holds }]) => [
    name,
    store.engine,
    store.region,
    source,
    holds?.start === undefined ? "since nobody says when" : `${holds.start} to ${holds.end ?? "now"}`,
  ]);
}
