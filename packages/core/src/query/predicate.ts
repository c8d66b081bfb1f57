import { prefixesOf } from "./cidr.ts";
import { invalid } from "./invalid.ts";
import { literal, text } from "./literal.ts";
import type { Values } from "./parameters.ts";
import type { Operand, PredicateNode, TextOp, ValueType } from "./plan.ts";
import { portablePattern, UnsupportedPattern } from "./regex.ts";
import type { Scope } from "./scope.ts";
import type { AnyPredicate, FieldComparison, Given, LeafPredicate, Predicate } from "./wire.ts";

/** A predicate with names resolved and values typed. Throws invalid-query with the place of what is wrong. */
export function planPredicate(predicate: Predicate, scope: Scope, at: string): PredicateNode {
  if ("and" in predicate) return { kind: "and", items: each(predicate.and, scope, `${at}/and`) };
  if ("or" in predicate) return { kind: "or", items: each(predicate.or, scope, `${at}/or`) };
  if ("not" in predicate) return { kind: "not", item: planPredicate(predicate.not, scope, `${at}/not`) };
  if (predicate.op === "any") return planAny(predicate, scope, at);
  if ("other" in predicate) return planFieldComparison(predicate, scope, at);
  return planLeaf(predicate, scope.operand(predicate, `${at}/field`), scope.values, at);
}

function each(items: readonly Predicate[], scope: Scope, at: string): PredicateNode[] {
  return items.map((item, index) => planPredicate(item, scope, `${at}/${index}`));
}

function planAny({ field, where }: AnyPredicate, outer: Scope, at: string): PredicateNode {
  const { list, depth, scope } = outer.elements(field, `${at}/field`);
  return { kind: "any", list, depth, where: planPredicate(where, scope, `${at}/where`) };
}

function planFieldComparison(comparison: FieldComparison, scope: Scope, at: string): PredicateNode {
  const { op, field } = comparison;
  const named = typeof comparison.other === "string" ? { field: comparison.other } : comparison.other;
  const operand = scope.operand(comparison, `${at}/field`);
  const other = scope.operand(named, `${at}/other`);
  checkOperator(op, operand.type, field, `${at}/op`);
  if (operand.type !== other.type && !(isNumber(operand.type) && isNumber(other.type))) {
    const message = `\`${field}\` is ${operand.type}, and \`${named.field}\` is ${other.type}`;
    throw invalid(message, `${at}/other`, "cast one of them, so that both are of one type");
  }
  return { kind: "compareOperands", op, operand, other, ignoreCase: ignoresCase(comparison, operand.type, at) };
}

function isNumber(type: ValueType): boolean {
  return type === "integer" || type === "double";
}

function ignoresCase(leaf: LeafPredicate | FieldComparison, type: ValueType, at: string): boolean {
  const ignoreCase = "ignoreCase" in leaf && leaf.ignoreCase === true;
  if (ignoreCase && type !== "string") throw invalid("`ignoreCase` is for text", `${at}/ignoreCase`);
  return ignoreCase;
}

function planLeaf(leaf: LeafPredicate, operand: Operand, values: Values, at: string): PredicateNode {
  checkOperator(leaf.op, operand.type, leaf.field, `${at}/op`);
  const constant = (value: Given, place: string) =>
    literal(values(value, `${at}/${place}`), operand.type, leaf.field, `${at}/${place}`);
  const ignoreCase = ignoresCase(leaf, operand.type, at);
  switch (leaf.op) {
    case "exists":
    case "missing":
      return { kind: "exists", negated: leaf.op === "missing", operand };
    case "in":
    case "notIn":
      return {
        kind: "in",
        negated: leaf.op === "notIn",
        operand,
        values: leaf.value.map((value, index) => constant(value, `value/${index}`)),
        ignoreCase,
      };
    case "between":
      return {
        kind: "between",
        operand,
        low: constant(leaf.value[0], "value/0"),
        high: constant(leaf.value[1], "value/1"),
      };
    case "inCidr":
      return { kind: "inCidr", operand, prefixes: prefixesOf(leaf.value, values, `${at}/value`) };
    case "contains":
    case "startsWith":
    case "endsWith":
    case "like":
    case "matches":
      return {
        kind: "text",
        op: leaf.op,
        operand,
        value: textValue(leaf.op, text(values(leaf.value, `${at}/value`), `${at}/value`), ignoreCase, `${at}/value`),
        ignoreCase,
      };
    default:
      return { kind: "compare", op: leaf.op, operand, value: constant(leaf.value, "value"), ignoreCase };
  }
}

const comparisons = ["eq", "neq", "in", "notIn", "lt", "lte", "gt", "gte", "between"] as const;
const texts = ["contains", "startsWith", "endsWith", "like", "matches"] as const;

/** The operators that each type has; what the builder's types and the catalog's reference show. */
export const operatorsOf = {
  string: [...comparisons, ...texts, "inCidr", "exists", "missing"],
  integer: [...comparisons, "exists", "missing"],
  double: [...comparisons, "exists", "missing"],
  timestamp: [...comparisons, "exists", "missing"],
  boolean: ["eq", "neq", "in", "notIn", "exists", "missing"],
  json: ["exists", "missing"],
} as const satisfies Record<ValueType, readonly LeafPredicate["op"][]>;

function checkOperator(op: LeafPredicate["op"], type: ValueType, name: string, at: string): void {
  const allowed: readonly string[] = operatorsOf[type];
  if (allowed.includes(op)) return;
  const hint = type === "json" ? "name a path below it" : `operators of ${type} are ${allowed.join(", ")}`;
  throw invalid(`\`${name}\` is ${type}, which has no \`${op}\``, at, hint);
}

const maxPatternLength = 1_000;

function textValue(op: TextOp, value: string, ignoreCase: boolean, at: string): string {
  if (!value.isWellFormed()) throw invalid("the text holds half of a surrogate pair", at);
  if (op === "like" && /(^|[^\\])(\\\\)*\\([^%_\\]|$)/s.test(value)) {
    throw invalid("in a `like` pattern `\\` stands before `%`, `_` or `\\` only", at);
  }
  if (op !== "matches") return value;
  if (value.length > maxPatternLength) throw invalid(`a pattern has at most ${maxPatternLength} characters`, at);
  try {
    return portablePattern(value, ignoreCase);
  } catch (error) {
    if (error instanceof UnsupportedPattern) throw invalid(error.message, at, "see `matches` in docs/query.md");
    throw error;
  }
}
