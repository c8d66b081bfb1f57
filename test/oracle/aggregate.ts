import type { Aggregate } from "@trailkeep/core/query";
import type { ValueType } from "./cast.ts";
import { byKeys, compareValues } from "./compare.ts";
import type { Lookup, Operand } from "./operand.ts";
import { holds } from "./predicate.ts";
import type { OracleRecord, Value } from "./record.ts";

/** An aggregate: the type of its column, and its value over the records of a group. */
export interface AggregateColumn {
  readonly type: ValueType;
  readonly over: (records: readonly OracleRecord[]) => Value;
}

/** What orders records in time for `first` and `last`: the source's time, then its id. */
export interface Chronology {
  readonly time: Operand<OracleRecord>;
  readonly id: Operand<OracleRecord>;
}

export function aggregateColumn(
  aggregate: Aggregate,
  lookup: Lookup<OracleRecord>,
  chronology: Chronology,
): AggregateColumn {
  if (aggregate.fn === "countIf") {
    return counting((records) => records.filter((record) => holds(aggregate.where, record, lookup)).length);
  }
  if (aggregate.fn === "count" && aggregate.field === undefined) return counting((records) => records.length);
  const operand = lookup({ field: aggregate.field ?? "", cast: aggregate.cast });
  const present = (records: readonly OracleRecord[]) =>
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

function counting(count: (records: readonly OracleRecord[]) => number): AggregateColumn {
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
function inTime(
  records: readonly OracleRecord[],
  operand: Operand<OracleRecord>,
  { time, id }: Chronology,
): readonly Value[] {
  return [...records]
    .filter((record) => operand.of(record) !== null)
    .sort(byKeys([time, id, operand]))
    .map((record) => operand.of(record));
}
