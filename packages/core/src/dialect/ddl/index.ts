import { type KeptSourceName, sourceOf } from "../../catalog/index.ts";
import { TrailkeepError } from "../../error.ts";
import { hiveName } from "./hive.ts";
import type { RawDdlOptions, TableStatement } from "./options.ts";
import { rawAccessDdl } from "./raw-access.ts";
import { rawTrailDdl } from "./raw-trail.ts";
import { storeDdl } from "./store.ts";

export type { RawDdlOptions, TableStatement } from "./options.ts";
export { tabledSource } from "./tabled.ts";

/** What tables can be made over. */
export const tableShapes = ["store", "raw"] as const;
export type TableShape = (typeof tableShapes)[number];

/**
 * The statements that make a source's tables in Athena, in order: over the store on S3, or over logs as AWS delivers them.
 * Throws invalid-request on a name or place that none is, capability on a source without such a table.
 */
export function tableStatements(
  source: KeptSourceName,
  shape: TableShape,
  options: RawDdlOptions,
): readonly TableStatement[] {
  if (!/^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/.test(options.from)) {
    const message = `${JSON.stringify(options.from)} is no day`;
    throw new TrailkeepError("invalid-request", { message, at: "from", hint: "write it as in `2026-01-31`" });
  }
  if (!sourceOf(source).stores.includes("athena")) {
    const message = `Athena holds nothing of \`${source}\``;
    throw new TrailkeepError("capability", { message, hint: `it is held by ${sourceOf(source).stores.join(", ")}` });
  }
  if (shape === "store") return storeDdl(source, options);
  if (source === "cloudtrail") return rawTrailDdl(options);
  if (source === "s3_access") return rawAccessDdl(options);
  const hint = "ingest the files, and make the store's tables";
  throw new TrailkeepError("capability", { message: `AWS describes no table over files of \`${source}\``, hint });
}

/** The same, as text alone. */
export function tableDdl(source: KeptSourceName, shape: TableShape, options: RawDdlOptions): readonly string[] {
  return tableStatements(source, shape, options).map(({ text }) => text);
}

/** The statement that makes a database. Throws invalid-request on a name that Athena would not take. */
export function databaseDdl(database: string): string {
  return `CREATE DATABASE IF NOT EXISTS ${hiveName(database, "database")}`;
}
