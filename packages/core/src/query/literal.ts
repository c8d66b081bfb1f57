import { durationMs, parseInstant } from "./instant.ts";
import { invalid } from "./invalid.ts";
import type { Literal, ValueType } from "./plan.ts";
import { durationPattern, type Scalar } from "./wire-value.ts";

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** A value from the wire as a constant of the operand's type. Throws invalid-query where it is none. */
export function literal(value: Scalar, type: ValueType, name: string, at: string): Literal {
  const mismatch = (hint: string) =>
    invalid(`\`${name}\` is ${type}, and ${JSON.stringify(value)} is a ${typeof value}`, at, hint);
  switch (type) {
    case "string":
      if (typeof value !== "string") throw mismatch('write it in quotes, or cast the field, as in `"cast": "integer"`');
      if (!value.isWellFormed()) throw invalid("the text holds half of a surrogate pair", at);
      return { type, value };
    case "integer":
      return { type, value: integer(value, name, at) };
    case "double":
      if (typeof value !== "number") throw mismatch("write a number");
      return { type, value };
    case "boolean":
      if (typeof value !== "boolean") throw mismatch("write true or false");
      return { type, value };
    case "timestamp":
      if (typeof value !== "string") throw mismatch("write an RFC 3339 date-time in quotes");
      return { type, value: instant(value, at) };
    case "json":
      throw invalid(
        `\`${name}\` is open JSON: only \`exists\` and \`missing\` can be asked of it`,
        at,
        "name a path below it",
      );
  }
}

function integer(value: Scalar, name: string, at: string): bigint {
  const exact = parseInteger(value);
  if (exact !== null) return exact;
  throw invalid(
    `\`${name}\` is integer, and ${JSON.stringify(value)} is none`,
    at,
    "write a whole number; beyond 2^53 as text, up to 64 bits",
  );
}

/** A whole number, or the text of one, within 64 bits; else null. */
export function parseInteger(value: Scalar): bigint | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : null;
  if (typeof value !== "string" || !/^-?[0-9]{1,19}$/.test(value)) return null;
  const exact = BigInt(value);
  return exact >= int64.min && exact <= int64.max ? exact : null;
}

/** Text from the wire. Throws invalid-query for anything else that a parameter may bring. */
export function text(value: Scalar, at: string): string {
  if (typeof value === "string") return value;
  throw invalid(`${JSON.stringify(value)} is no text`, at, "declare the parameter as string");
}

/** An RFC 3339 instant, epoch milliseconds. Throws invalid-query. */
export function instant(value: Scalar, at: string): number {
  const timeMs = typeof value === "string" ? parseInstant(value) : null;
  if (timeMs !== null) return timeMs;
  throw invalid(`\`${value}\` is not a time`, at, "write RFC 3339, as in `2026-11-01T00:00:00Z`, milliseconds at most");
}

/** `7d` as milliseconds. Throws invalid-query. */
export function duration(value: Scalar, at: string): number {
  if (typeof value === "string" && durationPattern.test(value)) return durationMs(value);
  throw invalid(`${JSON.stringify(value)} is no duration`, at, "write a number and a unit (ms, s, m, h, d, w)");
}
