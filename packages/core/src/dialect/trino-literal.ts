import { TrailkeepError } from "../error.ts";
import type { Literal } from "../query/plan.ts";
import { literal } from "../sql-text.ts";

/**
 * A constant as Trino writes it: the one place where a value from outside enters a text.
 * Throws `capability` on a text with a NUL, which no statement of Athena or Lake may hold.
 * @see https://trino.io/docs/476/language/types.html
 */
export function trinoLiteral(value: Literal): string {
  switch (value.type) {
    case "string":
      return stringLiteral(value.value);
    case "integer":
      return String(value.value);
    case "double":
      return doubleLiteral(value.value);
    case "boolean":
      return value.value ? "TRUE" : "FALSE";
    case "timestamp":
      return timestampLiteral(value.value);
  }
}

/** Text in single quotes, its own doubled; a backslash means nothing there. */
function stringLiteral(text: string): string {
  if (!text.includes("\0")) return literal(text);
  throw new TrailkeepError("capability", {
    message: "a statement of this engine cannot hold the character U+0000",
    hint: "ask the embedded store, or leave it out of the value",
  });
}

/** With an exponent it is a DOUBLE; without one it would be a DECIMAL. The digits are the shortest that round back. */
function doubleLiteral(value: number): string {
  return value.toExponential().replace("e+", "E").replace("e", "E");
}

const earliestMs = Date.parse("0000-01-01T00:00:00Z");
const latestMs = Date.parse("9999-12-31T23:59:59.999Z");

function timestampLiteral(timeMs: number): string {
  return `TIMESTAMP '${timestampText(timeMs)}'`;
}

/** UTC, without a zone. Times outside of the years that a log can hold become the first or last of them. */
export function timestampText(timeMs: number): string {
  const held = Math.min(Math.max(timeMs, earliestMs), latestMs);
  return new Date(held).toISOString().replace("T", " ").replace("Z", "");
}

/**
 * A value of Athena's `ExecutionParameters`: unquoted text would be read as an identifier, so strings bring their quotes.
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function athenaParameter(value: Literal): string {
  return trinoLiteral(value);
}
