import type { BinaryOperator, Expression, Query } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { takeNumber, takePath, takeRegex, takeString, through } from "./token.ts";

/** How a subquery is read: handed in, since a query is made of commands and those of expressions. */
export type ReadQuery = (cursor: Cursor) => Query;

/** Reads an expression. `or` binds weakest, then `and`, `not`, comparisons, `+ -`, `* / %`, `^`. */
export function readExpression(cursor: Cursor, readQuery: ReadQuery): Expression {
  return leftward(cursor, [["or", "or"]], () => leftward(cursor, [["and", "and"]], () => readNot(cursor, readQuery)));
}

function readNot(cursor: Cursor, readQuery: ReadQuery): Expression {
  const start = cursor.at;
  const negated = cursor.word("not") !== null || (cursor.look(/!(?!=)/y) !== null && cursor.symbol("!"));
  if (!negated) return readComparison(cursor, readQuery);
  const of = readNot(cursor, readQuery);
  return { kind: "not", of, start, end: of.end };
}

const comparisons = ["!=", "<=", ">=", "=", "<", ">"] as const;

function readComparison(cursor: Cursor, readQuery: ReadQuery): Expression {
  const left = readSum(cursor, readQuery);
  if (cursor.symbol("=~")) return readRegexAfter(cursor, left, false);
  const operator = comparisons.find((symbol) => cursor.symbol(symbol));
  if (operator !== undefined) return binary(operator, left, readSum(cursor, readQuery));
  const negated = cursor.look(/not\s+(?:like|in)\b/iy) !== null && cursor.word("not") !== null;
  if (cursor.word("like") !== null) return readLike(cursor, left, negated, readQuery);
  if (cursor.word("in") !== null) return readIn(cursor, left, negated, readQuery);
  return left;
}

function readRegexAfter(cursor: Cursor, of: Expression, negated: boolean): Expression {
  const regex = takeRegex(cursor);
  if (regex === null) throw cursor.unexpected();
  return { kind: "matches", of, regex, negated, ...cursor.spanFrom(of.start) };
}

function readLike(cursor: Cursor, of: Expression, negated: boolean, readQuery: ReadQuery): Expression {
  if (cursor.look(/\//y) !== null) return readRegexAfter(cursor, of, negated);
  const part = readSum(cursor, readQuery);
  return { kind: "contains", of, part, negated, ...through(of, part) };
}

function readIn(cursor: Cursor, of: Expression, negated: boolean, readQuery: ReadQuery): Expression {
  if (cursor.symbol("(")) {
    const query = readQuery(cursor);
    cursor.expectSymbol(")");
    return { kind: "inQuery", of, query, negated, ...cursor.spanFrom(of.start) };
  }
  cursor.expectSymbol("[");
  const items = [readSum(cursor, readQuery)];
  while (cursor.symbol(",")) items.push(readSum(cursor, readQuery));
  cursor.expectSymbol("]");
  return { kind: "in", of, items, negated, ...cursor.spanFrom(of.start) };
}

function readSum(cursor: Cursor, readQuery: ReadQuery): Expression {
  return leftward(cursor, ["+", "-"], () => leftward(cursor, ["*", "/", "%"], () => readPower(cursor, readQuery)));
}

function readPower(cursor: Cursor, readQuery: ReadQuery): Expression {
  const base = readNegative(cursor, readQuery);
  return cursor.symbol("^") ? binary("^", base, readPower(cursor, readQuery)) : base;
}

function readNegative(cursor: Cursor, readQuery: ReadQuery): Expression {
  const start = cursor.at;
  if (!cursor.symbol("-")) return readMember(cursor, readQuery);
  const of = readNegative(cursor, readQuery);
  return { kind: "negative", of, start, end: of.end };
}

/** A value, and what is taken out of it: `jsonParse(x).a[0]`. */
function readMember(cursor: Cursor, readQuery: ReadQuery): Expression {
  const value = readValue(cursor, readQuery);
  if (value.kind !== "call" || cursor.at !== cursor.end) return value;
  if (cursor.look(/\.(?=[\w@`])/y) !== null) cursor.advance(1);
  else return value;
  const path = takePath(cursor);
  if (path === null) throw cursor.unexpected();
  return { kind: "member", of: value, path, ...cursor.spanFrom(value.start) };
}

function readValue(cursor: Cursor, readQuery: ReadQuery): Expression {
  const start = cursor.at;
  if (cursor.symbol("(")) {
    const inner = readExpression(cursor, readQuery);
    cursor.expectSymbol(")");
    return { ...inner, ...cursor.spanFrom(start) };
  }
  const text = takeString(cursor);
  if (text !== null) return { kind: "text", value: text, ...cursor.spanFrom(start) };
  const number = takeNumber(cursor);
  if (number?.unit === null) return { kind: "number", value: number.value, ...cursor.spanFrom(start) };
  if (number !== null) {
    return { kind: "period", amount: number.value, unit: number.unit, ...cursor.spanFrom(start) };
  }
  const path = takePath(cursor);
  if (path === null) throw cursor.unexpected();
  const [name] = path;
  const called = path.length === 1 && typeof name === "string" && /^\w+$/.test(name) && cursor.symbol("(");
  if (!called) return { kind: "field", path, ...cursor.spanFrom(start) };
  const args = readArguments(cursor, readQuery);
  return { kind: "call", name: name.toLowerCase(), args, ...cursor.spanFrom(start) };
}

function readArguments(cursor: Cursor, readQuery: ReadQuery): readonly Expression[] {
  if (cursor.symbol(")")) return [];
  const start = cursor.at;
  if (cursor.symbol("*")) {
    const star: Expression = { kind: "star", ...cursor.spanFrom(start) };
    cursor.expectSymbol(")");
    return [star];
  }
  const args = [readExpression(cursor, readQuery)];
  while (cursor.symbol(",")) args.push(readExpression(cursor, readQuery));
  cursor.expectSymbol(")");
  return args;
}

/** Operands joined from the left: `a - b - c` is `(a - b) - c`. Words are given as pairs. */
function leftward(
  cursor: Cursor,
  operators: readonly (BinaryOperator | readonly [string, BinaryOperator])[],
  operand: () => Expression,
): Expression {
  let left = operand();
  for (;;) {
    const operator = operators.find((one) => (typeof one === "string" ? cursor.symbol(one) : cursor.word(one[0])));
    if (operator === undefined) return left;
    left = binary(typeof operator === "string" ? operator : operator[1], left, operand());
  }
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right, ...through(left, right) };
}
