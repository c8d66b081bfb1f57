import type { ValueType } from "./cast.ts";
import { byKeys, compareValues } from "./compare.ts";
import type { Aggregate } from "./language.ts";
import type { Operand, Scope } from "./operand.ts";
import { holds } from "./predicate.ts";
import type { Value } from "./record.ts";

/** An aggregate: the type of its column, and its value over the records of a group. */
export interface AggregateColumn<T> {
  readonly type: ValueType;
  readonly over: (records: readonly T[]) => Value;
}

/** What orders records in time for `first` and `last`: the source's time, then its id. */
export interface Chronology<T> {
  readonly time: Operand<T>;
  readonly id: Operand<T>;
}

/** The aggregates of a query by name; a `ratio` is of two of the others. */
export function aggregateColumns<T>(
  aggregates: Readonly<Record<string, Aggregate>>,
  scope: Scope<T>,
  chronology: Chronology<T>,
): readonly (AggregateColumn<T> & { readonly name: string })[] {
  const column = (aggregate: Aggregate | undefined): AggregateColumn<T> => {
    if (aggregate === undefined) throw new Error("a ratio names an aggregate that is not there");
    if (aggregate.fn !== "ratio") return aggregateColumn(aggregate, scope, chronology);
    const [of, to] = [column(aggregates[aggregate.of]), column(aggregates[aggregate.to])];
    return { type: "double", over: (records) => ratio(of.over(records), to.over(records)) };
  };
  return Object.entries(aggregates).map(([name, aggregate]) => ({ name, ...column(aggregate) }));
}

/** Null if either is, if the divisor is zero, or if no double can hold the quotient. */
function ratio(of: Value, to: Value): Value {
  if (of === null || to === null || Number(to) === 0) return null;
  const quotient = Number(of) / Number(to);
  return Number.isFinite(quotient) ? quotient : null;
}

function aggregateColumn<T>(
  aggregate: Exclude<Aggregate, { fn: "ratio" }>,
  scope: Scope<T>,
  chronology: Chronology<T>,
): AggregateColumn<T> {
  if (aggregate.fn === "countIf") {
    return counting((records) => records.filter((record) => holds(aggregate.where, record, scope)).length);
  }
  if (aggregate.fn === "count" && aggregate.field === undefined) return counting((records) => records.length);
  const { field = "", cast, part } = aggregate;
  const operand = scope.operand({ field, cast, part });
  const present = (records: readonly T[]) =>
    records.map((record) => operand.of(record)).filter((value) => value !== null);
  switch (aggregate.fn) {
    case "count":
      return counting((records) => present(records).length);
    case "countDistinct":
      return counting((records) => sorted(present(records)).filter(differsFromPrevious).length);
    case "min":
      return { type: operand.type, over: (records) => sorted(present(records))[0] ?? null };
    case "max":
      return { type: operand.type, over: (records) => sorted(present(records)).at(-1) ?? null };
    case "sum":
      return { type: operand.type, over: (records) => sum(present(records)) };
    case "avg":
      return { type: "double", over: (records) => average(present(records)) };
    case "percentile":
      return { type: operand.type, over: (records) => percentile(sorted(present(records)), aggregate.p) };
    case "first":
      return { type: operand.type, over: (records) => inTime(records, operand, chronology)[0] ?? null };
    case "last":
      return { type: operand.type, over: (records) => inTime(records, operand, chronology).at(-1) ?? null };
  }
}

function counting<T>(count: (records: readonly T[]) => number): AggregateColumn<T> {
  return { type: "integer", over: (records) => BigInt(count(records)) };
}

function sorted(values: readonly Value[]): Value[] {
  return [...values].sort(compareValues);
}

function differsFromPrevious(value: Value, index: number, values: readonly Value[]): boolean {
  return index === 0 || compareValues(value, values[index - 1] ?? null) !== 0;
}

/** Integers add up exactly, without a bound; doubles as doubles. Null of nothing. */
function sum(values: readonly Value[]): Value {
  if (values.length === 0) return null;
  if (typeof values[0] === "bigint") return values.reduce<bigint>((total, value) => total + BigInt(value ?? 0), 0n);
  return values.reduce<number>((total, value) => total + Number(value), 0);
}

function average(values: readonly Value[]): Value {
  const total = sum(values);
  return total === null ? null : Number(total) / values.length;
}

/**
 * The discrete percentile: of n sorted values the one at place ceil(p / 100 * n), counted from 1.
 * `p` is taken as the decimal number that it was written as: 7 percent of 100 values is place 7, not 8.
 */
function percentile(values: readonly Value[], p: number): Value {
  const [mantissa = "", exponent = "0"] = String(p).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const dividend = BigInt(whole + fraction) * BigInt(values.length);
  const divisor = 100n * 10n ** BigInt(fraction.length - Number(exponent));
  const place = (dividend + divisor - 1n) / divisor;
  return values[Math.max(1, Number(place)) - 1] ?? null;
}

/** The operand's values that are not null, in the order of their records: time, id, then the value itself. */
function inTime<T>(records: readonly T[], operand: Operand<T>, { time, id }: Chronology<T>): readonly Value[] {
  return [...records]
    .filter((record) => operand.of(record) !== null)
    .sort(byKeys([time, id, operand]))
    .map((record) => operand.of(record));
}
