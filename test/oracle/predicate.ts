import { inPrefix } from "./address.ts";
import { parseDouble, parseInteger, type ValueType } from "./cast.ts";
import { compareMixed, compareValues } from "./compare.ts";
import { parseInstant } from "./instant.ts";
import type {
  AnyElement,
  ComparisonOp,
  FieldComparison,
  Given,
  LeafPredicate,
  Predicate,
  Scalar,
  TextOp,
} from "./language.ts";
import { likeMatches } from "./like.ts";
import { elementScope, type Scope } from "./operand.ts";
import { listOf } from "./parameters.ts";
import type { Value } from "./record.ts";
import { regexMatches } from "./regex.ts";

/** Law 1: a predicate is true or false of an item, never unknown. */
export function holds<T>(predicate: Predicate, item: T, scope: Scope<T>): boolean {
  if ("and" in predicate) return predicate.and.every((part) => holds(part, item, scope));
  if ("or" in predicate) return predicate.or.some((part) => holds(part, item, scope));
  if ("not" in predicate) return !holds(predicate.not, item, scope);
  if (predicate.op === "any") {
    return scope
      .elements(predicate.field)(item)
      .some((element) => holds(predicate.where, element, elementScope));
  }
  if ("other" in predicate) return fieldsHold(predicate, item, scope);
  const { type, of } = scope.operand(predicate);
  return leafHolds(predicate, of(item), type);
}

/** Two values of the item compared: of one type, and neither of them null. */
function fieldsHold<T>(
  { field, cast, part, op, other, ignoreCase }: FieldComparison,
  item: T,
  scope: Scope<T>,
): boolean {
  const left = scope.operand({ field, cast, part });
  const right = scope.operand(typeof other === "string" ? { field: other } : other);
  const types = new Set([left.type, right.type]);
  if (types.has("json") || (types.size > 1 && !(types.has("integer") && types.has("double")))) {
    throw new Error(`cannot compare ${left.type} and ${right.type}`);
  }
  const [a, b] = [left.of(item), right.of(item)].map((value) =>
    ignoreCase === true && typeof value === "string" ? lowerAscii(value) : value,
  );
  return a !== undefined && b !== undefined && a !== null && b !== null && stands(compareMixed(a, b), op);
}

function stands(order: number, op: ComparisonOp): boolean {
  switch (op) {
    case "eq":
      return order === 0;
    case "neq":
      return order !== 0;
    case "lt":
      return order < 0;
    case "lte":
      return order <= 0;
    case "gt":
      return order > 0;
    case "gte":
      return order >= 0;
  }
}

function leafHolds(leaf: Exclude<LeafPredicate, FieldComparison | AnyElement>, value: Value, type: ValueType): boolean {
  if (value === null) return leaf.op === "missing";
  const given = (one: Given) => constant(settled(one), type);
  switch (leaf.op) {
    case "exists":
      return true;
    case "missing":
      return false;
    case "eq":
      return same(value, given(leaf.value), leaf.ignoreCase);
    case "neq":
      return !same(value, given(leaf.value), leaf.ignoreCase);
    case "in":
      return leaf.value.some((one) => same(value, given(one), leaf.ignoreCase));
    case "notIn":
      return !leaf.value.some((one) => same(value, given(one), leaf.ignoreCase));
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return stands(compareValues(value, given(leaf.value)), leaf.op);
    case "between":
      return compareValues(value, given(leaf.value[0])) >= 0 && compareValues(value, given(leaf.value[1])) <= 0;
    case "inCidr":
      return listOf(leaf.value).some((prefix) => inPrefix(textOf(value, leaf.op), settled(prefix)));
    case "contains":
    case "startsWith":
    case "endsWith":
    case "like":
    case "matches":
      return textHolds(leaf.op, textOf(value, leaf.op), settled(leaf.value), leaf.ignoreCase ?? false);
  }
}

function textOf(value: Value, op: string): string {
  if (typeof value !== "string") throw new Error(`${op} is for text`);
  return value;
}

function textHolds(op: TextOp, text: string, pattern: string, ignoreCase: boolean): boolean {
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

/** A value that no parameter stands for any more. */
export function settled<T extends Scalar>(given: Given<T>): T {
  if (typeof given === "object") throw new Error(`the parameter ${given.param} has no value`);
  return given;
}

/** A value of the query as a value of the operand's type. */
function constant(given: Scalar, type: ValueType): Value {
  const value = read(given, type);
  if (value === null) throw new Error(`${JSON.stringify(given)} is no ${type}`);
  return value;
}

function read(given: Scalar, type: ValueType): Value {
  if (type === "integer") return parseInteger(String(given));
  if (type === "double") return typeof given === "number" ? given : parseDouble(String(given));
  if (type === "timestamp") return parseInstant(String(given));
  if (type === "boolean") return typeof given === "boolean" ? given : null;
  return typeof given === "string" ? given : null;
}
