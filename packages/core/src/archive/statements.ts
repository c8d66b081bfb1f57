import type { SourceName } from "../catalog/index.ts";
import { tableName } from "../dialect/athena-table.ts";
import { hiveName } from "../dialect/ddl/hive.ts";
import type { AthenaTable } from "../dialect/target.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnTree, timeColumn } from "../store/column.ts";

/** The two tables of a source's store on S3. */
export interface ArchiveTables {
  readonly source: SourceName;
  readonly fresh: AthenaTable;
  readonly archive: AthenaTable;
}

/** By the names that `trailkeep ddl` gives them. */
export function tablesIn(database: string, source: SourceName): ArchiveTables {
  return { source, fresh: { database, table: `${source}_fresh` }, archive: { database, table: source } };
}

/**
 * An INSERT writes to at most so many partitions.
 * @see https://docs.aws.amazon.com/athena/latest/ug/ctas-considerations-limitations.html
 */
export const maxDaysOfInsert = 100;

/** Some days of an ingest hour, `YYYY-MM-DD`, at least one. */
export interface HourPart {
  readonly ingestHour: string;
  readonly days: readonly string[];
}

/** Each day (`YYYY-MM-DD`) that an ingest hour has records of, how many rows, and how many different records. */
export function hourDays({ source, fresh }: ArchiveTables, ingestHour: string): string {
  const day = `CAST(${identifier(timeColumn(source))} AS date)`;
  return [
    `SELECT CAST(${day} AS varchar), count(*), count(DISTINCT "record_id") FROM ${tableName(fresh)}`,
    `WHERE "ingest_hour" = ${literal(ingestHour)} GROUP BY ${day} ORDER BY 1`,
  ].join(" ");
}

/**
 * Copies the records of an hour that the archive does not have, each once. Of a repeat the copy with the least input object
 * and position is taken. A day's records are nowhere but in that day, so no other is looked at.
 */
export function moveHour(tables: ArchiveTables, part: HourPart): string {
  const { source } = tables;
  const columns = [...columnTree(source).map(({ name }) => identifier(name)), '"ingest_hour"'];
  const position = (of: string) => `ROW(${of}."input_object", ${of}."input_position")`;
  const fresh = freshRows(tables, part);
  return [
    `INSERT INTO ${tableName(tables.archive)} (${columns.join(", ")}, "day")`,
    `WITH "repeated" AS (SELECT "record_id", min(${position('"row"')}) AS "first" FROM ${fresh} AS "row"`,
    `GROUP BY "record_id" HAVING count(*) > 1),`,
    `"known" AS (SELECT "record_id" FROM ${tableName(tables.archive)}`,
    `WHERE ${daysOf('"day"', part.days)} AND "record_id" IN (SELECT "record_id" FROM ${fresh}))`,
    `SELECT ${columns.map((name) => `"row".${name}`).join(", ")}, CAST("row".${identifier(timeColumn(source))} AS date)`,
    `FROM ${fresh} AS "row" LEFT JOIN "repeated" ON "repeated"."record_id" = "row"."record_id"`,
    `WHERE ("repeated"."first" IS NULL OR "repeated"."first" = ${position('"row"')})`,
    `AND "row"."record_id" NOT IN (SELECT "record_id" FROM "known")`,
  ].join("\n");
}

/**
 * What the archive has of an hour's records: rows, different records, and rows that the hour brought. Rows and records are as
 * many as the hour has records if each is there once.
 */
export function movedHour(tables: ArchiveTables, part: HourPart): string {
  return [
    `SELECT count(*), count(DISTINCT "record_id"), count_if("ingest_hour" = ${literal(part.ingestHour)})`,
    `FROM ${tableName(tables.archive)} WHERE ${daysOf('"day"', part.days)}`,
    `AND "record_id" IN (SELECT "record_id" FROM ${freshRows(tables, part)})`,
  ].join("\n");
}

/** Takes an hour's rows out of the archive again: no query looks at them before the hour is whole. */
export function unmoveHour({ archive }: ArchiveTables, { ingestHour, days }: HourPart): string {
  return `DELETE FROM ${tableName(archive)} WHERE "ingest_hour" = ${literal(ingestHour)} AND ${daysOf('"day"', days)}`;
}

/**
 * Merges small files of some days.
 * @see https://docs.aws.amazon.com/athena/latest/ug/optimize-statement.html
 */
export function optimizeDays({ archive }: ArchiveTables, from: string, through: string): string {
  const days = `"day" >= DATE ${literal(from)} AND "day" <= DATE ${literal(through)}`;
  return `OPTIMIZE ${statementName(archive)} REWRITE DATA USING BIN_PACK WHERE ${days}`;
}

/**
 * Lets go of old snapshots and of files that no snapshot has, after the age that the table is set to: 5 days, unless it says
 * otherwise, which is far longer than a query or an INSERT may run.
 * @see https://docs.aws.amazon.com/athena/latest/ug/vacuum-statement.html
 */
export function vacuum({ archive }: ArchiveTables): string {
  return `VACUUM ${statementName(archive)}`;
}

/** Athena's own statements know no catalog. Throws invalid-request on a name that Athena would not take. */
function statementName({ database, table }: AthenaTable): string {
  return `${hiveName(database, "database")}.${hiveName(table, "table")}`;
}

function freshRows({ source, fresh }: ArchiveTables, { ingestHour, days }: HourPart): string {
  const day = `CAST(${identifier(timeColumn(source))} AS date)`;
  return `(SELECT * FROM ${tableName(fresh)} WHERE "ingest_hour" = ${literal(ingestHour)} AND ${daysOf(day, days)})`;
}

function daysOf(column: string, days: readonly string[]): string {
  return `${column} IN (${days.map((day) => `DATE ${literal(day)}`).join(", ")})`;
}
