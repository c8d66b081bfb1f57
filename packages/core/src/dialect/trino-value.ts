import type { ValueType } from "../query/plan.ts";
import type { DatePart } from "../query/wire.ts";

/** How Trino makes a value one of another type: what is not of the type becomes null (law 4). */
export function castSql(expression: string, from: ValueType, to: ValueType): string {
  if (from === to || to === "json") return expression;
  if (from === "timestamp") return `format_datetime(${expression}, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''')`;
  if (from !== "string") return `CAST(${expression} AS ${to === "double" ? "DOUBLE" : "VARCHAR"})`;
  switch (to) {
    case "integer":
      return named(expression, (text) => guarded(text, integerPattern, `TRY_CAST(${text} AS BIGINT)`));
    case "double":
      return named(expression, (text) => guarded(text, doublePattern, finiteSql(`TRY_CAST(${text} AS DOUBLE)`)));
    case "boolean":
      return `CASE ${expression} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`;
    default:
      return named(expression, (text) => guarded(text, instantPattern, `TRY(${instantSql(text)})`));
  }
}

/** RFC 3339 text that is known to be well formed as a time in UTC, cut to milliseconds. Fails on an impossible date. */
export function instantSql(text: string): string {
  const milliseconds = `regexp_replace(${text}, '([.][0-9]{3})[0-9]+', '$1')`;
  return `CAST(from_iso8601_timestamp(${milliseconds}) AT TIME ZONE 'UTC' AS TIMESTAMP(3))`;
}

/** An expression that is long gets a name where it is needed more than once: there is no other way inside a SELECT. */
function named(expression: string, use: (name: string) => string): string {
  if (/^("[^"]+"[.])?"[^"]+"$/.test(expression)) return use(expression);
  return `transform(ARRAY[${expression}], "value" -> ${use(`"value"`)})[1]`;
}

const integerPattern = "[+-]?[0-9]+";
const doublePattern = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?";

/** RFC 3339 with an offset. */
const instantPattern =
  "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

function guarded(expression: string, pattern: string, value: string): string {
  return `CASE WHEN regexp_like(${expression}, '\\A(?:${pattern})\\z') THEN ${value} END`;
}

/** Null beyond the range of a double, and one zero only. */
export function finiteSql(double: string): string {
  return `CASE WHEN is_finite(${double}) THEN ${double} + 0E0 END`;
}

const parts: Record<DatePart, string> = { hourOfDay: "hour", dayOfWeek: "day_of_week" };

/** A part of a time; the week begins on Monday, which is 1. */
export function partSql(part: DatePart | null, value: string): string {
  return part === null ? value : `${parts[part]}(${value})`;
}

const epoch = "TIMESTAMP '1970-01-01 00:00:00.000'";

/** Epoch milliseconds as a time. `date_add` would take no more than 32 bits of them. */
export function fromMillisecondsSql(milliseconds: string): string {
  return `CAST(from_unixtime((${milliseconds}) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3))`;
}

/** A time rounded down to a multiple of the width, also before 1970: Trino's `%` takes the sign of the dividend. */
export function bucketSql(time: string, widthMs: number): string {
  const at = `date_diff('millisecond', ${epoch}, ${time})`;
  return fromMillisecondsSql(`${at} - (${at} % ${widthMs} + ${widthMs}) % ${widthMs}`);
}

/** A double as the whole number at or next to it, exactly; a cast to DECIMAL alone would take its shortest digits. */
export function wholeSql(round: "floor" | "ceil", double: string): string {
  const small = `CAST(CAST(${round}(${double}) AS BIGINT) AS DECIMAL(38, 0))`;
  const large = `CAST(CAST(${double} / 2048E0 AS BIGINT) AS DECIMAL(38, 0)) * 2048`;
  const beyond = `CAST(sign(${double}) * 1E22 AS DECIMAL(38, 0))`;
  return `CASE WHEN abs(${double}) < 9E18 THEN ${small} WHEN abs(${double}) < 1E22 THEN ${large} ELSE ${beyond} END`;
}
