import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { TrinoClient } from "../../test/rigs/trino/client.ts";

/** Where the tables go: Trino, and the folder that `local:///` means there. */
export interface Place {
  readonly trino: TrinoClient;
  readonly files: string;
}

export const schema = "awsdatacatalog.bytes";

/** The hour that all of it was taken in. */
export const ingestHour = "2026-01-01T00";

/** Files of one day. */
export interface DayFiles {
  readonly day: string;
  readonly paths: readonly string[];
}

const list = (paths: readonly string[]) => `[${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ")}]`;

/** What the store has of its own in each row, and no plain copy would have. */
const own = "EXCLUDE (record_id, input_object, input_position, raw)";

/** The store's files as they are, by day. */
export async function storeTable({ trino, files }: Place, duck: DuckDBConnection, days: readonly DayFiles[]) {
  for (const { day, paths } of days) {
    const folder = join(files, "bytes/store", `day=${day}`, `ingest_hour=${ingestHour}`);
    mkdirSync(folder, { recursive: true });
    for (const path of paths) copyFileSync(path, join(folder, basename(path)));
  }
  const columns = await columnsOf(duck, days);
  await partitioned(trino, "store", `${columns}, "day" date, "ingest_hour" varchar`, "PARQUET", ["day", "ingest_hour"]);
  await trino.query(`CREATE TABLE ${schema}.fresh (${columns}, "ingest_hour" varchar) WITH (format = 'PARQUET')`);
}

/** The same records as they came, a file a day, as DuckDB writes them by default but for zstd. */
export async function plainTable({ trino, files }: Place, duck: DuckDBConnection, days: readonly DayFiles[]) {
  for (const { day, paths } of days) {
    const folder = join(files, "bytes/plain", `day=${day}`, `ingest_hour=${ingestHour}`);
    mkdirSync(folder, { recursive: true });
    await duck.run(
      `COPY (SELECT * ${own} FROM read_parquet(${list(paths)}, hive_partitioning = false, union_by_name = true)
        ORDER BY input_object, input_position) TO '${join(folder, "copy.parquet")}' (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  const columns = await columnsOf(duck, days);
  await partitioned(trino, "plain", `${columns}, "day" date, "ingest_hour" varchar`, "PARQUET", ["day", "ingest_hour"]);
}

/** CloudTrail's own files, by the day in their names: a line of JSON each. */
export async function rawTable({ trino, files }: Place, days: readonly DayFiles[]) {
  for (const { day, paths } of days) {
    const folder = join(files, "bytes/raw", `day=${day}`);
    mkdirSync(folder, { recursive: true });
    for (const path of paths) copyFileSync(path, join(folder, basename(path)));
  }
  await partitioned(trino, "raw", `"line" varchar, "day" varchar`, "TEXTFILE", ["day"]);
}

async function partitioned(trino: TrinoClient, name: string, columns: string, format: string, by: readonly string[]) {
  const names = by.map((column) => `'${column}'`).join(", ");
  await trino.query(`CREATE TABLE ${schema}.${name} (${columns})
    WITH (format = '${format}', external_location = 'local:///bytes/${name}', partitioned_by = ARRAY[${names}])`);
  await trino.query(`CALL awsdatacatalog.system.sync_partition_metadata('bytes', '${name}', 'ADD')`);
}

/** DuckDB's types in Trino's words. */
async function columnsOf(duck: DuckDBConnection, days: readonly DayFiles[]): Promise<string> {
  const [first] = days;
  const reader = await duck.runAndReadAll(
    `DESCRIBE SELECT * ${own} FROM read_parquet(${list(first?.paths ?? [])}, hive_partitioning = false, union_by_name = true)`,
  );
  return reader
    .getRowObjectsJS()
    .map(({ column_name, column_type }) => `"${column_name}" ${trinoType(String(column_type))}`)
    .join(", ");
}

function trinoType(type: string): string {
  return type
    .replaceAll("STRUCT(", "ROW(")
    .replaceAll(/TIMESTAMP(_MS|_S|_NS)?/g, "TIMESTAMP(3)")
    .replaceAll(/(ROW\([^()]*\))\[\]/g, "ARRAY($1)")
    .replaceAll("VARCHAR[]", "ARRAY(VARCHAR)");
}
