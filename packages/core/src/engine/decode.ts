import { TrailkeepError } from "../error.ts";
import type { Value, ValueType } from "./types.ts";

/**
 * A cell that came as text, in canonical form. Tolerant where the stores differ: times with a space or a `T`, with any
 * fraction or none, with a zone or, in UTC, without; booleans as words or as 1 and 0; whole numbers of any length.
 * Throws store-failed for a text that is no value of the type.
 */
export function decodeCell(text: string | null, type: ValueType): Value {
  if (text === null) return null;
  switch (type) {
    case "string":
    case "json":
      return text;
    case "integer":
      return decoded(text, type, integer(text));
    case "double":
      return decoded(text, type, double(text));
    case "boolean":
      return decoded(text, type, booleans[text.toLowerCase()]);
    case "timestamp":
      return decoded(text, type, timestamp(text));
  }
}

/** An empty text is what some stores write for nothing; undefined is no value of the type. */
function decoded(text: string, type: ValueType, value: Value | undefined): Value {
  if (text === "") return null;
  if (value !== undefined) return value;
  throw new TrailkeepError(
    "store-failed",
    `the store gave ${JSON.stringify(text.slice(0, 100))} for a value of the type ${type}`,
  );
}

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false, "1": true, "0": false };

/** Digits, with a fraction of zeros or an exponent where a store computed with doubles. */
function integer(text: string): Value | undefined {
  const [, digits] = /^([+-]?\d+)(?:\.0*)?$/.exec(text) ?? [];
  if (digits === undefined) return wholeDouble(text);
  const value = BigInt(digits);
  const isSafe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return isSafe ? Number(value) : value.toString();
}

function wholeDouble(text: string): Value | undefined {
  const value = double(text);
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

/** A double that is not finite has no JSON and becomes null. There is one zero. */
function double(text: string): Value | undefined {
  if (/^[+-]?(nan|inf(inity)?)$/i.test(text)) return null;
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : null;
}

const instant =
  /^(\d{4,6}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,12}))?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/** As stores mostly write it, UTC, on a day that every month has: nothing is left to work out. */
const plainInstant =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]))[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d{3})?Z?$/;

function timestamp(text: string): Value | undefined {
  const plain = plainInstant.exec(text);
  if (plain !== null) return `${plain[1]}T${plain[2]}${plain[3] ?? ".000"}Z`;
  const [, day, clock, fraction = "", zone = "Z"] = instant.exec(text) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  const time = Date.parse(`${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}${offset(zone)}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** `+0200` and `+02` as `+02:00`; names of UTC as `Z`. */
function offset(zone: string): string {
  const [, hours, minutes = "00"] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return hours === undefined ? "Z" : `${hours}:${minutes}`;
}
