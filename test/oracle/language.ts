import type { Cast } from "@trailkeep/core/query";

/** The language in the oracle's own words: what a valid query looks like, and nothing of how one is checked. */

export type { Cast };

export type Scalar = string | number | boolean;

/** A value, or the parameter that stands for one. */
export type Given<T extends Scalar = Scalar> = T | { readonly param: string };

/** Of a timestamp, in UTC: the hour 0 to 23; the day of ISO 8601's week, Monday 1 to Sunday 7. */
export type Part = "hourOfDay" | "dayOfWeek";

/** A value of an item: a field or path, cast or not, or a part of the time that is there. */
export interface Reference {
  readonly field: string;
  readonly cast?: Cast | undefined;
  readonly part?: Part | undefined;
}

type Folding = { readonly ignoreCase?: boolean | undefined };
export type ComparisonOp = "eq" | "neq" | "lt" | "lte" | "gt" | "gte";
export type TextOp = "contains" | "startsWith" | "endsWith" | "like" | "matches";

export type Comparison = Reference & Folding & { readonly op: ComparisonOp; readonly value: Given };
/** Two values of one item compared. */
export type FieldComparison = Reference & Folding & { readonly op: ComparisonOp; readonly other: string | Reference };
/** Some element of the array at `field` meets the condition. */
export interface AnyElement {
  readonly field: string;
  readonly op: "any";
  readonly where: Predicate;
}

export type LeafPredicate =
  | Comparison
  | FieldComparison
  | AnyElement
  | (Reference & Folding & { readonly op: "in" | "notIn"; readonly value: readonly Given[] })
  | (Reference & { readonly op: "between"; readonly value: readonly [Given, Given] })
  | (Reference & Folding & { readonly op: TextOp; readonly value: Given<string> })
  | (Reference & { readonly op: "inCidr"; readonly value: Given<string> | readonly Given<string>[] })
  | (Reference & { readonly op: "exists" | "missing" });

export type Predicate =
  | LeafPredicate
  | { readonly and: readonly Predicate[] }
  | { readonly or: readonly Predicate[] }
  | { readonly not: Predicate };

export type TimeRange =
  | { readonly last: Given<string> }
  | { readonly start?: Given<string> | undefined; readonly end?: Given<string> | undefined };

export type SelectItem = string | (Reference & { readonly as?: string | undefined });
export interface Bucket {
  readonly bucket: string;
  readonly as?: string | undefined;
  /** Buckets of the range in which nothing happened have a row as well. */
  readonly fill?: boolean | undefined;
}
export type GroupItem = SelectItem | Bucket;

export type Aggregate =
  | {
      readonly fn: "count";
      readonly field?: string | undefined;
      readonly cast?: Cast | undefined;
      readonly part?: Part | undefined;
    }
  | { readonly fn: "countIf"; readonly where: Predicate }
  | (Reference & { readonly fn: "countDistinct" | "min" | "max" | "sum" | "avg" | "first" | "last" })
  | (Reference & { readonly fn: "percentile"; readonly p: number })
  | { readonly fn: "ratio"; readonly of: string; readonly to: string };

export interface OrderItem {
  readonly field: string;
  readonly dir?: "asc" | "desc" | undefined;
}

export interface Join {
  readonly with: string;
  readonly as: string;
  readonly kind: "inner" | "left";
  readonly on: readonly { readonly left: string; readonly right: string }[];
  readonly time?: TimeRange | undefined;
  readonly where?: Predicate | undefined;
}

export type ParameterType = "string" | "integer" | "double" | "boolean" | "timestamp" | "duration";
export interface Parameter {
  readonly type: ParameterType;
  readonly default?: Scalar | undefined;
  readonly doc?: string | undefined;
}

export interface SingleQuery {
  readonly parameters?: Readonly<Record<string, Parameter>> | undefined;
  readonly from: string;
  readonly join?: Join | undefined;
  readonly time?: TimeRange | undefined;
  readonly where?: Predicate | undefined;
  readonly select?: readonly SelectItem[] | undefined;
  readonly distinct?: boolean | undefined;
  readonly groupBy?: readonly GroupItem[] | undefined;
  readonly aggregate?: Readonly<Record<string, Aggregate>> | undefined;
  readonly having?: Predicate | undefined;
  readonly orderBy?: readonly OrderItem[] | undefined;
  readonly limit?: number | undefined;
}

/** The rows of several queries of one shape. */
export interface UnionQuery {
  readonly parameters?: Readonly<Record<string, Parameter>> | undefined;
  readonly union: readonly SingleQuery[];
  readonly orderBy?: readonly OrderItem[] | undefined;
  readonly limit?: number | undefined;
}

export type Query = SingleQuery | UnionQuery;
