import type { Value, ValueType } from "./types.ts";

/**
 * The order of two canonical values of one type (law 5): negative where the left comes first. Nulls come last in
 * either direction, text goes by its UTF-8 bytes, integers beyond 2^53 are the numbers that their text says.
 */
export function compareValues(left: Value, right: Value, type: ValueType, descending: boolean): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const order = ascending(left, right, type);
  return descending ? -order : order;
}

function ascending(left: NonNullable<Value>, right: NonNullable<Value>, type: ValueType): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (type === "integer") return sign(BigInt(left), BigInt(right));
  // ASCII of one length.
  if (type === "timestamp") return sign(left, right);
  if (typeof left === "boolean" || typeof right === "boolean") return Number(left) - Number(right);
  return compareText(String(left), String(right));
}

function sign<T extends NonNullable<Value> | bigint>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** By UTF-8 bytes, without making them: they differ from UTF-16's order only where surrogates meet what is above them. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** A code unit's place: surrogates stand for characters beyond U+FFFF, and so above all others. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
