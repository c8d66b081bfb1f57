import { fieldsOf, sourceOf } from "../catalog/index.ts";
import { planAggregates } from "./aggregate.ts";
import { planFill } from "./fill.ts";
import { durationMs } from "./instant.ts";
import { invalid } from "./invalid.ts";
import type { Values } from "./parameters.ts";
import {
  type BucketOperand,
  type FieldOperand,
  type OutputColumn,
  outputColumns,
  type PlanOutput,
  type PlanTime,
  type ValueType,
} from "./plan.ts";
import { planPredicate } from "./predicate.ts";
import { type Records, resolveIn } from "./records.ts";
import { outputScope } from "./scope.ts";
import type { Query } from "./wire.ts";

/** What comes out: rows of selected columns, or groups. Throws invalid-query. */
export function planOutput(query: Query, records: Records, time: PlanTime, values: Values): PlanOutput {
  if (query.groupBy === undefined && query.aggregate === undefined) return planRows(query, records);
  if (query.select !== undefined) {
    throw invalid("`select` is for rows; groups have the columns of `groupBy` and `aggregate`", "/select");
  }
  if (query.distinct === true) throw invalid("`distinct` is for rows; groups are distinct", "/distinct");
  const keys = (query.groupBy ?? []).map((item, index) => groupKey(item, records, `/groupBy/${index}`));
  const aggregates = planAggregates(query.aggregate ?? {}, records, values);
  distinctNames([...keys, ...aggregates], "/aggregate");
  const fill = planFill(query.groupBy ?? [], keys, time);
  const groups: Groups = { kind: "groups", keys, aggregates, fill, having: null };
  if (query.having === undefined) return groups;
  return { ...groups, having: planPredicate(query.having, outputScope(outputTypes(groups), values), "/having") };
}

type Groups = Extract<PlanOutput, { kind: "groups" }>;

function planRows(query: Query, records: Records): PlanOutput {
  if (query.having !== undefined)
    throw invalid("`having` filters groups, and there are none", "/having", "filter rows with `where`");
  const distinct = query.distinct === true;
  if (distinct && query.select === undefined)
    throw invalid("`distinct` needs `select`", "/distinct", "name the columns of which each row comes once");
  return { kind: "rows", columns: distinctNames(selectedColumns(query, records), "/select"), distinct };
}

/** The types of the result's columns by name. */
export function outputTypes(output: PlanOutput): ReadonlyMap<string, ValueType> {
  return new Map(outputColumns(output).map(({ name, type }) => [name, type] as const));
}

function selectedColumns(query: Query, records: Records): OutputColumn<FieldOperand>[] {
  if (query.select === undefined && records.joined !== null)
    throw invalid("a query with a join needs `select`", "/join", "name the columns");
  const items =
    query.select ??
    fieldsOf(records.source)
      .map(([name]) => name)
      .filter((name) => name.split(".").at(-1) !== "raw");
  return items.map((item, index) =>
    column(typeof item === "string" ? { field: item } : item, records, `/select/${index}`),
  );
}

type ColumnItem = Exclude<NonNullable<Query["select"]>[number], string>;

function column(item: ColumnItem, records: Records, at: string): OutputColumn<FieldOperand> {
  const operand = resolveIn(records, item, at);
  return { name: item.as ?? item.field, type: operand.type, operand };
}

/** Wider buckets could begin before the first year that every engine can write. */
const maxBucketMs = 366 * 86_400_000;

function groupKey(
  item: NonNullable<Query["groupBy"]>[number],
  records: Records,
  at: string,
): OutputColumn<FieldOperand | BucketOperand> {
  if (typeof item === "object" && "bucket" in item) {
    const widthMs = durationMs(item.bucket);
    if (widthMs > maxBucketMs) throw invalid("a bucket is 366 days wide at most", `${at}/bucket`);
    const operand: BucketOperand = {
      kind: "bucket",
      field: sourceOf(records.source).time,
      widthMs,
      type: "timestamp",
    };
    return { name: item.as ?? "bucket", type: "timestamp", operand };
  }
  const key = column(typeof item === "string" ? { field: item } : item, records, at);
  if (key.type === "json")
    throw invalid(`\`${key.name}\` is open JSON: it cannot be a group's key`, at, "name a path below it");
  return key;
}

function distinctNames<T extends { readonly name: string }>(columns: readonly T[], at: string): readonly T[] {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name))
      throw invalid(`two columns are named \`${name}\``, at, "give one of them another name with `as`");
    seen.add(name);
  }
  return columns;
}
