import type { SourceName } from "../../catalog/index.ts";
import { identifier, literal } from "../../sql-text.ts";
import { columnTypes, type StoreFile } from "../../store/index.ts";

/** A source and the files that a run reads of it. */
export interface Relation {
  readonly source: SourceName;
  readonly files: readonly StoreFile[];
}

/** Every file of the relations. */
export function filesIn(relations: readonly Relation[]): readonly StoreFile[] {
  return relations.flatMap(({ files }) => files);
}

/** A statement with the sources' files behind the sources' names. No file: the same columns, no rows. */
export function overFiles(text: string, relations: readonly Relation[]): string {
  const named = relations.map(({ source, files }) => {
    return `${identifier(source)} AS (${files.length === 0 ? emptySql(source) : filesSql(files)})`;
  });
  return `WITH ${named.join(", ")}\n(${text})`;
}

function filesSql(files: readonly StoreFile[]): string {
  return `SELECT * FROM read_parquet([${files.map(({ path }) => literal(path)).join(", ")}], hive_partitioning = false)`;
}

function emptySql(source: SourceName): string {
  const columns = columnTypes(source).map(({ name, type }) => `CAST(NULL AS ${type}) AS ${identifier(name)}`);
  return `SELECT ${columns.join(", ")} WHERE FALSE`;
}
