import type { ComparisonOp } from "../../query/plan.ts";
import type { DatePart } from "../../query/wire.ts";

/**
 * Times are ISO 8601 text in the event, UTC with a `Z`: the first 19 characters sort as the time does, milliseconds
 * follow them or do not. `@timestamp` is the log producer's and need not be the event's time.
 */

/** `field op instant`, to the millisecond. */
export function compareInstant(op: ComparisonOp, field: string, instantMs: number): string {
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

/** Seconds since midnight. */
function secondOfDay(field: string): string {
  return `${number(field, 11, 2)} * 3600 + ${number(field, 14, 2)} * 60 + ${number(field, 17, 2)}`;
}

/** The beginning of the bucket as `day+seconds`; `widthSeconds` divides a day. */
export function bucketText(field: string, widthSeconds: number): string {
  if (widthSeconds === 86_400) return `concat(substr(${field}, 0, 10), "+0")`;
  const seconds = `floor((${secondOfDay(field)}) / ${widthSeconds}) * ${widthSeconds}`;
  return `concat(substr(${field}, 0, 10), "+", ${seconds})`;
}

/** A part of the time as a number. */
export function partOf(field: string, part: DatePart): string {
  return part === "hourOfDay" ? number(field, 11, 2) : dayOfWeek(field);
}

/** Zeller's congruence, Monday 1 to Sunday 7: January and February are months 13 and 14 of the year before. */
function dayOfWeek(field: string): string {
  const [year, month, day] = [number(field, 0, 4), number(field, 5, 2), number(field, 8, 2)];
  const early = `floor((14 - ${month}) / 12)`;
  const [y, m] = [`(${year} - ${early})`, `(${month} + 12 * ${early})`];
  const saturdayBased = `${day} + floor(13 * (${m} + 1) / 5) + ${y} + floor(${y} / 4) - floor(${y} / 100) + floor(${y} / 400)`;
  return `((${saturdayBased} + 5) % 7) + 1`;
}
