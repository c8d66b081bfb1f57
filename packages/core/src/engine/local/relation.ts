import type { KeptSourceName } from "../../catalog/index.ts";
import { identifier, literal } from "../../sql-text.ts";
import { columnTypes, type StoreFile, shortcutValues, shortcutVersion } from "../../store/index.ts";

/** A source and the files that a run reads of it. */
export interface Relation {
  readonly source: KeptSourceName;
  readonly files: readonly StoreFile[];
}

/** Every file of the relations. */
export function filesIn(relations: readonly Relation[]): readonly StoreFile[] {
  return relations.flatMap(({ files }) => files);
}

/** A statement with the sources' files behind the sources' names. No file: the same columns, no rows. */
export function overFiles(text: string, relations: readonly Relation[]): string {
  const named = relations.map((relation) => `${identifier(relation.source)} AS (${filesSql(relation)})`);
  return `WITH ${named.join(", ")}\n(${text})`;
}

/** Files that have the shortcuts' columns are read as they are; of the others the values are computed, if asked for. */
function filesSql({ source, files }: Relation): string {
  if (files.length === 0) return emptySql(source);
  const values = shortcutValues(source);
  const hasColumns = ({ shortcuts }: StoreFile) => shortcuts === shortcutVersion || values.length === 0;
  const withColumns = files.filter(hasColumns);
  const others = files.filter((file) => !hasColumns(file));
  const own = columnTypes(source).map(({ name }) => identifier(name));
  const computed = values.map(({ name, sql }) => `${sql} AS ${identifier(name)}`);
  const stored = values.map(({ name }) => identifier(name));
  return [
    ...(withColumns.length === 0 ? [] : [`SELECT ${[...own, ...stored].join(", ")} FROM ${parquet(withColumns)}`]),
    ...(others.length === 0 ? [] : [`SELECT ${[...own, ...computed].join(", ")} FROM ${parquet(others)}`]),
  ].join(" UNION ALL ");
}

function parquet(files: readonly StoreFile[]): string {
  return `read_parquet([${files.map(({ path }) => literal(path)).join(", ")}], hive_partitioning = false)`;
}

function emptySql(source: KeptSourceName): string {
  const columns = [
    ...columnTypes(source),
    ...shortcutValues(source).map(({ name }) => ({ name, type: "VARCHAR" })),
  ].map(({ name, type }) => `CAST(NULL AS ${type}) AS ${identifier(name)}`);
  return `SELECT ${columns.join(", ")} WHERE FALSE`;
}
