import type { TimeBounds } from "../query/plan.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnOf } from "../store/row.ts";
import { tableName } from "./athena-table.ts";
import type { StoreTables } from "./target.ts";
import type { TrinoView, ViewColumn, ViewLeg } from "./trino-view.ts";

/** The store on S3: what the archive holds whole, and the fresh files of the hours behind it. */
export function storeView(tables: StoreTables, distinctRecords: boolean): TrinoView {
  return {
    identity: distinctRecords ? ["record_id"] : null,
    field: column,
    json: (name) => ({ document: column(name), steps: [] }),
    members: () => null,
    legs: (time) => legsOf(tables, time),
  };
}

/** The store's own column; below a struct it gets a name of its own, so that the rest of the struct is not read. */
function column(field: string): ViewColumn {
  const path = columnOf(field);
  return { name: path.join("_"), sql: path.map(identifier).join(".") };
}

function legsOf({ fresh, archive, archivedThrough }: StoreTables, time: TimeBounds): readonly ViewLeg[] {
  if (archive === null || archivedThrough === null) return [{ table: tableName(fresh), conditions: [] }];
  const hour = literal(archivedThrough);
  return [
    { table: tableName(archive), conditions: [`"ingest_hour" <= ${hour}`, ...days(time)] },
    { table: tableName(fresh), conditions: [`"ingest_hour" > ${hour}`] },
  ];
}

/** The days that a time range touches; the archive is partitioned by them. */
function days({ startMs, endMs }: TimeBounds): readonly string[] {
  return [
    ...(startMs === null ? [] : [`"day" >= DATE '${dayOf(startMs)}'`]),
    ...(endMs === null ? [] : [`"day" <= DATE '${dayOf(endMs - 1)}'`]),
  ];
}

/** UTC; the years that a log can hold. */
function dayOf(timeMs: number): string {
  const held = Math.min(Math.max(timeMs, Date.parse("0000-01-01")), Date.parse("9999-12-31"));
  return new Date(held).toISOString().slice(0, 10);
}
