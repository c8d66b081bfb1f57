export { type Condition, conditions, from, QueryBuilder } from "./builder.ts";
export { formatInstant, parseInstant } from "./instant.ts";
export {
  type AggregateNode,
  type BucketOperand,
  type ComparisonOp,
  columnsOf,
  type FieldOperand,
  type Literal,
  type Operand,
  type OrderKey,
  type OutputColumn,
  type Plan,
  type PlanOutput,
  type PredicateNode,
  type TextOp,
  type ValueType,
} from "./plan.ts";
export { planQuery } from "./planner.ts";
export { operatorsOf } from "./predicate.ts";
export {
  type Aggregate,
  type Cast,
  type LeafPredicate,
  type Predicate,
  predicateSchema,
  type Query,
  querySchema,
} from "./wire.ts";
