import { type PeriodUnit, periodUnits, type Span, type Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";

/** A string between single or double quotes; how it holds its delimiter is a reading. Null if there is none here. */
export function takeString(cursor: Cursor): string | null {
  const delimiter = cursor.look(/['"]/y)?.[0];
  if (delimiter === undefined) return null;
  const { text, readings } = cursor;
  let value = "";
  for (let at = cursor.at + 1; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    const escaped =
      (readings.stringEscapes === "backslash" && character === "\\" && (next === delimiter || next === "\\")) ||
      (readings.stringEscapes === "doubled" && character === delimiter && next === delimiter);
    if (escaped) {
      value += next;
      at++;
    } else if (character === delimiter) {
      cursor.advance(at + 1 - cursor.at);
      return value;
    } else value += character;
  }
  cursor.at = text.length;
  throw cursor.unexpected();
}

/** A regular expression between slashes; `\/` is a slash in it. Null if there is none here. */
export function takeRegex(cursor: Cursor): string | null {
  const match = cursor.take(/\/((?:[^/\\]|\\[\s\S])+)\//y)?.[1];
  return match === undefined ? null : match.replaceAll("\\/", "/");
}

/** Digits with an optional fraction, and a period if a unit is right behind them. */
export function takeNumber(cursor: Cursor): { readonly value: number; readonly unit: PeriodUnit | null } | null {
  const match = cursor.look(/(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z]*)/y);
  if (match === null) return null;
  const [whole, digits, word] = match;
  if (word === "" || word === undefined) {
    cursor.advance(whole.length);
    return { value: Number(digits), unit: null };
  }
  const unit = unitOf(word);
  if (unit === null) {
    cursor.at += whole.length - word.length;
    throw cursor.unexpected();
  }
  cursor.advance(whole.length);
  return { value: Number(digits), unit };
}

function unitOf(word: string): PeriodUnit | null {
  const lower = word.toLowerCase();
  for (const unit of ["ms", "s", "m", "h", "d", "w", "mo", "q", "y"] as const) {
    const names: readonly string[] = periodUnits[unit];
    const known = names.some((name) => lower === name || (name.length > 1 && lower === `${name}s`));
    if (known) return unit;
  }
  return null;
}

/**
 * A field's name: parts between dots, each bare (letters, digits, `_`, `@`) or in backticks, `@` before the backticks
 * of a system field, and indexes in brackets. Null if there is none here.
 */
export function takePath(cursor: Cursor): readonly Step[] | null {
  if (cursor.atReserved() || cursor.look(/[A-Za-z_@`]/y) === null) return null;
  const path: Step[] = [takePart(cursor)];
  for (;;) {
    if (cursor.text.startsWith(".", cursor.end) && cursor.at === cursor.end) {
      cursor.advance(1);
      path.push(takePart(cursor));
    } else if (cursor.at === cursor.end && cursor.look(/\[\d+\]/y) !== null) {
      path.push(Number(cursor.take(/\[(\d+)\]/y)?.[1]));
    } else return path;
  }
}

function takePart(cursor: Cursor): string {
  const part = cursor.take(/(@*)`([^`]+)`|[A-Za-z0-9_@]+/y);
  if (part === null) throw cursor.unexpected();
  return part[2] === undefined ? part[0] : `${part[1]}${part[2]}`;
}

/** Two spans and all between. */
export function through(from: Span, to: Span): Span {
  return { start: from.start, end: to.end };
}
