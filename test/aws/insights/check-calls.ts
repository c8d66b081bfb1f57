import { aggregateOf, takes } from "./aggregates.ts";
import type { Expression, Query } from "./ast.ts";
import { functionOf } from "./functions/index.ts";
import { malformed } from "./malformed.ts";
import type { Readings } from "./readings.ts";
import { regexOf } from "./regex.ts";

/** What may stand in an expression. */
interface Allowed {
  readonly readings: Readings;
  readonly subquery: (query: Query) => void;
  readonly aggregates: boolean;
  /** Whether there is an `@timestamp` for `bin`. */
  readonly bin: boolean;
}

/** Refuses unknown functions, wrong numbers of arguments, aggregates outside `stats` and expressions no engine takes. */
export function checkCalls(expression: Expression, allowed: Allowed): void {
  const check = (inner: Expression) => checkCalls(inner, allowed);
  if ("of" in expression) check(expression.of);
  if (expression.kind === "binary") {
    check(expression.left);
    check(expression.right);
  }
  if (expression.kind === "contains") check(expression.part);
  if (expression.kind === "in") expression.items.forEach(check);
  if (expression.kind === "matches") regexOf(expression.regex, allowed.readings, expression);
  if (expression.kind === "inQuery") allowed.subquery(expression.query);
  if (expression.kind === "call") checkCall(expression, allowed);
}

function checkCall(call: Extract<Expression, { readonly kind: "call" }>, allowed: Allowed): void {
  const { name, args } = call;
  if (aggregateOf(name) !== undefined) {
    if (!allowed.aggregates) throw malformed(`${name} can only stand in stats`, call);
    if (!takes(call)) throw malformed(`wrong number of arguments for ${name}`, call);
    for (const arg of args) checkCalls(arg, { ...allowed, aggregates: false });
    return;
  }
  const definition = functionOf(name);
  if (definition === undefined) throw malformed(`Invalid function name: ${name}`, call);
  const star = args.some(({ kind }) => kind === "star");
  if (star || args.length < definition.least || args.length > definition.most) {
    throw malformed(`wrong number of arguments for ${name}`, call);
  }
  if (name === "bin" && !allowed.bin) throw malformed("bin needs the field @timestamp", call);
  for (const arg of args) checkCalls(arg, allowed);
}

/** Whether an expression is made of aggregates, or holds one. */
export function holdsAggregate(expression: Expression): boolean {
  if (expression.kind === "binary") return holdsAggregate(expression.left) || holdsAggregate(expression.right);
  if (expression.kind === "negative" || expression.kind === "not") return holdsAggregate(expression.of);
  if (expression.kind !== "call") return false;
  return aggregateOf(expression.name) !== undefined || expression.args.some(holdsAggregate);
}
