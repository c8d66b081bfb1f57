import { tableName } from "../dialect/athena-table.ts";
import { identifier, literal } from "../sql-text.ts";
import { timeColumn } from "../store/column.ts";
import type { ArchiveTables } from "./statements.ts";

/**
 * Each day (`YYYY-MM-DD`) that the archive has data files of, in order, with their rows and bytes. Rows that a position delete
 * hides count: their files are still there.
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-table-metadata.html
 */
export function archivedDays(tables: ArchiveTables): string {
  const day = 'CAST("partition"."day" AS varchar)';
  return `SELECT ${day}, sum("record_count"), sum("total_size") FROM ${metadataOf(tables, "partitions")} GROUP BY 1 ORDER BY 1`;
}

/** When the oldest snapshot was replaced, epoch milliseconds; no row where the table has but one. */
export function oldestReplacement(tables: ArchiveTables): string {
  const atMs = 'CAST(to_unixtime("committed_at") * 1000 AS bigint)';
  return `SELECT ${atMs} FROM ${metadataOf(tables, "snapshots")} ORDER BY "committed_at" OFFSET 1 LIMIT 1`;
}

/** The earliest day of a record in fresh files of hours after one, or of all hours: one row, null without records. */
export function oldestFreshDay({ source, fresh }: ArchiveTables, afterHour: string | null): string {
  const day = `CAST(min(CAST(${identifier(timeColumn(source))} AS date)) AS varchar)`;
  const hours = afterHour === null ? "" : ` WHERE "ingest_hour" > ${literal(afterHour)}`;
  return `SELECT ${day} FROM ${tableName(fresh)}${hours}`;
}

/** Deletes whole days (`YYYY-MM-DD`, at least one). Older snapshots have them still. */
export function deleteDays({ archive }: ArchiveTables, days: readonly string[]): string {
  const list = days.map((day) => `DATE ${literal(day)}`).join(", ");
  return `DELETE FROM ${tableName(archive)} WHERE "day" IN (${list})`;
}

function metadataOf({ archive }: ArchiveTables, table: "partitions" | "snapshots"): string {
  return tableName({ ...archive, table: `${archive.table}$${table}` });
}
