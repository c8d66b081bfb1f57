export type { AddressPrefix } from "./address.ts";
export { from, parameter, QueryBuilder } from "./builder.ts";
export { type Condition, conditions } from "./conditions.ts";
export { formatInstant, parseInstant } from "./instant.ts";
export {
  type AggregateNode,
  type BucketOperand,
  type ComparisonOp,
  columnsOf,
  type ElementOperand,
  type FieldOperand,
  type FillBuckets,
  type JoinPlan,
  type ListOperand,
  type Literal,
  type Operand,
  type OrderKey,
  type OutputColumn,
  type Plan,
  type PlanOutput,
  type PredicateNode,
  type ResultColumn,
  type Scan,
  type SelectPlan,
  scansOf,
  type TextOp,
  type UnionPlan,
  type ValueType,
} from "./plan.ts";
export { planQuery } from "./planner.ts";
export { operatorsOf } from "./predicate.ts";
export { UnionBuilder, union } from "./union-builder.ts";
export {
  type Aggregate,
  type AnyPredicate,
  type Cast,
  type DatePart,
  type FieldComparison,
  type Given,
  type Join,
  type LeafPredicate,
  type NamedOperand,
  type Parameter,
  type ParameterType,
  type Predicate,
  predicateSchema,
  type Query,
  querySchema,
  type UnionQuery,
  unionSchema,
} from "./wire.ts";
