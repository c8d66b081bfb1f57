import type { TimeBounds } from "../query/plan.ts";
import { identifier } from "../sql-text.ts";
import type { TrinoView, ViewColumn } from "./trino-view.ts";

/** The records of a view in a time range, with these columns under their names: a query without parentheses. */
export function recordsSql(view: TrinoView, time: TimeBounds, columns: readonly ViewColumn[]): string {
  const named = columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`);
  const select = named.length === 0 ? ['1 AS "one"'] : named;
  const identity = (view.identity ?? []).map((sql, place) => `${sql} AS ${identityName(place)}`);
  const legs = view.legs(time, columns).map(({ table, conditions }) => {
    const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
    return `SELECT ${[...select, ...identity].join(", ")} FROM ${table}${where}`;
  });
  const records = legs.join("\nUNION ALL\n");
  return view.identity === null ? records : onceEach(records, identity.length);
}

function identityName(place: number): string {
  return `"identity ${place}"`;
}

/** One of the rows that are the same record. What they are asked for is the same, so that any of them will do. */
function onceEach(records: string, identityLength: number): string {
  const keys = Array.from({ length: identityLength }, (_, place) => identityName(place)).join(", ");
  const numbered = `SELECT *, row_number() OVER (PARTITION BY ${keys}) AS "repeat" FROM (${records})`;
  return `SELECT * FROM (${numbered}) WHERE "repeat" = 1`;
}
