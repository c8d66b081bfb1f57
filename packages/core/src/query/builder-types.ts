import type { Catalog, Field, FieldType, SourceName } from "../catalog/index.ts";
import type { operatorsOf } from "./predicate.ts";
import type { Cast, DatePart } from "./wire.ts";

/** The types behind the builder: which references records have, and which operators and values each takes. */

/** Records of one source, each beside a partner of another, whose fields are named `alias.field`. */
export interface Joined<S extends SourceName, W extends SourceName, As extends string> {
  readonly from: S;
  readonly with: W;
  readonly as: As;
}

/** What a query looks at: a source, or one joined with another. */
export type Records = SourceName | Joined<SourceName, SourceName, string>;

/** The source before it was joined: what is said of it alone holds of the joined records too. */
export type MainOf<R extends Records> = R extends Joined<infer S extends SourceName, SourceName, string> ? S : R;

type SourceFields<S extends SourceName> = Catalog[S]["fields"];
type Fields<R extends Records> = R extends SourceName
  ? SourceFields<R>
  : R extends Joined<infer S extends SourceName, infer W extends SourceName, infer As extends string>
    ? SourceFields<S> & AliasedFields<SourceFields<W>, As>
    : never;
type AliasedFields<F, As extends string> = { [Name in keyof F & string as `${As}.${Name}`]: F[Name] };

type NameOf<R extends Records> = keyof Fields<R> & string;
type NamesOfType<R extends Records, T extends FieldType> = {
  [Name in NameOf<R>]: Fields<R>[Name] extends Field<T> ? Name : never;
}[NameOf<R>];

type JsonPath<R extends Records> = `${NamesOfType<R, "json">}.${string}` | `${NamesOfType<R, "json">}[${string}`;
type ListPath<R extends Records> = `${NamesOfType<R, "list">}[${number}].${string}`;

/** A field of the records, or a path into open JSON or a list. */
export type Reference<R extends Records> = NameOf<R> | JsonPath<R> | ListPath<R>;

/** A reference and what is made of its value. */
export interface Made<F extends string> {
  readonly field: F;
  readonly cast?: Cast;
  readonly part?: DatePart;
}

/** A reference, plain or cast, or a part of it. */
export type Target<R extends Records> = Reference<R> | Made<Reference<R>>;

/** A value of a list's element: `$` for the element itself, or a reference relative to it. */
export type ElementTarget = string | Made<string>;

/** What `any` can look into: a list, or a place in open JSON. */
export type ListReference<R extends Records> = NamesOfType<R, "list" | "json"> | JsonPath<R>;

type TypeOfName<R extends Records, F> =
  F extends NameOf<R> ? (Fields<R>[F] extends Field<infer T> ? T : never) : "string";

/** The type of what a target denotes; a list is asked of like open JSON. */
export type TypeOf<R extends Records, T> = T extends { readonly part: DatePart }
  ? "integer"
  : T extends { readonly cast: infer C extends Cast }
    ? C
    : TypeOfName<R, T extends Made<infer F> ? F : T> extends "list"
      ? "json"
      : TypeOfName<R, T extends Made<infer F> ? F : T>;

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
