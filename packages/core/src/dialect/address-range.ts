import { type AddressPrefix, lastAddress } from "../query/address.ts";

/** Addresses from `low` to `high`, both of them included. */
export interface AddressRange {
  readonly low: bigint;
  readonly high: bigint;
}

/** Ranges in order, without overlap or touch. */
export function rangesOf(prefixes: readonly AddressPrefix[]): readonly AddressRange[] {
  const ranges = prefixes.map((prefix) => ({ low: prefix.network, high: lastAddress(prefix) }));
  const result: AddressRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0))) {
    const before = result.at(-1);
    if (before === undefined || range.low > before.high + 1n) result.push(range);
    else if (range.high > before.high) result[result.length - 1] = { low: before.low, high: range.high };
  }
  return result;
}
