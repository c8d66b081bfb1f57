import { formatInstant, parseInstant } from "./instant.ts";
import type { Cast } from "./language.ts";
import type { Value } from "./record.ts";

/** The types that a value of an answer can have. */
export type ValueType = "string" | "integer" | "double" | "boolean" | "timestamp" | "json";

/** A value cast to another type; a text that does not parse is null. Throws on a pair that the language refuses. */
export function castValue(value: Value, from: ValueType, to: Cast): Value {
  if (value === null || from === to) return value;
  if (from === "string" && typeof value === "string") return castText(value, to);
  if (from === "integer" && to === "double") return Number(value);
  if ((from === "integer" || from === "boolean") && to === "string") return String(value);
  if (from === "timestamp" && to === "string") return formatInstant(Number(value));
  throw new Error(`no cast from ${from} to ${to}`);
}

function castText(text: string, to: Cast): Value {
  if (to === "integer") return parseInteger(text);
  if (to === "double") return parseDouble(text);
  if (to === "boolean") return text === "true" ? true : text === "false" ? false : null;
  if (to === "timestamp") return parseInstant(text);
  throw new Error(`no cast from string to ${to}`);
}

/** Decimal digits with an optional sign -> a 64-bit integer; null beyond that range or for anything else. */
export function parseInteger(text: string): bigint | null {
  if (!/^[+-]?[0-9]+$/.test(text)) return null;
  const value = BigInt(text.replace("+", ""));
  return BigInt.asIntN(64, value) === value ? value : null;
}

/** Decimal text -> a finite double; null for anything else. */
export function parseDouble(text: string): number | null {
  if (!/^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A value as answers carry it: integers beyond 2^53 and timestamps are text, and there is one zero. */
export function canonical(value: Value, type: ValueType): string | number | boolean | null {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== "number") return value;
  return type === "timestamp" ? formatInstant(value) : value + 0;
}
