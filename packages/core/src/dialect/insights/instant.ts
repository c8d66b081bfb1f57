import type { ComparisonOp } from "../../query/plan.ts";
import type { DatePart } from "../../query/wire.ts";

/**
 * Times are ISO 8601 text in the event, UTC with a `Z`: the first 19 characters sort as the time does, milliseconds
 * follow them or do not. `@timestamp` is the log producer's and need not be the event's time.
 */

/** What a field's time is asked by: its text, or the milliseconds of the store's own moments. */
export function instantText(field: string): string {
  return field === "@timestamp" || field === "@ingestionTime" ? `toMillis(${field})` : field;
}

const isMilliseconds = (text: string) => text.startsWith("toMillis(");

const comparison: Record<ComparisonOp, string> = { eq: "=", neq: "!=", lt: "<", lte: "<=", gt: ">", gte: ">=" };

/** `field op instant`, to the millisecond. */
export function compareInstant(op: ComparisonOp, field: string, instantMs: number): string {
  if (isMilliseconds(field)) return `${field} ${comparison[op]} ${instantMs}`;
  const iso = new Date(instantMs).toISOString();
  const second = `"${iso.slice(0, 19)}"`;
  const milliseconds = instantMs - Math.floor(instantMs / 1000) * 1000;
  const prefix = `substr(${field}, 0, 19)`;
  const same = (operator: string) => `${prefix} = ${second} and ${fraction(field)} ${operator} ${milliseconds}`;
  switch (op) {
    case "eq":
      return `(${same("=")})`;
    case "neq":
      return `(ispresent(${field}) and not (${same("=")}))`;
    case "gte":
      return milliseconds === 0 ? `${prefix} >= ${second}` : `(${prefix} > ${second} or (${same(">=")}))`;
    case "lt":
      return milliseconds === 0
        ? `(ispresent(${field}) and ${prefix} < ${second})`
        : `(${prefix} < ${second} or (${same("<")}))`;
    case "gt":
      return `(${prefix} > ${second} or (${same(">")}))`;
    case "lte":
      return `(${prefix} < ${second} or (${same("<=")}))`;
  }
}

/** The milliseconds of the second, as a number. */
function fraction(field: string): string {
  return `toNumber(substr(concat(replace(substr(${field}, 20), "Z", ""), "000"), 0, 3))`;
}

const number = (field: string, from: number, length: number) => `toNumber(substr(${field}, ${from}, ${length}))`;

/** Days since 1970-01-01 in the Gregorian calendar; a year begins in March here, so that its leap day comes last. */
function days(field: string): string {
  const [year, month, day] = [number(field, 0, 4), number(field, 5, 2), number(field, 8, 2)];
  const early = `floor((14 - ${month}) / 12)`;
  const y = `(${year} - ${early})`;
  const before = `365 * ${y} + floor(${y} / 4) - floor(${y} / 100) + floor(${y} / 400)`;
  return `(${before} + floor((153 * (${month} + 12 * ${early} - 3) + 2) / 5) + ${day} - 719469)`;
}

/** The time as milliseconds since the Unix epoch: a number, exact, which can be compared and divided. */
export function epochMs(field: string): string {
  if (isMilliseconds(field)) return field;
  const seconds = `${number(field, 11, 2)} * 3600 + ${number(field, 14, 2)} * 60 + ${number(field, 17, 2)}`;
  return `((${days(field)} * 86400 + ${seconds}) * 1000 + ${fraction(field)})`;
}

/** The beginning of the bucket, milliseconds since the Unix epoch. */
export function bucketMs(field: string, widthMs: number): string {
  return `floor(${epochMs(field)} / ${widthMs}) * ${widthMs}`;
}

/** 1970-01-01 was a Thursday; whole weeks are added so that `%` never sees a negative number. */
const weeks = 7 * 200_000;

/** A part of the time as a number; Monday is 1. */
export function partOf(field: string, part: DatePart): string {
  if (isMilliseconds(field)) {
    return part === "hourOfDay" ? `floor(${field} / 3600000) % 24` : `((floor(${field} / 86400000) + 3) % 7) + 1`;
  }
  return part === "hourOfDay" ? number(field, 11, 2) : `((${days(field)} + 3 + ${weeks}) % 7) + 1`;
}
