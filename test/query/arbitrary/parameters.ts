import fc from "fast-check";
import { parseInstant } from "../../oracle/instant.ts";
import type {
  Given,
  Parameter,
  ParameterType,
  Predicate,
  Query,
  Scalar,
  SingleQuery,
  TimeRange,
} from "../../oracle/language.ts";
import { listOf, type ParameterValues } from "../../oracle/parameters.ts";

/** A query, and the values of its parameters. */
export interface Ask<Q> {
  readonly query: Q;
  readonly parameters?: ParameterValues;
}

/** Puts parameters in the place of some of the query's values; some have a default, some are given, some both. */
export function withSomeParameters(query: Query): fc.Arbitrary<Ask<Query>> {
  return fc.infiniteStream(fc.nat({ max: 5 })).map((chances): Ask<Query> => {
    const declared: Record<string, Parameter> = {};
    const given: Record<string, Scalar> = {};
    const chance = () => Number(chances.next().value ?? 0);
    const stand = <T extends Scalar>(value: Given<T>, type: ParameterType): Given<T> => {
      if (typeof value === "object" || chance() < 3) return value;
      const name = `p${Object.keys(declared).length}`;
      const how = chance();
      declared[name] = { type, ...(how < 4 ? { default: how < 2 ? value : otherOf(type) } : {}) };
      if (how >= 2) given[name] = value;
      return { param: name };
    };
    const changed: Query =
      "union" in query ? { ...query, union: query.union.map((part) => inQuery(part, stand)) } : inQuery(query, stand);
    if (Object.keys(declared).length === 0) return { query };
    return { query: { parameters: declared, ...changed }, parameters: given };
  });
}

function inQuery(query: SingleQuery, stand: Stand): SingleQuery {
  const { time, where, having, aggregate, join } = query;
  const aggregates = Object.entries(aggregate ?? {}).map(([name, one]) => [
    name,
    one.fn === "countIf" ? { ...one, where: inPredicate(one.where, stand) } : one,
  ]);
  return {
    ...query,
    ...(time === undefined ? {} : { time: inTime(time, stand) }),
    ...(where === undefined ? {} : { where: inPredicate(where, stand) }),
    ...(having === undefined ? {} : { having: inPredicate(having, stand) }),
    ...(aggregate === undefined ? {} : { aggregate: Object.fromEntries(aggregates) }),
    ...(join === undefined
      ? {}
      : {
          join: {
            ...join,
            ...(join.time === undefined ? {} : { time: inTime(join.time, stand) }),
            ...(join.where === undefined ? {} : { where: inPredicate(join.where, stand) }),
          },
        }),
  };
}

type Stand = <T extends Scalar>(value: Given<T>, type: ParameterType) => Given<T>;

/** A value of the type that the query does not want. */
function otherOf(type: ParameterType): Scalar {
  if (type === "boolean") return false;
  if (type === "integer" || type === "double") return 3;
  if (type === "timestamp") return "2026-01-01T00:00:00Z";
  return type === "duration" ? "1m" : "0.0.0.0/0";
}

function inTime(time: TimeRange, stand: Stand): TimeRange {
  if ("last" in time) return { last: stand(time.last, "duration") };
  const side = (value: Given<string>) => (parseInstant(String(value)) === null ? value : stand(value, "timestamp"));
  return {
    ...(time.start === undefined ? {} : { start: side(time.start) }),
    ...(time.end === undefined ? {} : { end: side(time.end) }),
  };
}

function inPredicate(predicate: Predicate, stand: Stand): Predicate {
  if ("and" in predicate) return { and: predicate.and.map((part) => inPredicate(part, stand)) };
  if ("or" in predicate) return { or: predicate.or.map((part) => inPredicate(part, stand)) };
  if ("not" in predicate) return { not: inPredicate(predicate.not, stand) };
  const value = (one: Given) => stand(one, typeOf(one));
  switch (predicate.op) {
    case "any":
      return { ...predicate, where: inPredicate(predicate.where, stand) };
    case "exists":
    case "missing":
      return predicate;
    case "in":
    case "notIn":
      return { ...predicate, value: predicate.value.map(value) };
    case "between":
      return { ...predicate, value: [value(predicate.value[0]), value(predicate.value[1])] };
    case "inCidr":
      return { ...predicate, value: listOf(predicate.value).map((one) => stand(one, "string")) };
    case "contains":
    case "startsWith":
    case "endsWith":
    case "like":
    case "matches":
      return { ...predicate, value: stand(predicate.value, "string") };
    default:
      return "other" in predicate ? predicate : { ...predicate, value: value(predicate.value) };
  }
}

function typeOf(value: Given): ParameterType {
  if (typeof value === "number") return Number.isSafeInteger(value) ? "integer" : "double";
  return typeof value === "boolean" ? "boolean" : "string";
}
