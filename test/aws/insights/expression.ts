import { type Expression, nameOf, type Step } from "./ast.ts";
import { type Clock, finite, holds } from "./functions/function.ts";
import { functionOf } from "./functions/index.ts";
import { malformed } from "./malformed.ts";
import type { Readings } from "./readings.ts";
import { regexOf } from "./regex.ts";
import { equal, isMissing, isStructure, numberOf, order, type Row, textOf, type Value, within } from "./value.ts";

/** What expressions are evaluated in. */
export interface Scope {
  readonly readings: Readings;
  readonly clock: Clock;
  /** The values of a subquery's one column, read once. */
  readonly subquery: (of: Extract<Expression, { readonly kind: "inQuery" }>) => readonly Value[];
}

type Binary = Extract<Expression, { readonly kind: "binary" }>;

/** The value of an expression in a row. Predicates are 1 or 0. */
export function valueIn(expression: Expression, row: Row, scope: Scope): Value {
  const value = (of: Expression) => valueIn(of, row, scope);
  switch (expression.kind) {
    case "field":
      return fieldValue(expression.path, row);
    case "text":
    case "number":
      return expression.value;
    case "negative": {
      const number = numberOf(value(expression.of));
      return number === null ? undefined : -number;
    }
    case "not":
      return Number(!holds(value(expression.of)));
    case "binary":
      return binaryValue(expression, value, scope);
    case "contains":
      return Number(contains(value(expression.of), value(expression.part), scope) !== expression.negated);
    case "matches":
      return Number(matches(expression, value(expression.of), scope) !== expression.negated);
    case "in":
      return Number(includes(value(expression.of), expression.items.map(value), scope) !== expression.negated);
    case "inQuery":
      return Number(includes(value(expression.of), scope.subquery(expression), scope) !== expression.negated);
    case "member":
      return within(value(expression.of), expression.path);
    case "call":
      return callValue(expression, row, scope);
    default:
      return undefined;
  }
}

/**
 * A field by its name. Discovered names hold dots, and a map or list can be gone into by further steps: the longest
 * name that there is counts.
 */
export function fieldValue(path: readonly Step[], row: Row): Value {
  const exact = row.get(nameOf(path));
  if (exact !== undefined) return exact;
  for (let length = path.length - 1; length > 0; length--) {
    const structure = row.get(nameOf(path.slice(0, length)));
    if (isStructure(structure)) return within(structure, path.slice(length));
  }
  return undefined;
}

function binaryValue({ operator, left, right }: Binary, value: (of: Expression) => Value, scope: Scope): Value {
  if (operator === "and") return Number(holds(value(left)) && holds(value(right)));
  if (operator === "or") return Number(holds(value(left)) || holds(value(right)));
  const [a, b] = [value(left), value(right)];
  if (operator === "=") return Number(equal(a, b, scope.readings));
  if (operator === "!=") return Number(isStructure(a) || isStructure(b) ? false : !equal(a, b, scope.readings));
  const [x, y] = [numberOf(a), numberOf(b)];
  if (operator === "+") return arithmetic(x, y, (m, n) => m + n);
  if (operator === "-") return arithmetic(x, y, (m, n) => m - n);
  if (operator === "*") return arithmetic(x, y, (m, n) => m * n);
  if (operator === "/") return arithmetic(x, y, (m, n) => m / n);
  if (operator === "%") return arithmetic(x, y, (m, n) => m % n);
  if (operator === "^") return arithmetic(x, y, (m, n) => m ** n);
  return Number(compares(operator, order(a, b, scope.readings)));
}

function arithmetic(x: number | null, y: number | null, of: (m: number, n: number) => number): Value {
  return x === null || y === null ? undefined : finite(of(x, y));
}

function compares(operator: "<" | "<=" | ">" | ">=", difference: number | null): boolean {
  if (difference === null) return false;
  if (operator === "<") return difference < 0;
  if (operator === "<=") return difference <= 0;
  return operator === ">" ? difference > 0 : difference >= 0;
}

function contains(value: Value, part: Value, { readings }: Scope): boolean {
  const [text, sought] = [textOf(value, readings), textOf(part, readings)];
  return text !== null && sought !== null && text.includes(sought);
}

function matches(expression: Extract<Expression, { readonly kind: "matches" }>, value: Value, scope: Scope): boolean {
  const text = textOf(value, scope.readings);
  return text !== null && regexOf(expression.regex, scope.readings, expression).test(text);
}

function includes(value: Value, items: readonly Value[], { readings }: Scope): boolean {
  return !isMissing(value) && items.some((item) => equal(value, item, readings));
}

function callValue(call: Extract<Expression, { readonly kind: "call" }>, row: Row, scope: Scope): Value {
  const definition = functionOf(call.name);
  if (definition === undefined) throw malformed(`unknown function ${call.name}`, call);
  const values = call.args.map((arg) => valueIn(arg, row, scope));
  const { readings, clock } = scope;
  return definition.of({ values, args: call.args, span: call, readings, clock, timestamp: row.get("@timestamp") });
}
