import { invalid } from "./fields.ts";
import { literal } from "./literal.ts";
import type { Operand, PredicateNode, TextOp, ValueType } from "./plan.ts";
import { portablePattern, UnsupportedPattern } from "./regex.ts";
import type { Cast, LeafPredicate, Predicate } from "./wire.ts";

/** Finds what a predicate's `field` names: a field of the source in `where`, a column of the result in `having`. */
export type OperandResolver = (reference: string, cast: Cast | undefined, at: string) => Operand;

/** A predicate with names resolved and values typed. Throws invalid-query with the place of what is wrong. */
export function planPredicate(predicate: Predicate, resolve: OperandResolver, at: string): PredicateNode {
  if ("and" in predicate) return { kind: "and", items: each(predicate.and, resolve, `${at}/and`) };
  if ("or" in predicate) return { kind: "or", items: each(predicate.or, resolve, `${at}/or`) };
  if ("not" in predicate) return { kind: "not", item: planPredicate(predicate.not, resolve, `${at}/not`) };
  return planLeaf(predicate, resolve(predicate.field, predicate.cast, `${at}/field`), at);
}

function each(items: readonly Predicate[], resolve: OperandResolver, at: string): PredicateNode[] {
  return items.map((item, index) => planPredicate(item, resolve, `${at}/${index}`));
}

function planLeaf(leaf: LeafPredicate, operand: Operand, at: string): PredicateNode {
  checkOperator(leaf.op, operand.type, leaf.field, `${at}/op`);
  const constant = (value: string | number | boolean, place: string) =>
    literal(value, operand.type, leaf.field, `${at}/${place}`);
  const ignoreCase = "ignoreCase" in leaf && leaf.ignoreCase === true;
  if (ignoreCase && operand.type !== "string") throw invalid("`ignoreCase` is for text", `${at}/ignoreCase`);
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
    case "contains":
    case "startsWith":
    case "endsWith":
    case "like":
    case "matches":
      return {
        kind: "text",
        op: leaf.op,
        operand,
        value: textValue(leaf.op, leaf.value, ignoreCase, `${at}/value`),
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
  string: [...comparisons, ...texts, "exists", "missing"],
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
