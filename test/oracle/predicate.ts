import type { LeafPredicate, Predicate } from "@trailkeep/core/query";
import { parseDouble, parseInteger, type ValueType } from "./cast.ts";
import { compareValues } from "./compare.ts";
import { parseInstant } from "./instant.ts";
import { likeMatches } from "./like.ts";
import type { Lookup } from "./operand.ts";
import type { Value } from "./record.ts";
import { regexMatches } from "./regex.ts";

/** Law 1: a predicate is true or false of an item, never unknown. */
export function holds<T>(predicate: Predicate, item: T, lookup: Lookup<T>): boolean {
  if ("and" in predicate) return predicate.and.every((part) => holds(part, item, lookup));
  if ("or" in predicate) return predicate.or.some((part) => holds(part, item, lookup));
  if ("not" in predicate) return !holds(predicate.not, item, lookup);
  const { type, of } = lookup(predicate);
  return leafHolds(predicate, of(item), type);
}

function leafHolds(leaf: LeafPredicate, value: Value, type: ValueType): boolean {
  if (value === null) return leaf.op === "missing";
  const given = (one: string | number | boolean) => constant(one, type);
  switch (leaf.op) {
    case "exists":
      return true;
    case "eq":
      return same(value, given(leaf.value), leaf.ignoreCase);
    case "neq":
      return !same(value, given(leaf.value), leaf.ignoreCase);
    case "in":
      return leaf.value.some((one) => same(value, given(one), leaf.ignoreCase));
    case "notIn":
      return !leaf.value.some((one) => same(value, given(one), leaf.ignoreCase));
    case "lt":
      return compareValues(value, given(leaf.value)) < 0;
    case "lte":
      return compareValues(value, given(leaf.value)) <= 0;
    case "gt":
      return compareValues(value, given(leaf.value)) > 0;
    case "gte":
      return compareValues(value, given(leaf.value)) >= 0;
    case "between":
      return compareValues(value, given(leaf.value[0])) >= 0 && compareValues(value, given(leaf.value[1])) <= 0;
    case "contains":
    case "startsWith":
    case "endsWith":
    case "like":
    case "matches":
      if (typeof value !== "string") throw new Error(`${leaf.op} is for text, not for ${type}`);
      return textHolds(leaf.op, value, leaf.value, leaf.ignoreCase ?? false);
    case "missing":
      return false;
  }
}

function textHolds(
  op: "contains" | "startsWith" | "endsWith" | "like" | "matches",
  text: string,
  pattern: string,
  ignoreCase: boolean,
): boolean {
  if (op === "matches") return regexMatches(pattern, text, ignoreCase);
  const [a, b] = ignoreCase ? [lowerAscii(text), lowerAscii(pattern)] : [text, pattern];
  if (op === "contains") return a.includes(b);
  if (op === "startsWith") return a.startsWith(b);
  if (op === "endsWith") return a.endsWith(b);
  return likeMatches(b, a);
}

function same(a: Value, b: Value, ignoreCase = false): boolean {
  if (ignoreCase && typeof a === "string" && typeof b === "string") return lowerAscii(a) === lowerAscii(b);
  return compareValues(a, b) === 0;
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A value of the query as a value of the operand's type. */
function constant(given: string | number | boolean, type: ValueType): Value {
  const value = read(given, type);
  if (value === null) throw new Error(`${JSON.stringify(given)} is no ${type}`);
  return value;
}

function read(given: string | number | boolean, type: ValueType): Value {
  if (type === "integer") return parseInteger(String(given));
  if (type === "double") return typeof given === "number" ? given : parseDouble(String(given));
  if (type === "timestamp") return parseInstant(String(given));
  if (type === "boolean") return typeof given === "boolean" ? given : null;
  return typeof given === "string" ? given : null;
}
