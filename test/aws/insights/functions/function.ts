import type { Expression, Span } from "../ast.ts";
import { malformed } from "../malformed.ts";
import type { Readings } from "../readings.ts";
import { isMissing, numberOf, textOf, type Value } from "../value.ts";

/** The window of a query, as its functions see it. */
export interface Clock {
  readonly startMs: number;
  readonly endMs: number;
  readonly nowMs: number;
}

/** What a function is called with. */
export interface Call {
  readonly values: readonly Value[];
  readonly args: readonly Expression[];
  readonly span: Span;
  readonly readings: Readings;
  readonly clock: Clock;
  /** The row's `@timestamp`. */
  readonly timestamp: Value;
}

export interface FunctionOfRow {
  readonly least: number;
  readonly most: number;
  of(call: Call): Value;
}

const many = Number.POSITIVE_INFINITY;

/** A function of so many arguments. */
export function over(least: number, most: number | "any", of: (call: Call) => Value): FunctionOfRow {
  return { least, most: most === "any" ? many : most, of };
}

/** A function of numbers: missing where an argument is no number. */
export function ofNumbers(
  least: number,
  most: number | "any",
  of: (...numbers: readonly number[]) => number,
): FunctionOfRow {
  return over(least, most, ({ values }) => {
    const numbers: number[] = [];
    for (const value of values) {
      const number = numberOf(value);
      if (number === null) return undefined;
      numbers.push(number);
    }
    return finite(of(...numbers));
  });
}

/** A function of texts: missing where an argument has no text (a map, a list, a missing field). */
export function ofTexts(
  least: number,
  most: number | "any",
  of: (...texts: readonly string[]) => Value,
): FunctionOfRow {
  return over(least, most, ({ values, readings }) => {
    const texts: string[] = [];
    for (const value of values) {
      const text = textOf(value, readings);
      if (text === null) return undefined;
      texts.push(text);
    }
    return of(...texts);
  });
}

/** A predicate over texts: 1 or 0, 0 where an argument has no text. */
export function testOfTexts(least: number, most: number, of: (...texts: readonly string[]) => boolean): FunctionOfRow {
  const asked = ofTexts(least, most, (...texts) => Number(of(...texts)));
  return over(least, most, (call) => asked.of(call) ?? 0);
}

export function finite(number: number): Value {
  return Number.isFinite(number) ? number : undefined;
}

/** What holds as a condition: a number but zero. */
export function holds(value: Value): boolean {
  return !isMissing(value) && (numberOf(value) ?? 0) !== 0;
}

export function refuse(message: string, { span }: Call): Error {
  return malformed(message, span);
}
