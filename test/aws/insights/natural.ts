import type { Readings } from "./readings.ts";
import { compareText, isMissing, numberOf, textOf, type Value } from "./value.ts";

/**
 * The order of `sort`, ascending (CWL_QuerySyntax-Sort): what is no number before numbers; in it digits and other
 * characters are chunks of their own, digits ordered by their length, then by value, others by code point. Missing
 * values come first, which the page leaves open.
 */
export function compareNaturally(left: Value, right: Value, readings: Readings): number {
  if (isMissing(left) || isMissing(right)) return Number(isMissing(right)) - Number(isMissing(left));
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return Math.sign(a - b);
  if (a !== null || b !== null) return a === null ? -1 : 1;
  return compareChunks(chunksOf(textOf(left, readings) ?? ""), chunksOf(textOf(right, readings) ?? ""));
}

function chunksOf(text: string): readonly string[] {
  return text.match(/\d+|[^\d]+/g) ?? [];
}

function compareChunks(left: readonly string[], right: readonly string[]): number {
  for (const [index, chunk] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = compareChunk(chunk, other);
    if (difference !== 0) return difference;
  }
  return left.length < right.length ? -1 : 0;
}

function compareChunk(left: string, right: string): number {
  const digits = /^\d/.test(left) && /^\d/.test(right);
  return (digits ? left.length - right.length : 0) || compareText(left, right);
}
