import type { ComparisonOp, Literal, Operand, PredicateNode } from "../../query/plan.ts";
import { type NodeOf, type PredicateVisitor, visitPredicate } from "../visitor.ts";
import { cidrText } from "./address.ts";
import { compareInstant, epochMs } from "./instant.ts";
import { caselessText, plainString, wholePattern } from "./literal.ts";
import { requireCertain } from "./open-text.ts";
import { matchesPattern } from "./pattern.ts";
import { refuse } from "./refuse.ts";
import { likeText, textTests } from "./text.ts";
import { type InsightsValue, type RecordSource, recordValue } from "./value.ts";

/** How an operand's value is reached: that of a record, or a column of groups. */
export type Reach = (operand: Operand) => InsightsValue;

const comparison: Record<ComparisonOp, string> = { eq: "=", neq: "!=", lt: "<", lte: "<=", gt: ">", gte: ">=" };

/**
 * A condition that is true exactly where the predicate is: Logs Insights is two-valued, but takes `!=` for true where
 * the field is missing, so that presence is always asked for beside it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 */
export function conditionText(node: PredicateNode, reach: Reach): string {
  return visitPredicate(node, visitor(reach));
}

/** The reach of predicates over a source's records. */
export function recordReach(records: RecordSource): Reach {
  return (operand) => recordValue(records, operand);
}

function visitor(reach: Reach): PredicateVisitor<string> {
  const text = (node: PredicateNode) => conditionText(node, reach);
  return {
    and: ({ items }) => `(${items.map(text).join(" and ")})`,
    or: ({ items }) => `(${items.map(text).join(" or ")})`,
    not: ({ item }) => `not (${text(item)})`,
    compare: (node) => guarded(reach(node.operand), (value) => compare(node, value)),
    in: (node) => guarded(reach(node.operand), (value) => within(node, value)),
    between: ({ operand, low, high }) => {
      const value = reach(operand);
      const side = (op: "gte" | "lte", literal: Literal) =>
        compare({ kind: "compare", op, operand, value: literal, ignoreCase: false }, value);
      return guarded(value, () => `(${side("gte", low)} and ${side("lte", high)})`);
    },
    text: (node) => guarded(reach(node.operand), (value) => textCondition(node, value)),
    exists: ({ operand, negated }) => {
      const value = reach(operand);
      if (value.open && value.type !== "string") refuse("a number in open JSON", "a boolean reads like one there");
      return negated ? `not (${value.present})` : value.present;
    },
    compareOperands: (node) =>
      guarded(reach(node.operand), (value) =>
        guarded(reach(node.other), (other) => compareOperands(node, value, other)),
      ),
    inCidr: ({ operand, prefixes }) => cidrText(reach(operand).text, prefixes),
    any: () => refuse("`any`", "it cannot look into the elements of an array"),
  };
}

/** Where nothing looks like a text, a condition asks for presence too. */
function guarded(value: InsightsValue, condition: (value: InsightsValue) => string): string {
  const text = condition(value);
  return value.guarded === true ? `(${value.present} and ${text})` : text;
}

function compare({ op, value: literal, ignoreCase }: NodeOf<"compare">, value: InsightsValue): string {
  switch (literal.type) {
    case "string":
      if (op === "eq") return equals(value, literal.value, ignoreCase);
      if (op === "neq") return `(${value.present} and not (${equals(value, literal.value, ignoreCase)}))`;
      return refuse("an order of texts", "it does not compare texts by their bytes");
    case "boolean":
      if (value.open) return refuse("booleans in open JSON", "they cannot be told from numbers");
      return `(${value.present} and ${value.text} ${comparison[op]} ${literal.value ? 1 : 0})`;
    case "timestamp":
      return `(${value.present} and ${compareInstant(op, value.text, literal.value)})`;
    case "integer":
    case "double":
      if (value.open && [0, 1].some((boolean) => holdsFor(op, boolean, Number(literal.value)))) {
        refuse("this comparison of a number in open JSON", "a boolean reads as 1 or 0 there");
      }
      return `(${value.present} and ${value.text} ${comparison[op]} ${numberText(literal)})`;
  }
}

