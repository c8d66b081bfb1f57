import type { FieldType, SourceName } from "../catalog/index.ts";
import type { PathSegment } from "./path.ts";
import type { Cast } from "./wire.ts";

/**
 * A query with every question answered: names resolved against the catalog, values typed, time made absolute, the
 * order made total. Dialects read this and nothing else.
 */

/** The types of a result's columns; a list is shown as JSON. */
export type ValueType = "string" | "integer" | "double" | "boolean" | "timestamp" | "json";

/** A constant, typed as the operand it meets; timestamps are epoch milliseconds. */
export type Literal =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "integer"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "timestamp"; readonly value: number };

/** A value of the record: a field, or what stands at a path below one, cast or not. */
export interface FieldOperand {
  readonly kind: "field";
  readonly field: string;
  readonly fieldType: FieldType;
  readonly path: readonly PathSegment[];
  readonly cast: Cast | null;
  readonly type: ValueType;
}

/** The record's time, rounded down to a multiple of the width since the Unix epoch. */
export interface BucketOperand {
  readonly kind: "bucket";
  readonly field: string;
  readonly widthMs: number;
  readonly type: "timestamp";
}

/** A column of the grouped result, for `having` and the order of groups. */
export interface OutputOperand {
  readonly kind: "output";
  readonly name: string;
  readonly type: ValueType;
}

export type Operand = FieldOperand | BucketOperand | OutputOperand;

export type ComparisonOp = "eq" | "neq" | "lt" | "lte" | "gt" | "gte";
export type TextOp = "contains" | "startsWith" | "endsWith" | "like" | "matches";

export type PredicateNode =
  | { readonly kind: "and"; readonly items: readonly PredicateNode[] }
  | { readonly kind: "or"; readonly items: readonly PredicateNode[] }
  | { readonly kind: "not"; readonly item: PredicateNode }
  | {
      readonly kind: "compare";
      readonly op: ComparisonOp;
      readonly operand: Operand;
      readonly value: Literal;
      readonly ignoreCase: boolean;
    }
  | {
      readonly kind: "in";
      readonly negated: boolean;
      readonly operand: Operand;
      readonly values: readonly Literal[];
      readonly ignoreCase: boolean;
    }
  | { readonly kind: "between"; readonly operand: Operand; readonly low: Literal; readonly high: Literal }
  /** `value` is the text, for `like` the pattern, for `matches` the pattern rewritten so that every engine reads it alike. */
  | {
      readonly kind: "text";
      readonly op: TextOp;
      readonly operand: Operand;
      readonly value: string;
      readonly ignoreCase: boolean;
    }
  | { readonly kind: "exists"; readonly negated: boolean; readonly operand: Operand };

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
    };

export interface OrderKey {
  readonly operand: Operand;
  readonly descending: boolean;
}

/** Half-open, epoch milliseconds; null is no bound. */
export interface PlanTime {
  readonly field: FieldOperand;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

export type PlanOutput =
  | { readonly kind: "rows"; readonly columns: readonly OutputColumn<FieldOperand>[] }
  | {
      readonly kind: "groups";
      readonly keys: readonly OutputColumn<FieldOperand | BucketOperand>[];
      readonly aggregates: readonly { readonly name: string; readonly aggregate: AggregateNode }[];
      readonly having: PredicateNode | null;
    };

export interface Plan {
  readonly source: SourceName;
  readonly time: PlanTime;
  readonly where: PredicateNode | null;
  readonly output: PlanOutput;
  /** Total: the user's keys, then the tie-break of law 5. Nulls come last in either direction. */
  readonly orderBy: readonly OrderKey[];
  readonly limit: number | null;
}

/** The result's columns, in order. */
export function columnsOf(plan: Plan): readonly { readonly name: string; readonly type: ValueType }[] {
  const { output } = plan;
  if (output.kind === "rows") return output.columns.map(({ name, type }) => ({ name, type }));
  return [
    ...output.keys.map(({ name, type }) => ({ name, type })),
    ...output.aggregates.map(({ name, aggregate }) => ({ name, type: aggregate.type })),
  ];
}

/** A text that two operands share exactly if they denote the same value. */
export function operandKey(operand: Operand): string {
  switch (operand.kind) {
    case "output":
      return `output ${operand.name}`;
    case "bucket":
      return `bucket ${operand.widthMs} ${operand.field}`;
    case "field": {
      const path = operand.path.length === 0 ? "" : JSON.stringify(operand.path);
      return `${operand.cast ?? "field"} ${operand.field} ${path}`;
    }
  }
}
