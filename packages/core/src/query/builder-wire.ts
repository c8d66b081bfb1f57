import type { ParameterOf } from "./builder-types.ts";
import type { JoinTime, KeyPair } from "./join-types.ts";
import type { Aggregate, Cast, DatePart, Join, ParameterType, Predicate, Query } from "./wire.ts";

/** What the builder's steps are on the wire. */

export function given(value: string | ParameterOf<ParameterType>): string | { param: string } {
  return typeof value === "string" ? value : { param: value.param };
}

export function conjunction(standing: Predicate | undefined, added: Predicate): Predicate {
  if (standing === undefined) return added;
  return "and" in standing ? { and: [...standing.and, added] } : { and: [standing, added] };
}

interface LooseItem {
  readonly field: string;
  readonly cast?: Cast;
  readonly part?: DatePart;
  readonly as?: string;
}

export function wireItem(item: string | LooseItem): string | LooseItem {
  return typeof item === "string" ? item : { ...item };
}

type LooseAggregate =
  | Exclude<Aggregate, { fn: "countIf" }>
  | { readonly fn: "countIf"; readonly where: { readonly predicate: Predicate } };

export function wireAggregate(item: LooseAggregate): Aggregate {
  return item.fn === "countIf" ? { fn: "countIf", where: item.where.predicate } : { ...item };
}

interface LooseJoin {
  readonly with: string;
  readonly as: string;
  readonly kind: "inner" | "left";
  readonly on: readonly KeyPair[];
  readonly time?: JoinTime;
  readonly where?: { readonly predicate: Predicate };
}

export function wireJoin({ on, time, where, ...rest }: LooseJoin): Join {
  return {
    ...rest,
    on: on.map(({ left, right }) => ({ left, right })),
    ...(time === undefined ? {} : { time: wireTime(time) }),
    ...(where === undefined ? {} : { where: where.predicate }),
  };
}

function wireTime(time: JoinTime): NonNullable<Query["time"]> {
  if ("last" in time) return { last: given(time.last) };
  const { start, end } = time;
  return {
    ...(start === undefined ? {} : { start: given(start) }),
    ...(end === undefined ? {} : { end: given(end) }),
  };
}
