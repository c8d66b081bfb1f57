import type { KeptSourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { type CreatedTables, createDeclaredTables, declaredTables, readStores } from "@trailkeep/core/stores";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { jsonText } from "../output/visible.ts";
import { type DdlFlags, ddlOptions, writeStatements } from "./ddl-written.ts";
import { storesFile } from "./stores-list.ts";

/** What the help shows in the place of a bucket: nobody's. */
const nobodys = "s3://amzn-s3-demo-bucket/";

/** `trailkeep ddl --store`: the tables that a store declares, written, or made with `--create`. */
export async function runDeclaredDdl(
  source: KeptSourceName,
  flags: DdlFlags & { readonly store: string },
  io: Io,
): Promise<number> {
  const { store, stores, create, json = false } = flags;
  const { database, table, ...options } = ddlOptions(flags);
  const declared = declaredTables(readStores(storesFile(stores)), { ...options, store, source });
  const { shape, statements } = declared;
  if (create !== true) {
    await writeStatements({ source, shape, statements }, json, io);
    return exitCodes.done;
  }
  if (flags.location === nobodys) {
    throw new TrailkeepError("invalid-request", {
      message: "no location is named",
      hint: "`--location s3://bucket/prefix/` says where the files are",
    });
  }
  const made = await createDeclaredTables(declared, { signal: io.signal });
  if (json) await io.write(`${jsonText({ store, source, shape, ...made })}\n`);
  else await io.print(...linesOf(made));
  return exitCodes.done;
}

function linesOf({ database, tables }: CreatedTables): readonly string[] {
  const state = { created: "created", existing: "was there already" } as const;
  return [
    `database ${database.name}: ${state[database.state]}`,
    ...tables.map(({ name, state: found, missingColumns }) => {
      const lacks = missingColumns.length === 0 ? "" : `, and lacks ${missingColumns.join(", ")}`;
      return `table ${database.name}.${name}: ${state[found]}${lacks}`;
    }),
  ];
}
