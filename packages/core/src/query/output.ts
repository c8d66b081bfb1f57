import { fieldsOf, type SourceName, sourceOf } from "../catalog/index.ts";
import { catalogField, resolveField } from "./fields.ts";
import { durationMs } from "./instant.ts";
import { invalid } from "./invalid.ts";
import type { AggregateNode, BucketOperand, FieldOperand, OutputColumn, PlanOutput, ValueType } from "./plan.ts";
import { planPredicate } from "./predicate.ts";
import { outputScope, recordScope } from "./scope.ts";
import type { Aggregate, Query } from "./wire.ts";

/** What comes out: rows of selected columns, or groups. Throws invalid-query. */
export function planOutput(query: Query, source: SourceName): PlanOutput {
  if (query.groupBy === undefined && query.aggregate === undefined) {
    if (query.having !== undefined)
      throw invalid("`having` filters groups, and there are none", "/having", "filter rows with `where`");
    return { kind: "rows", columns: distinctNames(selectedColumns(query, source), "/select") };
  }
  if (query.select !== undefined) {
    throw invalid("`select` is for rows; groups have the columns of `groupBy` and `aggregate`", "/select");
  }
  const keys = (query.groupBy ?? []).map((item, index) => groupKey(item, source, `/groupBy/${index}`));
  const aggregates = Object.entries(query.aggregate ?? {}).map(([name, aggregate]) => ({
    name,
    aggregate: planAggregate(aggregate, source, `/aggregate/${name}`),
  }));
  distinctNames([...keys, ...aggregates], "/aggregate");
  const outputs = new Map<string, ValueType>([
    ...keys.map(({ name, type }) => [name, type] as const),
    ...aggregates.map(({ name, aggregate }) => [name, aggregate.type] as const),
  ]);
  const having = query.having === undefined ? null : planPredicate(query.having, outputScope(outputs), "/having");
  return { kind: "groups", keys, aggregates, having };
}

function selectedColumns(query: Query, source: SourceName): OutputColumn<FieldOperand>[] {
  const items =
    query.select ??
    fieldsOf(source)
      .map(([name]) => name)
      .filter((name) => name !== "raw");
  return items.map((item, index) =>
    column(typeof item === "string" ? { field: item } : item, source, `/select/${index}`),
  );
}

type ColumnItem = Exclude<NonNullable<Query["select"]>[number], string>;

function column(item: ColumnItem, source: SourceName, at: string): OutputColumn<FieldOperand> {
  const operand = resolveField(source, item, at);
  return { name: item.as ?? item.field, type: operand.type, operand };
}

/** Wider buckets could begin before the first year that every engine can write. */
const maxBucketMs = 366 * 86_400_000;

function groupKey(
  item: NonNullable<Query["groupBy"]>[number],
  source: SourceName,
  at: string,
): OutputColumn<FieldOperand | BucketOperand> {
  if (typeof item === "object" && "bucket" in item) {
    const widthMs = durationMs(item.bucket);
    if (widthMs > maxBucketMs) throw invalid("a bucket is 366 days wide at most", `${at}/bucket`);
    const operand: BucketOperand = {
      kind: "bucket",
      field: sourceOf(source).time,
      widthMs,
      type: "timestamp",
    };
    return { name: item.as ?? "bucket", type: "timestamp", operand };
  }
  const key = column(typeof item === "string" ? { field: item } : item, source, at);
  if (key.type === "json")
    throw invalid(`\`${key.name}\` is open JSON: it cannot be a group's key`, at, "name a path below it");
  return key;
}

function planAggregate(aggregate: Aggregate, source: SourceName, at: string): AggregateNode {
  switch (aggregate.fn) {
    case "countIf":
      return {
        fn: "countIf",
        where: planPredicate(aggregate.where, recordScope(source), `${at}/where`),
        type: "integer",
      };
    case "count":
      if (aggregate.field === undefined) {
        if (aggregate.cast !== undefined) throw invalid("`cast` needs a `field`", `${at}/cast`);
        if (aggregate.part !== undefined) throw invalid("`part` needs a `field`", `${at}/part`);
        return { fn: "count", operand: null, type: "integer" };
      }
      return {
        fn: "count",
        operand: resolveField(source, { ...aggregate, field: aggregate.field }, `${at}/field`),
        type: "integer",
      };
    default:
      return planFieldAggregate(aggregate, resolveField(source, aggregate, `${at}/field`), source, at);
  }
}

type FieldAggregate = Exclude<Aggregate, { fn: "count" | "countIf" }>;

const numbers: readonly ValueType[] = ["integer", "double"];
const scalars: readonly ValueType[] = ["string", "integer", "double", "boolean", "timestamp"];
const ordered: readonly ValueType[] = ["string", "integer", "double", "timestamp"];

const takes: Record<FieldAggregate["fn"], readonly ValueType[]> = {
  countDistinct: scalars,
  first: scalars,
  last: scalars,
  min: ordered,
  max: ordered,
  sum: numbers,
  avg: numbers,
  percentile: numbers,
};

function planFieldAggregate(
  aggregate: FieldAggregate,
  operand: FieldOperand,
  source: SourceName,
  at: string,
): AggregateNode {
  if (!takes[aggregate.fn].includes(operand.type)) {
    const hint =
      operand.type === "string"
        ? 'cast the field, as in `"cast": "integer"`'
        : `it takes ${takes[aggregate.fn].join(", ")}`;
    throw invalid(
      `\`${aggregate.field}\` is ${operand.type}, which \`${aggregate.fn}\` does not take`,
      `${at}/field`,
      hint,
    );
  }
  const { type } = operand;
  switch (aggregate.fn) {
    case "countDistinct":
      return { fn: "countDistinct", operand, type: "integer" };
    case "first":
    case "last": {
      const { time, id } = sourceOf(source);
      return { fn: aggregate.fn, operand, type, time: catalogField(source, time), id: catalogField(source, id) };
    }
    case "percentile":
      return { fn: "percentile", operand, type, millionths: millionths(aggregate.p, `${at}/p`) };
    case "avg":
      return { fn: "avg", operand, type: "double" };
    default:
      return { fn: aggregate.fn, operand, type };
  }
}

function millionths(percent: number, at: string): number {
  const whole = Math.round(percent * 1e6);
  if (whole > 0 && whole / 1e6 === percent) return whole;
  throw invalid("a percentile has at most 6 decimals", at);
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
