import type { SourceName } from "../catalog/index.ts";
import type {
  MainOf,
  OperatorArguments,
  OperatorOf,
  OutputName,
  ParameterOf,
  Records,
  Reference,
  Target,
  TypeOf,
} from "./builder-types.ts";
import { conjunction, given, wireAggregate, wireItem, wireJoin } from "./builder-wire.ts";
import { type Condition, leaf } from "./conditions.ts";
import type { JoinedWith, JoinStep, KeyPair, Single } from "./join-types.ts";
import type { Cast, DatePart, Parameter, ParameterType, Query } from "./wire.ts";

/** What may be said of the records: of all of them, or of the source before it was joined. */
type ConditionOn<R extends Records> = Condition<R | MainOf<R>>;

type SelectItem<R extends Records> =
  | Reference<R>
  | { readonly field: Reference<R>; readonly cast?: Cast; readonly part?: DatePart; readonly as?: string };

type AggregateFor<R extends Records> =
  | { readonly fn: "count"; readonly field?: Reference<R>; readonly cast?: Cast; readonly part?: DatePart }
  | { readonly fn: "countIf"; readonly where: ConditionOn<R> }
  | { readonly fn: "ratio"; readonly of: string; readonly to: string }
  | {
      readonly fn: "countDistinct" | "min" | "max" | "sum" | "avg" | "first" | "last";
      readonly field: Reference<R>;
      readonly cast?: Cast;
      readonly part?: DatePart;
    }
  | {
      readonly fn: "percentile";
      readonly field: Reference<R>;
      readonly cast?: Cast;
      readonly part?: DatePart;
      readonly p: number;
    };

type RatioTerm<A> = {
  [Name in keyof A]: A[Name] extends { readonly fn: "ratio" } ? never : Name;
}[keyof A];

/** A ratio is of other aggregates of the same step. */
type Ratios<A> = {
  [Name in keyof A]: A[Name] extends { readonly fn: "ratio" }
    ? { readonly fn: "ratio"; readonly of: RatioTerm<A>; readonly to: RatioTerm<A> }
    : unknown;
};

/** Begins a query: `from("cloudtrail").last("7d").where("eventName", "eq", "ConsoleLogin")`. */
export function from<const S extends SourceName>(source: S): QueryBuilder<S, never> {
  return new QueryBuilder({ from: source });
}

/**
 * A typed audit query, built step by step; each step gives a new builder. `toJSON` is its wire form, so a builder can
 * be handed to `JSON.stringify` or to the query service as it is. `Out` are the names of a grouped result's columns.
 */
