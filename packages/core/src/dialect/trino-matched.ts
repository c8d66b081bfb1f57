import { type Either, type Matched, type MatchedPart, partField } from "../catalog/index.ts";
import type { PathSegment } from "../query/path.ts";
import type { TimeBounds } from "../query/plan.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnOf } from "../store/row.ts";
import { matchName, matchSql, seenSql } from "./matched.ts";
import { below, scalarSql } from "./trino-json.ts";
import { trinoLiteral } from "./trino-literal.ts";
import { recordsSql } from "./trino-records.ts";
import type { PartColumn, TrinoView, ViewColumn, ViewLeg } from "./trino-view.ts";

type Side = PartColumn["side"];
type Views = Readonly<Record<Side, TrinoView>>;

/**
 * How a store shows a source that is made of two that it holds. Columns say which of their parts' they come from, so
 * that no other is read. Where `fullJoin` is not to be had, each part is joined to the other, and both are read twice.
 */
export function matchedView(matched: Matched, views: Views, fullJoin: boolean): TrinoView {
  const own = (field: string): ViewColumn => {
    if (field === matched.seen.field) return { name: columnName(field), sql: seenSql(matched), parts: [] };
    const either = matched.either[field];
    if (either === undefined) throw new Error(`${field} is of no part`);
    return eitherColumn(field, either, matched, views);
  };
  return {
    identity: null,
    field: (name) => {
      const place = partField(matched, name);
      return place === null ? own(name) : ofPart(matched, place.side, views[place.side].field(place.name));
    },
    json: (name, path) => {
      const { side, name: inner } = placed(matched, name);
      const { document, steps } = views[side].json(inner, path);
      return { document: ofPart(matched, side, document), steps };
    },
    members: (name) => {
      const { side, name: inner } = placed(matched, name);
      const map = views[side].members(inner);
      return map === null ? null : ofPart(matched, side, map);
    },
    legs: (time, columns) => legsOf(matched, views, time, columns, fullJoin),
  };
}

/** Open JSON is of one of the parts. */
function placed(matched: Matched, name: string) {
  const place = partField(matched, name);
  if (place === null) throw new Error(`${name} is of no part`);
  return place;
}

function ofPart(matched: Matched, side: Side, column: ViewColumn): ViewColumn {
  const name = matchName(matched[side].prefix, column.name);
  return { ...column, name, sql: identifier(name), parts: [{ side, column }] };
}

function eitherColumn(field: string, { left, right, member }: Either, matched: Matched, views: Views): ViewColumn {
  const one = ofPart(matched, "left", views.left.field(left));
  const other = rightValue(matched, views.right, right, member);
  const parts = [one, other.column].flatMap((column) => column.parts ?? []);
  return { name: columnName(field), sql: `coalesce(${one.sql}, ${other.sql})`, parts };
}

function rightValue(matched: Matched, view: TrinoView, field: string, member: string | undefined) {
  if (member === undefined) {
    const column = ofPart(matched, "right", view.field(field));
    return { column, sql: column.sql };
  }
  const path: readonly PathSegment[] = [{ key: member }];
  const { document, steps } = view.json(field, path);
  const column = ofPart(matched, "right", document);
  return { column, sql: scalarSql(below({ document: column.sql, isElement: false, steps }, path)) };
}

function legsOf(
  matched: Matched,
  views: Views,
  time: TimeBounds,
  columns: readonly ViewColumn[],
  fullJoin: boolean,
): readonly ViewLeg[] {
  const { left, right, leftNeeds } = matched;
  const asked = columns.flatMap(({ parts = [] }) => parts);
  const usedOf = (side: Side) => asked.flatMap((one) => (one.side === side ? [one.column] : []));
  const named = (side: Side, field: string) => identifier(views[side].field(field).name);
  const part = (side: Side, needed: readonly string[]) =>
    partSql(matched[side], views[side], time, [...usedOf(side), ...needed.map((name) => views[side].field(name))]);
  const shown = (side: Side) => {
    const { prefix } = matched[side];
    const names = new Set(["seen", ...usedOf(side).map(({ name }) => name)]);
    return [...names].map(
      (name) => `${identifier(prefix)}.${identifier(name)} AS ${identifier(matchName(prefix, name))}`,
    );
  };
  const parts = {
    left: part("left", [left.key, leftNeeds]),
    right: part("right", [right.key]),
    leftKey: named("left", left.key),
    rightKey: named("right", right.key),
    leftNeeds: named("left", leftNeeds),
    columns: [...shown("left"), ...shown("right")],
  };
  return [{ table: `(${matchSql(matched, parts, fullJoin)})`, conditions: [] }];
}

function partSql(
  part: MatchedPart,
  view: TrinoView,
  { startMs, endMs }: TimeBounds,
  used: readonly ViewColumn[],
): string {
  const at = view.field(part.time);
  const only = Object.entries(part.only).map(([field, value]) => ({ column: view.field(field), value }));
  const columns = new Map([...used, at, ...only.map(({ column }) => column)].map((column) => [column.name, column]));
  const instant = (value: number) => trinoLiteral({ type: "timestamp", value });
  const conditions = [
    ...(startMs === null ? [] : [`${identifier(at.name)} >= ${instant(startMs)}`]),
    ...(endMs === null ? [] : [`${identifier(at.name)} < ${instant(endMs)}`]),
    ...only.map(({ column, value }) => `${identifier(column.name)} = ${literal(value)}`),
  ];
  const records = recordsSql(view, { startMs, endMs }, [...columns.values()]);
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `(SELECT *, TRUE AS "seen" FROM (${records})${where})`;
}

function columnName(field: string): string {
  return columnOf(field).join("_");
}
