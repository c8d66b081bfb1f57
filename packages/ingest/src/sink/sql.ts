import type { SourceName } from "@trailkeep/core/catalog";
import { columnTree, identifier, literal, recordFields, type StoreFile, timeColumn } from "@trailkeep/core/store";
import type { StagedPart } from "./stage.ts";

/** How DuckDB writes the files of the store. */
const parquetOptions = "FORMAT parquet, COMPRESSION zstd";

/** What staged parts hold: all rows, different records, and rows whose record is in the files stored already. */
export function countRows(source: SourceName, parts: readonly StagedPart[], stored: readonly StoreFile[]): string {
  const isKnown = stored.length === 0 ? "false" : `record_id IN (${storedIds(source, parts, stored)})`;
  return `SELECT count(*) AS rows, count(DISTINCT record_id) AS records, count(*) FILTER (is_known) AS known
    FROM (SELECT record_id, ${isKnown} AS is_known FROM ${staged(parts)})`;
}

/** Which rows of staged parts belong to which input object, into a table `run`. */
export function loadRuns(parts: readonly StagedPart[]): string {
  const rows = parts.flatMap(({ path, runs }) => {
    let first = 0;
    return runs.map((run) => {
      const row = `(${literal(path)}, ${first}, ${run.objectId})`;
      first += run.rows;
      return row;
    });
  });
  return `CREATE OR REPLACE TABLE run (path VARCHAR, first BIGINT, object_id BIGINT); INSERT INTO run VALUES ${rows.join(", ")}`;
}

/** The rows of staged parts that count, into a table `fresh`, those that are no new records marked as repeats. */
export function findRepeats(
  source: SourceName,
  parts: readonly StagedPart[],
  stored: readonly StoreFile[],
  dropped: ReadonlySet<number>,
): string {
  const filter = dropped.size === 0 ? "" : `WHERE object_id NOT IN (${[...dropped].join(", ")})`;
  const known = stored.length === 0 ? "" : `OR record_id IN (${storedIds(source, parts, stored)})`;
  return `CREATE OR REPLACE TABLE fresh AS
    WITH placed AS (
      SELECT part.*, run.object_id FROM (
        SELECT filename AS path, file_row_number AS place, record_id, input_position AS position FROM ${staged(parts)}
      ) AS part ASOF JOIN run ON part.path = run.path AND part.place >= run.first),
    counted AS (SELECT * FROM placed ${filter}),
    turns AS (
      SELECT *, row_number() OVER (PARTITION BY record_id ORDER BY object_id, position, path, place) AS turn FROM counted)
    SELECT path, place, object_id, position, (turn > 1 ${known}) AS is_repeat FROM turns`;
}

/** Rows and repeats of each input object in `fresh`. */
export const countByObject = `
  SELECT object_id, count(*) AS rows, count(*) FILTER (is_repeat) AS repeats FROM fresh GROUP BY object_id`;

/** Writes the rows of `fresh` that are no repeats into a Parquet file, in order of time. */
export function rewrite(source: SourceName, parts: readonly StagedPart[], path: string): string {
  const columns = columnTree(source).map((node) => `part.${identifier(node.name)}`);
  return `COPY (
      SELECT ${columns.join(", ")} FROM ${staged(parts)} AS part
      JOIN fresh ON fresh.path = part.filename AND fresh.place = part.file_row_number AND NOT fresh.is_repeat
      ORDER BY part.${identifier(timeColumn(source))}, fresh.object_id, fresh.position
    ) TO ${literal(path)} (${parquetOptions})`;
}

/** Rows and time range of a Parquet file, from the file itself. */
export function describeParquet(source: SourceName, path: string): string {
  const time = identifier(timeColumn(source));
  return `SELECT count(*) AS rows, epoch_ms(min(${time})) AS min_ms, epoch_ms(max(${time})) AS max_ms FROM ${parquet([path])}`;
}

/**
 * New rows whose event id and account stand with other content in the files stored already or earlier among the new ones;
 * null for sources whose ids do not promise to name one record.
 * @param paths files with nothing but new rows
 */
export function findConflicts(
  source: SourceName,
  paths: readonly string[],
  stored: readonly StoreFile[],
): string | null {
  const names = recordFields(source).map((field) => field.name);
  if (!names.includes("eventID") || !names.includes("recipientAccountId")) return null;
  const key = "event_id AS id, coalesce(recipient_account_id, '') AS account";
  const others = stored.map((file) => file.path);
  const inStore = others.length === 0 ? "" : `OR (id, account) IN (SELECT (id, account) FROM ${keyed(key, others)})`;
  return `
    WITH fresh AS (
      SELECT ${key}, recipient_account_id, input_object AS uri, input_position AS position
      FROM ${parquet(paths)} WHERE event_id IS NOT NULL),
    twice AS (SELECT id, account, min((uri, position)) AS first FROM fresh GROUP BY id, account HAVING count(*) > 1)
    SELECT id, recipient_account_id AS account, uri FROM fresh LEFT JOIN twice USING (id, account)
    WHERE coalesce((uri, position) > first, false) ${inStore} ORDER BY uri, position`;
}

function keyed(key: string, paths: readonly string[]): string {
  return `(SELECT ${key} FROM ${parquet(paths)} WHERE event_id IS NOT NULL)`;
}

/** Ids of stored records as old as the staged ones: equal records have equal times. */
function storedIds(source: SourceName, parts: readonly StagedPart[], stored: readonly StoreFile[]): string {
  const time = identifier(timeColumn(source));
  const from = Math.min(...parts.map((part) => part.minTimeMs));
  const to = Math.max(...parts.map((part) => part.maxTimeMs));
  const range = `${time} BETWEEN make_timestamp_ms(${from}) AND make_timestamp_ms(${to})`;
  return `SELECT record_id FROM ${parquet(stored.map((file) => file.path))} WHERE ${range}`;
}

function staged(parts: readonly StagedPart[]): string {
  const paths = parts.map((part) => literal(part.path)).join(", ");
  return `read_parquet([${paths}], hive_partitioning = false, filename = true, file_row_number = true)`;
}

function parquet(paths: readonly string[]): string {
  return `read_parquet([${paths.map(literal).join(", ")}], hive_partitioning = false)`;
}
