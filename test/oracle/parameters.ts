import type { Given, Predicate, Query, Scalar, SingleQuery, TimeRange } from "./language.ts";

/** What parameters stand for, by name. */
export type ParameterValues = Readonly<Record<string, Scalar>>;

/** The query with a value in the place of every parameter: the one given, else the declared default. */
export function withParameters(query: Query, given: ParameterValues): Query {
  const { parameters = {}, ...rest } = query;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(parameters, name));
  if (unknown.length > 0) throw new Error(`the query has no parameter ${unknown.join(", ")}`);
  const values = (name: string) => {
    const value = given[name] ?? parameters[name]?.default;
    if (value === undefined) throw new Error(`the parameter ${name} has no value`);
    return value;
  };
  if ("union" in rest) return { ...rest, union: rest.union.map((part) => substituted(part, values)) };
  return substituted(rest, values);
}

type Values = (name: string) => Scalar;

function substituted(query: SingleQuery, values: Values): SingleQuery {
  const { time, where, having, aggregate, join } = query;
  const aggregates = Object.entries(aggregate ?? {}).map(([name, one]) => [
    name,
    one.fn === "countIf" ? { ...one, where: inPredicate(one.where, values) } : one,
  ]);
  return {
    ...query,
    time: time && inTime(time, values),
    where: where && inPredicate(where, values),
    having: having && inPredicate(having, values),
    aggregate: aggregate && Object.fromEntries(aggregates),
    join: join && {
      ...join,
      time: join.time && inTime(join.time, values),
      where: join.where && inPredicate(join.where, values),
    },
  };
}

function inTime(time: TimeRange, values: Values): TimeRange {
  if ("last" in time) return { last: text(time.last, values) };
  const { start, end } = time;
  return { start: start && text(start, values), end: end && text(end, values) };
}

function inPredicate(predicate: Predicate, values: Values): Predicate {
  if ("and" in predicate) return { and: predicate.and.map((part) => inPredicate(part, values)) };
  if ("or" in predicate) return { or: predicate.or.map((part) => inPredicate(part, values)) };
  if ("not" in predicate) return { not: inPredicate(predicate.not, values) };
  switch (predicate.op) {
    case "any":
      return { ...predicate, where: inPredicate(predicate.where, values) };
    case "exists":
    case "missing":
      return predicate;
    case "in":
    case "notIn":
      return { ...predicate, value: predicate.value.map((one) => value(one, values)) };
    case "between":
      return { ...predicate, value: [value(predicate.value[0], values), value(predicate.value[1], values)] };
    case "inCidr":
      return { ...predicate, value: listOf(predicate.value).map((one) => text(one, values)) };
    case "contains":
    case "startsWith":
    case "endsWith":
    case "like":
    case "matches":
      return { ...predicate, value: text(predicate.value, values) };
    default:
      return "other" in predicate ? predicate : { ...predicate, value: value(predicate.value, values) };
  }
}

/** One prefix is a list of one. */
export function listOf(given: Given<string> | readonly Given<string>[]): readonly Given<string>[] {
  const isList = (one: typeof given): one is readonly Given<string>[] => Array.isArray(one);
  return isList(given) ? given : [given];
}

function value(given: Given, values: Values): Scalar {
  return typeof given === "object" ? values(given.param) : given;
}

function text(given: Given<string>, values: Values): string {
  return String(value(given, values));
}
