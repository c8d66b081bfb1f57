import type { SourceName } from "../catalog/index.ts";
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
