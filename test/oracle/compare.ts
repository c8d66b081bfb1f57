import type { Value } from "./record.ts";

/** A key to order by. Nulls come last in both directions. */
export interface SortKey<T> {
  readonly of: (item: T) => Value;
  readonly descending?: boolean;
}

/** Law 2 and 4: text by its UTF-8 bytes, numbers by size, false before true. Both values are of one type, not null. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === null || b === null || typeof a !== typeof b) throw new Error(`cannot compare ${a} and ${b}`);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two values of one type, or an integer and a double, which compare as the numbers that they are. */
export function compareMixed(a: Value, b: Value): number {
  const numbers = [a, b].every((value) => typeof value === "bigint" || typeof value === "number");
  if (!numbers || a === null || b === null) return compareValues(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Law 5: a comparison of items by several keys, the first that differs deciding. */
export function byKeys<T>(keys: readonly SortKey<T>[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const key of keys) {
      const order = nullsLast(key.of(a), key.of(b), key.descending ?? false);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function nullsLast(a: Value, b: Value, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return descending ? compareValues(b, a) : compareValues(a, b);
}
