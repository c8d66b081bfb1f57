import type { Either, Matched, MatchedPart } from "../catalog/index.ts";
import type { Literal, TimeBounds } from "../query/plan.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnOf, shortcutColumn } from "../store/row.ts";
import { matchName, matchSql, seenSql } from "./matched.ts";
import { lines } from "./sql-group.ts";

/**
 * The records of a source that is made of two, as a query in parentheses: every column of both parts with the part's
 * name before its own, and the source's own fields. What a query does not use of it, DuckDB does not read.
 * @see https://duckdb.org/docs/stable/sql/expressions/star
 */
export function matchedSql(matched: Matched, time: TimeBounds, bind: (value: Literal) => string): string {
  const { left, right, either, seen } = matched;
  const own = [
    ...Object.entries(either).map(([field, value]) => `${eitherSql(matched, value)} AS ${columnName(field)}`),
    `${seenSql(matched)} AS ${columnName(seen.field)}`,
  ];
  const parts = {
    left: partSql(left, time, bind),
    right: partSql(right, time, bind),
    leftKey: columnName(left.key),
    rightKey: columnName(right.key),
    leftNeeds: columnName(matched.leftNeeds),
    columns: [left, right].map(
      ({ prefix }) => `COLUMNS(${identifier(prefix)}.*) AS ${identifier(matchName(prefix, "\\0"))}`,
    ),
  };
  return lines("(", `SELECT *, ${own.join(", ")}`, `FROM (${matchSql(matched, parts, true)})`, ")");
}

function partSql(part: MatchedPart, { startMs, endMs }: TimeBounds, bind: (value: Literal) => string): string {
  const time = columnName(part.time);
  const conditions = [
    ...(startMs === null ? [] : [`${time} >= ${bind({ type: "timestamp", value: startMs })}`]),
    ...(endMs === null ? [] : [`${time} < ${bind({ type: "timestamp", value: endMs })}`]),
    ...Object.entries(part.only).map(([field, value]) => `${columnName(field)} = ${literal(value)}`),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `(SELECT *, TRUE AS "seen" FROM ${identifier(part.source)}${where})`;
}

/** A member of open JSON is one of which the store has a shortcut. */
function eitherSql({ left, right }: Matched, value: Either): string {
  const { member } = value;
  const other = member === undefined ? nameOf(value.right) : shortcutColumn({ field: value.right, member });
  return `coalesce(${identifier(matchName(left.prefix, nameOf(value.left)))}, ${identifier(matchName(right.prefix, other))})`;
}

function columnName(field: string): string {
  return identifier(nameOf(field));
}

/** The fields that a source is matched on and by are columns, not members of structs. */
function nameOf(field: string): string {
  return columnOf(field).join("_");
}
