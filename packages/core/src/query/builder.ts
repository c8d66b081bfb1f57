import type { SourceName } from "../catalog/index.ts";
import type {
  OperatorArguments,
  OperatorOf,
  OutputName,
  ParameterOf,
  Reference,
  Target,
  TypeOf,
} from "./builder-types.ts";
import { type Condition, leaf } from "./conditions.ts";
import type { Aggregate, Cast, DatePart, Parameter, ParameterType, Predicate, Query } from "./wire.ts";

type SelectItem<S extends SourceName> =
  | Reference<S>
  | { readonly field: Reference<S>; readonly cast?: Cast; readonly part?: DatePart; readonly as?: string };

type AggregateFor<S extends SourceName> =
  | { readonly fn: "count"; readonly field?: Reference<S>; readonly cast?: Cast; readonly part?: DatePart }
  | { readonly fn: "countIf"; readonly where: Condition<S> }
  | { readonly fn: "ratio"; readonly of: string; readonly to: string }
  | {
      readonly fn: "countDistinct" | "min" | "max" | "sum" | "avg" | "first" | "last";
      readonly field: Reference<S>;
      readonly cast?: Cast;
      readonly part?: DatePart;
    }
  | {
      readonly fn: "percentile";
      readonly field: Reference<S>;
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
  return new QueryBuilder(source, { from: source });
}

/**
 * A typed audit query, built step by step; each step gives a new builder. `toJSON` is its wire form, so a builder can
 * be handed to `JSON.stringify` or to the query service as it is. `Out` are the names of a grouped result's columns.
 */
export class QueryBuilder<S extends SourceName, Out extends string> {
  readonly #source: S;
  readonly #query: Query;

  constructor(source: S, query: Query) {
    this.#source = source;
    this.#query = query;
  }

  #with<Names extends string = Out>(change: Partial<Query>): QueryBuilder<S, Names> {
    return new QueryBuilder(this.#source, { ...this.#query, ...change });
  }

  /** Declares parameters, whose values each run supplies; `parameter(name, type)` stands for one. */
  parameters(declared: Readonly<Record<string, Parameter>>): QueryBuilder<S, Out> {
    return this.#with({ parameters: { ...this.#query.parameters, ...declared } });
  }

  /** Records of the last `15m`, `7d`, ... before the query is planned. */
  last(duration: string | ParameterOf<"duration">): QueryBuilder<S, Out> {
    return this.#with({ time: { last: given(duration) } });
  }

  /** Records of `[start, end)`, RFC 3339. */
  during(start: string | ParameterOf<"timestamp">, end: string | ParameterOf<"timestamp">): QueryBuilder<S, Out> {
    return this.#with({ time: { start: given(start), end: given(end) } });
  }

  /** Adds a condition; all of them must hold. */
  where(condition: Condition<S>): QueryBuilder<S, Out>;
  where<const T extends Target<S>, const Op extends OperatorOf<TypeOf<S, T>>>(
    target: T,
    op: Op,
    ...args: OperatorArguments<TypeOf<S, T>, Op>
  ): QueryBuilder<S, Out>;
  where(target: Condition<S> | Target<S>, op?: string, ...args: readonly unknown[]): QueryBuilder<S, Out> {
    const added = isCondition(target) ? target.predicate : leaf(target, op ?? "", args);
    return this.#with({ where: conjunction(this.#query.where, added) });
  }

  /** The columns of a query for rows. */
  select(...items: readonly [SelectItem<S>, ...SelectItem<S>[]]): QueryBuilder<S, Out> {
    return this.#with({ select: [...(this.#query.select ?? []), ...items.map(plain)] });
  }

  /** Each row once: of the selected columns, which are then all that rows are sorted by. */
  distinct(): QueryBuilder<S, Out> {
    return this.#with({ distinct: true });
  }

  /** Groups by fields. */
  groupBy<const Items extends readonly [SelectItem<S>, ...SelectItem<S>[]]>(
    ...items: Items
  ): QueryBuilder<S, Out | OutputName<Items[number]>> {
    return this.#with<Out | OutputName<Items[number]>>({
      groupBy: [...(this.#query.groupBy ?? []), ...items.map(plain)],
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
  ): QueryBuilder<S, Out | Name> {
    const item = { bucket: width, ...(as === undefined ? {} : { as }), ...options };
    return this.#with<Out | Name>({ groupBy: [...(this.#query.groupBy ?? []), item] });
  }

  /** Adds aggregates by the names of their columns. */
  aggregate<const A extends Readonly<Record<string, AggregateFor<S>>>>(
    aggregates: A & Ratios<A>,
  ): QueryBuilder<S, Out | (keyof A & string)> {
    const added = Object.fromEntries(Object.entries(aggregates).map(([name, item]) => [name, wireAggregate(item)]));
    return this.#with<Out | (keyof A & string)>({ aggregate: { ...this.#query.aggregate, ...added } });
  }

  /** Keeps the groups whose column compares so; all such conditions must hold. */
  having(
    column: Out,
    op: "eq" | "neq" | "lt" | "lte" | "gt" | "gte",
    value: string | number | boolean | ParameterOf<ParameterType>,
  ): QueryBuilder<S, Out> {
    return this.#with({ having: conjunction(this.#query.having, leaf(column, op, [value])) });
  }

  /** Sorts: a column of the groups, or any field of the source for rows. */
  orderBy(
    column: [Out] extends [never] ? Reference<S> | (string & {}) : Out,
    dir: "asc" | "desc" = "asc",
  ): QueryBuilder<S, Out> {
    return this.#with({ orderBy: [...(this.#query.orderBy ?? []), { field: column, dir }] });
  }

  limit(rows: number): QueryBuilder<S, Out> {
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

function given(value: string | ParameterOf<ParameterType>): string | { param: string } {
  return typeof value === "string" ? value : { param: value.param };
}

function isCondition<S extends SourceName>(value: Condition<S> | Target<S>): value is Condition<S> {
  return typeof value === "object" && "predicate" in value;
}

function conjunction(standing: Predicate | undefined, added: Predicate): Predicate {
  if (standing === undefined) return added;
  return "and" in standing ? { and: [...standing.and, added] } : { and: [standing, added] };
}

interface PlainItem {
  field: string;
  cast?: Cast;
  part?: DatePart;
  as?: string;
}

function plain<S extends SourceName>(item: SelectItem<S>): string | PlainItem {
  return typeof item === "string" ? item : { ...item };
}

function wireAggregate<S extends SourceName>(item: AggregateFor<S>): Aggregate {
  return item.fn === "countIf" ? { fn: "countIf", where: item.where.predicate } : { ...item };
}
