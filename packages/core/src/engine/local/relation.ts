import type { SourceName } from "../../catalog/index.ts";
import { identifier, literal } from "../../sql-text.ts";
import { columnTypes, type StoreFile } from "../../store/index.ts";

/** A statement with a source's files behind the source's name. No file: the same columns, no rows. */
export function overFiles(text: string, source: SourceName, files: readonly StoreFile[]): string {
  return `WITH ${identifier(source)} AS (${files.length === 0 ? emptySql(source) : filesSql(files)})\n${text}`;
}

function filesSql(files: readonly StoreFile[]): string {
  return `SELECT * FROM read_parquet([${files.map(({ path }) => literal(path)).join(", ")}], hive_partitioning = false)`;
}

function emptySql(source: SourceName): string {
  const columns = columnTypes(source).map(({ name, type }) => `CAST(NULL AS ${type}) AS ${identifier(name)}`);
  return `SELECT ${columns.join(", ")} WHERE FALSE`;
}