function holdsFor(op: ComparisonOp, left: number, right: number): boolean {
  switch (op) {
    case "eq":
      return left === right;
    case "neq":
      return left !== right;
    case "lt":
      return left < right;
    case "lte":
      return left <= right;
    case "gt":
      return left > right;
    case "gte":
      return left >= right;
  }
}

function numberText(literal: NodeOf<"compare">["value"]): string {
  const value = Number(literal.value);
  const certain = literal.type === "integer" ? Number.isSafeInteger(value) : Math.abs(value) < 1e15;
  if (!certain) refuse(`a comparison with ${literal.value}`, "numbers beyond 2^53 are not exact");
  const text = String(value);
  return /e/.test(text) ? refuse(`a comparison with ${text}`, "it has no documented notation for exponents") : text;
}

function within({ values, negated, ignoreCase }: NodeOf<"in">, value: InsightsValue): string {
  const each = (literal: Literal): NodeOf<"compare"> => ({
    kind: "compare",
    op: "eq",
    operand: { kind: "output", name: "", type: value.type },
    value: literal,
    ignoreCase,
  });
  const listed = plainList(values, value, ignoreCase);
  const found = listed ?? `(${values.map((literal) => compare(each(literal), value)).join(" or ")})`;
  return negated ? `(${value.present} and not (${found}))` : found;
}

/** Texts that can all be quoted make one list, which an index can serve. */
function plainList(values: readonly Literal[], value: InsightsValue, ignoreCase: boolean): string | null {
  if (ignoreCase) return null;
  const texts = values.map((literal) =>
    literal.type === "string" && certain(value, literal.value) ? plainString(literal.value) : null,
  );
  return texts.includes(null) ? null : `${value.text} in [${texts.join(", ")}]`;
}

/** Whether a text in open JSON can only be a string. */
function certain(value: InsightsValue, text: string): boolean {
  return (
    !value.open ||
    !(
      text === "true" ||
      text === "false" ||
      /^([01]|[+-]?(\d+[.]\d*|[.]\d+)([eE][+-]?\d+)?|[+-]?\d+[eE][+-]?\d+)$/.test(text)
    )
  );
}

function equals(value: InsightsValue, text: string, ignoreCase: boolean): string {
  if (!certain(value, text)) {
    refuse(`a text in open JSON that equals ${JSON.stringify(text)}`, "it cannot be told from a boolean or a number");
  }
  if (ignoreCase) return `${value.text} like /\\A${caselessText(text, true)}\\z/`;
  const plain = plainString(text);
  return plain === null ? `${value.text} like ${wholePattern(text)}` : `${value.text} = ${plain}`;
}

function textCondition({ op, value: text, ignoreCase }: NodeOf<"text">, value: InsightsValue): string {
  if (value.open) requireCertain(op, text, ignoreCase);
  if (op === "matches" && text !== "") return `${value.text} like ${matchesPattern(text, ignoreCase)}`;
  if (op === "like") return likeText(text, ignoreCase, value.text, (literal) => equals(value, literal, ignoreCase));
  return op === "matches" || text === "" ? value.present : textTests[op](value.text, text, ignoreCase);
}

function compareOperands(
  { op, ignoreCase }: NodeOf<"compareOperands">,
  left: InsightsValue,
  right: InsightsValue,
): string {
  if (left.open || right.open) refuse("a comparison with a value in open JSON", "its type is not certain");
  const ordered = op !== "eq" && op !== "neq";
  if (left.type === "string" && (ordered || ignoreCase))
    refuse("an order of texts", "it does not compare texts by their bytes");
  const [one, other] = [left, right].map(({ type, text }) => (type === "timestamp" ? epochMs(text) : text));
  return `(${left.present} and ${right.present} and ${one} ${comparison[op]} ${other})`;
}
