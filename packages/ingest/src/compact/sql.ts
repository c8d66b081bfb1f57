import type { SourceName } from "@trailkeep/core/catalog";
import {
  columnTypes,
  identifier,
  literal,
  parquetOptions,
  shortcutValues,
  sortColumns,
  timeColumn,
} from "@trailkeep/core/store";
import type { Slice } from "./slices.ts";

/** What is read: the files to merge, and the others of the day, whose records count as stored already. */
export interface Inputs {
  readonly source: SourceName;
  readonly chosen: readonly string[];
  readonly others: readonly string[];
}

/** The ids of records that are in the files more than once, into a table `twice`. */
export function findTwice({ chosen, others }: Inputs): string {
  const stored = others.length === 0 ? "" : `UNION ALL SELECT DISTINCT record_id FROM ${parquet(others)}`;
  return `CREATE OR REPLACE TABLE twice AS SELECT record_id FROM (
    SELECT record_id FROM ${parquet(chosen)} ${stored}) GROUP BY record_id HAVING count(*) > 1`;
}

/**
 * The rows that go, into a table `dropped`: of equal records the first one stays, in the order of the files, unless
 * another file of the day holds the record.
 */
export function findDropped({ chosen, others }: Inputs): string {
  const order = `list_position([${chosen.map(literal).join(", ")}], filename)`;
  const stored = others.length === 0 ? "" : `OR record_id IN (SELECT record_id FROM ${parquet(others)})`;
  return `CREATE OR REPLACE TABLE dropped AS
    SELECT filename AS file, file_row_number AS place, input_object AS uri FROM (
      SELECT record_id, filename, file_row_number, input_object,
        row_number() OVER (PARTITION BY record_id ORDER BY ${order}, file_row_number) AS nth
      FROM ${parquet(chosen, true)} WHERE record_id IN (SELECT record_id FROM twice))
    WHERE nth > 1 ${stored}`;
}

/** Rows of `twice`, and after it of `dropped`. */
export const countTwice = "SELECT count(*) AS rows FROM twice";
export const countDropped = "SELECT file, uri, count(*) AS rows FROM dropped GROUP BY ALL";

/** How many rows stay, second by second. */
export function countSeconds({ source, chosen }: Inputs, hasDropped: boolean): string {
  const time = identifier(timeColumn(source));
  return `SELECT epoch_ms(date_trunc('second', ${time})) AS start_ms, count(*) AS rows
    FROM ${kept(chosen, hasDropped)} GROUP BY 1 ORDER BY 1`;
}

/** Writes the rows of a slice that stay into a sorted Parquet file. */
export function writeSlice({ source, chosen }: Inputs, hasDropped: boolean, slice: Slice, path: string): string {
  const columns = [
    ...columnTypes(source).map(({ name }) => identifier(name)),
    ...shortcutValues(source).map(({ name, sql }) => `${sql} AS ${identifier(name)}`),
  ];
  return `COPY (
      SELECT ${columns.join(", ")} FROM ${kept(chosen, hasDropped)} ${within(source, slice)}
      ORDER BY ${sortColumns(source).join(", ")}
    ) TO ${literal(path)} (${parquetOptions})`;
}

/** What a written file holds, from the file itself: rows by input object, with their times. */
export function describe(source: SourceName, path: string): string {
  const time = identifier(timeColumn(source));
  return `SELECT input_object AS uri, count(*) AS rows, epoch_ms(min(${time})) AS min_ms, epoch_ms(max(${time})) AS max_ms
    FROM ${parquet([path])} GROUP BY 1`;
}

function within(source: SourceName, { startMs, endMs }: Slice): string {
  const time = identifier(timeColumn(source));
  const bounds = [
    ...(startMs === null ? [] : [`${time} >= epoch_ms(${startMs})`]),
    ...(endMs === null ? [] : [`${time} < epoch_ms(${endMs})`]),
  ];
  return bounds.length === 0 ? "" : `WHERE ${bounds.join(" AND ")}`;
}

function kept(paths: readonly string[], hasDropped: boolean): string {
  if (!hasDropped) return parquet(paths);
  return `(SELECT * FROM ${parquet(paths, true)} AS stored
    WHERE NOT EXISTS (SELECT 1 FROM dropped WHERE file = stored.filename AND place = stored.file_row_number))`;
}

function parquet(paths: readonly string[], withPlace = false): string {
  const place = withPlace ? ", filename = true, file_row_number = true" : "";
  return `read_parquet([${paths.map(literal).join(", ")}], hive_partitioning = false${place})`;
}
