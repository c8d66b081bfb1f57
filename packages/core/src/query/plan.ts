import { type KeptSourceName, keptOf, matchedOf, type SourceName } from "../catalog/index.ts";
import type { BucketOperand, FieldOperand, Operand, ValueType } from "./operand.ts";
import type { PredicateNode } from "./predicate-node.ts";

export * from "./operand.ts";
export * from "./predicate-node.ts";

/**
 * A query with every question answered: names resolved against the catalog, values typed, time made absolute, the
 * order made total. Dialects read this and nothing else.
 */

export interface OutputColumn<O extends Operand = Operand> {
  readonly name: string;
  readonly type: ValueType;
  readonly operand: O;
}

export type AggregateNode =
  | { readonly fn: "count"; readonly operand: FieldOperand | null; readonly type: "integer" }
  | { readonly fn: "countIf"; readonly where: PredicateNode; readonly type: "integer" }
  | { readonly fn: "countDistinct"; readonly operand: FieldOperand; readonly type: "integer" }
  | { readonly fn: "min" | "max" | "sum" | "avg"; readonly operand: FieldOperand; readonly type: ValueType }
  /** Ordered by `time`, then `id`, then the value. */
  | {
      readonly fn: "first" | "last";
      readonly operand: FieldOperand;
      readonly time: FieldOperand;
      readonly id: FieldOperand;
      readonly type: ValueType;
    }
  /** The discrete percentile; `millionths` of a percent, so that no engine sees a binary fraction. */
  | {
      readonly fn: "percentile";
      readonly operand: FieldOperand;
      readonly millionths: number;
      readonly type: ValueType;
    }
  /** One column divided by another; null where either is null, the divisor is 0 or the quotient is beyond a double. */
  | { readonly fn: "ratio"; readonly of: string; readonly to: string; readonly type: "double" };

export interface OrderKey {
  readonly operand: Operand;
  readonly descending: boolean;
}

/** Half-open, epoch milliseconds; null is no bound. */
export interface TimeBounds {
  readonly startMs: number | null;
  readonly endMs: number | null;
}

export interface PlanTime extends TimeBounds {
  readonly field: FieldOperand;
}

/** Every bucket of a time range: `count` of them from the first one on. */
export interface FillBuckets {
  /** The key that they are the values of. */
  readonly key: string;
  readonly firstMs: number;
  readonly widthMs: number;
  readonly count: number;
}

export type PlanOutput =
  | { readonly kind: "rows"; readonly columns: readonly OutputColumn<FieldOperand>[]; readonly distinct: boolean }
  | {
      readonly kind: "groups";
      readonly keys: readonly OutputColumn<FieldOperand | BucketOperand>[];
      readonly aggregates: readonly { readonly name: string; readonly aggregate: AggregateNode }[];
      /** For each combination of the other keys that occurs, or the empty one if there are none, all these buckets. */
      readonly fill: FillBuckets | null;
      readonly having: PredicateNode | null;
    };

/** Values that are equal, and not null, where records belong together. */
export interface JoinKey {
  readonly left: FieldOperand;
  readonly right: FieldOperand;
}

/** The records of another source; time and `where` bound them before they are joined. */
export interface JoinPlan {
  readonly source: SourceName;
  /** `left` keeps records without a partner. */
  readonly kind: "inner" | "left";
  readonly time: PlanTime;
  readonly where: PredicateNode | null;
  readonly on: readonly JoinKey[];
}

/** A query of one source, or of one joined with another. */
export interface SelectPlan {
  readonly source: SourceName;
  readonly time: PlanTime;
  readonly join: JoinPlan | null;
  readonly where: PredicateNode | null;
  readonly output: PlanOutput;
  /** Total: the user's keys, then the tie-break of law 5. Nulls come last in either direction. */
  readonly orderBy: readonly OrderKey[];
  readonly limit: number | null;
}

/** The rows of all branches, which have the same columns. */
export interface UnionPlan {
  /** At least two; they have no order and no limit of their own. */
  readonly branches: readonly SelectPlan[];
  readonly orderBy: readonly OrderKey[];
  readonly limit: number | null;
}

export type Plan = SelectPlan | UnionPlan;

/** The queries of one source that a plan is made of. */
function selectsOf(plan: Plan): readonly SelectPlan[] {
  return "branches" in plan ? plan.branches : [plan];
}

/** The result's columns, in order. */
export function columnsOf(plan: Plan): readonly ResultColumn[] {
  const [first] = selectsOf(plan);
  return first === undefined ? [] : outputColumns(first.output);
}

/** A source and the time range of it that is looked at. */
export interface Scan extends TimeBounds {
  readonly source: KeptSourceName;
}

/** The records that a plan is about, those of a join among them. */
function recordsOf(plan: Plan): readonly (SelectPlan | JoinPlan)[] {
  return selectsOf(plan).flatMap((select) => (select.join === null ? [select] : [select, select.join]));
}

/** The sources that a plan is about, each once. */
export function sourcesOf(plan: Plan): readonly SourceName[] {
  return [...new Set(recordsOf(plan).map(({ source }) => source))];
}

/** What a plan asks of stores: of a source that is made of two, both. */
export function scansOf(plan: Plan): readonly Scan[] {
  return recordsOf(plan).flatMap(({ source, time: { startMs, endMs } }) =>
    keptOf(source).map((kept) => ({ source: kept, startMs, endMs })),
  );
}

/** Times that every engine can hold: the years 1 to 9999. */
const earliestMs = Date.parse("0001-01-01T00:00:00.000Z");
const latestMs = Date.parse("9999-12-31T23:59:59.999Z");

/** What is read for that: of a source that is made of two, more than the range that is asked for. */
export function readsOf(plan: Plan): readonly Scan[] {
  return recordsOf(plan).flatMap(({ source, time }) =>
    keptOf(source).map((kept) => ({ source: kept, ...readRange(source, time) })),
  );
}

/** The time range in which records are looked for; a bound that no store can hold is none. */
export function readRange(source: SourceName, { startMs, endMs }: TimeBounds): TimeBounds {
  const marginMs = matchedOf(source)?.marginMs ?? 0;
  return {
    startMs: startMs === null || startMs - marginMs < earliestMs ? null : startMs - marginMs,
    endMs: endMs === null || endMs + marginMs > latestMs ? null : endMs + marginMs,
  };
}

export interface ResultColumn {
  readonly name: string;
  readonly type: ValueType;
}

/** The columns of an output, in order. */
export function outputColumns(output: PlanOutput): readonly ResultColumn[] {
  if (output.kind === "rows") return output.columns.map(({ name, type }) => ({ name, type }));
  return [
    ...output.keys.map(({ name, type }) => ({ name, type })),
    ...output.aggregates.map(({ name, aggregate }) => ({ name, type: aggregate.type })),
  ];
}