export class QueryBuilder<R extends Records, Out extends string> {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  #with<Names extends string = Out>(change: Partial<Query>): QueryBuilder<R, Names> {
    return new QueryBuilder({ ...this.#query, ...change });
  }

  /** Declares parameters, whose values each run supplies; `parameter(name, type)` stands for one. */
  parameters(declared: Readonly<Record<string, Parameter>>): QueryBuilder<R, Out> {
    return this.#with({ parameters: { ...this.#query.parameters, ...declared } });
  }

  /** Records of the last `15m`, `7d`, ... before the query is planned. */
  last(duration: string | ParameterOf<"duration">): QueryBuilder<R, Out> {
    return this.#with({ time: { last: given(duration) } });
  }

  /** Records of `[start, end)`, RFC 3339. */
  during(start: string | ParameterOf<"timestamp">, end: string | ParameterOf<"timestamp">): QueryBuilder<R, Out> {
    return this.#with({ time: { start: given(start), end: given(end) } });
  }

  /**
   * Puts records of another source beside those that they belong to; from here on `alias.field` names theirs.
   * `from("cloudtrail").join({ with: "s3_access", as: "log", kind: "left", on: [{ left: "requestID", right: "requestId" }] })`
   */
  join<const W extends SourceName, const As extends string, const K extends readonly [KeyPair, ...KeyPair[]]>(
    step: JoinStep<Single<R>, W, As, K>,
  ): QueryBuilder<JoinedWith<R, W, As>, Out> {
    return new QueryBuilder({ ...this.#query, join: wireJoin(step) });
  }

  /** Adds a condition; all of them must hold. */
  where(condition: ConditionOn<R>): QueryBuilder<R, Out>;
  where<const T extends Target<R>, const Op extends OperatorOf<TypeOf<R, T>>>(
    target: T,
    op: Op,
    ...args: OperatorArguments<TypeOf<R, T>, Op>
  ): QueryBuilder<R, Out>;
  where(target: ConditionOn<R> | Target<R>, op?: string, ...args: readonly unknown[]): QueryBuilder<R, Out> {
    const added = isCondition(target) ? target.predicate : leaf(target, op ?? "", args);
    return this.#with({ where: conjunction(this.#query.where, added) });
  }

  /** The columns of a query for rows. */
  select(...items: readonly [SelectItem<R>, ...SelectItem<R>[]]): QueryBuilder<R, Out> {
    return this.#with({ select: [...(this.#query.select ?? []), ...items.map(wireItem)] });
  }

  /** Each row once: of the selected columns, which are then all that rows are sorted by. */
  distinct(): QueryBuilder<R, Out> {
    return this.#with({ distinct: true });
  }

  /** Groups by fields. */
  groupBy<const Items extends readonly [SelectItem<R>, ...SelectItem<R>[]]>(
    ...items: Items
  ): QueryBuilder<R, Out | OutputName<Items[number]>> {
    return this.#with<Out | OutputName<Items[number]>>({
      groupBy: [...(this.#query.groupBy ?? []), ...items.map(wireItem)],
    });
  }

  /**
   * Groups by the record's time in steps of `width`, aligned to the Unix epoch; `fill` gives every step of the time
   * range a row.
   */
  bucket<const Name extends string = "bucket">(
    width: string,
    as?: Name,
    options: { readonly fill?: boolean } = {},
  ): QueryBuilder<R, Out | Name> {
    const item = { bucket: width, ...(as === undefined ? {} : { as }), ...options };
    return this.#with<Out | Name>({ groupBy: [...(this.#query.groupBy ?? []), item] });
  }

  /** Adds aggregates by the names of their columns. */
  aggregate<const A extends Readonly<Record<string, AggregateFor<R>>>>(
    aggregates: A & Ratios<A>,
  ): QueryBuilder<R, Out | (keyof A & string)> {
    const added = Object.fromEntries(Object.entries(aggregates).map(([name, item]) => [name, wireAggregate(item)]));
    return this.#with<Out | (keyof A & string)>({ aggregate: { ...this.#query.aggregate, ...added } });
  }

  /** Keeps the groups whose column compares so; all such conditions must hold. */
  having(
    column: Out,
    op: "eq" | "neq" | "lt" | "lte" | "gt" | "gte",
    value: string | number | boolean | ParameterOf<ParameterType>,
  ): QueryBuilder<R, Out> {
    return this.#with({ having: conjunction(this.#query.having, leaf(column, op, [value])) });
  }

  /** Sorts: a column of the groups, or any field of the source for rows. */
  orderBy(
    column: [Out] extends [never] ? Reference<R> | (string & {}) : Out,
    dir: "asc" | "desc" = "asc",
  ): QueryBuilder<R, Out> {
    return this.#with({ orderBy: [...(this.#query.orderBy ?? []), { field: column, dir }] });
  }

  limit(rows: number): QueryBuilder<R, Out> {
    return this.#with({ limit: rows });
  }

  /** The wire form. */
  toJSON(): Query {
    return this.#query;
  }
}

/** Stands for the value of a parameter that the query declares with that type. */
export function parameter<const T extends ParameterType>(name: string, type: T): ParameterOf<T> {
  void type;
  return { param: name };
}

function isCondition<R extends Records>(value: ConditionOn<R> | Target<R>): value is ConditionOn<R> {
  return typeof value === "object" && "predicate" in value;
}
