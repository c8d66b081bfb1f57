import type { Expression } from "./ast.ts";
import { compareNaturally } from "./natural.ts";
import type { Readings } from "./readings.ts";
import { compareText, isMissing, numberOf, order, Timestamp, textOf, type Value } from "./value.ts";

/** What an aggregate is over: the argument's value in every row of the group, and the rows' moments. */
export interface Group {
  readonly values: readonly Value[];
  readonly timestamps: readonly Value[];
  /** The other arguments, which are constants. */
  readonly constants: readonly Value[];
  readonly rows: number;
  readonly readings: Readings;
}

type Aggregate = (group: Group) => Value;

/** Every aggregate (CWL_QuerySyntax-Stats), by its name in lower case. */
const aggregates: Readonly<Record<string, Aggregate>> = {
  count: ({ values, rows }) => (values.length === 0 ? rows : values.filter((value) => value !== undefined).length),
  count_distinct: countDistinct,
  countdistinct: countDistinct,
  sum: (group) => ofNumbers(group, (numbers) => total(numbers)),
  avg: (group) => ofNumbers(group, (numbers) => total(numbers) / numbers.length),
  min: (group) => extreme(group, -1),
  max: (group) => extreme(group, 1),
  pct: percentile,
  stddev: (group) => ofNumbers(group, (numbers) => Math.sqrt(variance(numbers))),
  variance: (group) => ofNumbers(group, variance),
  values: ({ values, readings }) => [...new Set(texts(values, readings))].sort(compareText),
  earliest: (group) => atTime(group, -1),
  latest: (group) => atTime(group, 1),
  sortsfirst: ({ values, readings }) => inNaturalOrder(values, readings)[0],
  sortslast: ({ values, readings }) => inNaturalOrder(values, readings).at(-1),
};

/** How many arguments they take. */
const arities: Readonly<Record<string, readonly [number, number]>> = { count: [0, 1], pct: [2, 2] };

export function aggregateOf(name: string): Aggregate | undefined {
  return Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
}

/** Whether a call has the arguments that its aggregate takes. `*` stands in `count` alone. */
export function takes(call: Extract<Expression, { readonly kind: "call" }>): boolean {
  const [least, most] = arities[call.name] ?? [1, 1];
  const star = call.args.some(({ kind }) => kind === "star");
  return call.args.length >= least && call.args.length <= most && (!star || call.name === "count");
}

function countDistinct({ values, readings }: Group): Value {
  const { size } = new Set(texts(values, readings));
  if (size <= readings.exactDistinctUpTo) return size;
  return size + Math.max(1, Math.round(size * 0.02));
}

function ofNumbers({ values }: Group, of: (numbers: readonly number[]) => number): Value {
  const numbers = values.map(numberOf).filter((number) => number !== null);
  return numbers.length === 0 ? undefined : of(numbers);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function variance(numbers: readonly number[]): number {
  const mean = total(numbers) / numbers.length;
  return total(numbers.map((number) => (number - mean) ** 2)) / numbers.length;
}

/** The least or greatest value: as numbers where both are, else as texts. */
function extreme({ values, readings }: Group, side: number): Value {
  const found = present(values).reduce<Value>((best, value) => {
    if (best === undefined) return value;
    const [a, b] = [numberOf(value), numberOf(best)];
    const difference = a !== null && b !== null ? a - b : (order(value, best, readings) ?? 0);
    return difference * side > 0 ? value : best;
  }, undefined);
  return aggregateTime(found, readings);
}

/** Nearest rank, which lies within the error of any approximation. */
function percentile({ values, constants }: Group): Value {
  const numbers = values.map(numberOf).filter((number) => number !== null);
  // A product of doubles may lie just above the whole number that it is.
  const rank = Math.ceil(((numberOf(constants[0]) ?? 0) * numbers.length) / 100 - 1e-9);
  return numbers.toSorted((a, b) => a - b)[Math.max(0, rank - 1)];
}

/** The value in the row of the earliest or latest moment among the rows that have one. */
function atTime({ values, timestamps, readings }: Group, side: number): Value {
  let [best, bestMs]: [Value, number] = [undefined, Number.NaN];
  for (const [index, value] of values.entries()) {
    const ms = numberOf(timestamps[index]);
    if (isMissing(value) || ms === null) continue;
    if (Number.isNaN(bestMs) || (ms - bestMs) * side > 0) [best, bestMs] = [value, ms];
  }
  return aggregateTime(best, readings);
}

function aggregateTime(value: Value, readings: Readings): Value {
  return value instanceof Timestamp && readings.aggregateTime === "millis" ? value.ms : value;
}

function inNaturalOrder(values: readonly Value[], readings: Readings): readonly Value[] {
  return present(values).toSorted((a, b) => compareNaturally(a, b, readings));
}

function present(values: readonly Value[]): readonly Value[] {
  return values.filter((value) => !isMissing(value));
}

function texts(values: readonly Value[], readings: Readings): readonly string[] {
  return values.map((value) => textOf(value, readings)).filter((text) => text !== null);
}
