import type { Readings } from "./readings.ts";

/** A moment, as `@timestamp` and `bin()` are. */
export class Timestamp {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

export type Structure = { readonly [key: string]: Value } | readonly Value[];

/**
 * A value of a field. `undefined` is a missing field, `null` JSON null where that counts as present. A JSON number whose text a double does not keep (`1.0`, more
 * than 15 digits) is text, which compares with numbers as a number all the same.
 */
export type Value = string | number | boolean | Timestamp | null | Structure | undefined;

/** The fields of an event, or of a group. */
export interface Row {
  get(name: string): Value;
}

/** A row with further fields over it. */
export function withFields(row: Row, fields: ReadonlyMap<string, Value>): Row {
  return { get: (name) => (fields.has(name) ? fields.get(name) : row.get(name)) };
}

export function isStructure(value: Value): value is Structure {
  return typeof value === "object" && value !== null && !(value instanceof Timestamp);
}

export function isMissing(value: Value): value is undefined | null {
  return value === undefined || value === null;
}

const numeric = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** What a value is in arithmetic; null if it is no number there. */
export function numberOf(value: Value): number | null {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  if (value instanceof Timestamp) return value.ms;
  return typeof value === "string" && numeric.test(value) ? Number(value) : null;
}

/** What a value is to text functions and in a result; null for what has no text. */
export function textOf(value: Value, readings: Readings): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value, readings);
  if (typeof value === "boolean") return readings.booleanText === "1" ? String(Number(value)) : String(value);
  return value instanceof Timestamp ? timestampText(value.ms) : null;
}

/** `2021-10-30 19:10:00.000`, UTC. */
function timestampText(ms: number): string {
  return new Date(ms).toISOString().replace("T", " ").replace("Z", "");
}

function numberText(value: number, readings: Readings): string {
  if (readings.numberText === "plain") return plainText(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return String(value);
  if (size >= 1e-3 && size < 1e7) return String(value);
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** Without an exponent, whatever the size. */
function plainText(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, "");
}

/** Whether two values are equal. Maps and lists, and what is missing, equal nothing. */
export function equal(left: Value, right: Value, readings: Readings): boolean {
  return order(left, right, readings) === 0;
}

/**
 * How two values stand to each other; null if they can't be compared. A number compares with a text that is one as
 * numbers; a JSON boolean is 1 or 0 and compares with numbers alone; two texts compare as texts.
 */
export function order(left: Value, right: Value, readings: Readings): number | null {
  if (isMissing(left) || isMissing(right) || isStructure(left) || isStructure(right)) return null;
  const texts = typeof left === "string" && typeof right === "string";
  if (texts && readings.textNumbers === "text") return compareText(left, right);
  if (mixesBoolean(left, right) || mixesBoolean(right, left)) return null;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return Math.sign(a - b);
  const [leftText, rightText] = [textOf(left, readings), textOf(right, readings)];
  return leftText === null || rightText === null ? null : compareText(leftText, rightText);
}

function mixesBoolean(one: Value, other: Value): boolean {
  return typeof one === "boolean" && typeof other === "string";
}

/** By code points. */
export function compareText(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** `{a: {b: [x]}}` and the steps `a`, `b`, 0 -> x; undefined where a step leads nowhere. A number is for lists, a name for maps. */
export function within(value: Value, path: readonly (string | number)[]): Value {
  return path.reduce<Value>((inner, step) => {
    if (inner === undefined || !isStructure(inner)) return undefined;
    if (isList(inner)) return typeof step === "number" ? inner[step] : undefined;
    return typeof step === "string" && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
