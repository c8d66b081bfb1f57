import type { Catalog, Field, FieldType, SourceName } from "../catalog/index.ts";
import type { operatorsOf } from "./predicate.ts";
import type { Cast, DatePart } from "./wire.ts";

/** The types behind the builder: which references a source has, and which operators and values each takes. */

type Fields<S extends SourceName> = Catalog[S]["fields"];
type NameOf<S extends SourceName> = keyof Fields<S> & string;
type NamesOfType<S extends SourceName, T extends FieldType> = {
  [Name in NameOf<S>]: Fields<S>[Name] extends Field<T> ? Name : never;
}[NameOf<S>];

type JsonPath<S extends SourceName> = `${NamesOfType<S, "json">}.${string}` | `${NamesOfType<S, "json">}[${string}`;
type ListPath<S extends SourceName> = `${NamesOfType<S, "list">}[${number}].${string}`;

/** A field of the source, or a path into open JSON or a list. */
export type Reference<S extends SourceName> = NameOf<S> | JsonPath<S> | ListPath<S>;

/** A reference and what is made of its value. */
export interface Made<R extends string> {
  readonly field: R;
  readonly cast?: Cast;
  readonly part?: DatePart;
}

/** A reference, plain or cast, or a part of it. */
export type Target<S extends SourceName> = Reference<S> | Made<Reference<S>>;

/** A value of a list's element: `$` for the element itself, or a reference relative to it. */
export type ElementTarget = string | Made<string>;

/** What `any` can look into: a list, or a place in open JSON. */
export type ListReference<S extends SourceName> = NamesOfType<S, "list" | "json"> | JsonPath<S>;

type TypeOfName<S extends SourceName, R> =
  R extends NameOf<S> ? (Fields<S>[R] extends Field<infer T> ? T : never) : "string";

/** The type of what a target denotes; a list is asked of like open JSON. */
export type TypeOf<S extends SourceName, T> = T extends { readonly part: DatePart }
  ? "integer"
  : T extends { readonly cast: infer C extends Cast }
    ? C
    : TypeOfName<S, T extends Made<infer R> ? R : T> extends "list"
      ? "json"
      : TypeOfName<S, T extends Made<infer R> ? R : T>;

/** The type of what a target denotes inside `any`: text, unless it is cast. */
export type TypeOfElement<T> = T extends { readonly part: DatePart }
  ? "integer"
  : T extends { readonly cast: infer C extends Cast }
    ? C
    : "string";

/** What can be compared with a value of that type: integers and doubles are both numbers. */
export type ComparableType<T> = T extends "integer" | "double" ? "integer" | "double" : T;

export type ComparisonOperatorOf<T> = OperatorOf<T> & ("eq" | "neq" | "lt" | "lte" | "gt" | "gte");

type Operators = typeof operatorsOf;

/** The operators that a type has. */
export type OperatorOf<T> = T extends keyof Operators ? Operators[T][number] : never;

interface Scalars {
  string: string;
  /** Beyond 2^53 as text. */
  integer: number | `${bigint}`;
  double: number;
  boolean: boolean;
  /** RFC 3339. */
  timestamp: string;
}
type ScalarOf<T> = (T extends keyof Scalars ? Scalars[T] : never) | ParameterOf<T>;

/** A parameter of that type, where a value is expected. `type` is for the compiler only. */
export interface ParameterOf<T> {
  readonly param: string;
  readonly type?: T;
}

type Folding = { readonly ignoreCase?: boolean };
type FoldingOperator = "eq" | "neq" | "in" | "notIn" | "contains" | "startsWith" | "endsWith" | "like" | "matches";

type ValueOf<T, Op> = Op extends "in" | "notIn"
  ? readonly ScalarOf<T>[]
  : Op extends "inCidr"
    ? string | ParameterOf<"string"> | readonly (string | ParameterOf<"string">)[]
    : Op extends "between"
      ? readonly [ScalarOf<T>, ScalarOf<T>]
      : ScalarOf<T>;

/** What follows the operator: nothing, a value, or a value and how to compare it. */
export type OperatorArguments<T, Op> = Op extends "exists" | "missing"
  ? []
  : T extends "string"
    ? Op extends FoldingOperator
      ? [value: ValueOf<T, Op>, options?: Folding]
      : [value: ValueOf<T, Op>]
    : [value: ValueOf<T, Op>];

/** The name under which a target comes out: what `as` says, else the reference itself. */
export type OutputName<T> = T extends { readonly as: infer A extends string }
  ? A
  : T extends { readonly field: infer F extends string }
    ? F
    : T extends string
      ? T
      : never;
