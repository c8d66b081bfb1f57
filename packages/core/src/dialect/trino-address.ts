import type { AddressPrefix } from "../query/address.ts";
import { type AddressRange, rangesOf } from "./address-range.ts";

/**
 * Whether a text is an address in one of the networks. Trino's IPADDRESS takes more texts than the law does, and an
 * IPv4 address is to it the IPv6 address that maps it: the family is told by the text, and families do not mix.
 * @see https://trino.io/docs/476/language/types.html#ipaddress
 */
export function inCidrSql(text: string, prefixes: readonly AddressPrefix[]): string {
  const conditions = ([4, 6] as const).flatMap((family) => {
    const ranges = rangesOf(prefixes.filter((prefix) => prefix.family === family));
    return ranges.length === 0 ? [] : [inRangesSql(text, family, ranges)];
  });
  return `(${conditions.join(" OR ")})`;
}

function inRangesSql(text: string, family: 4 | 6, ranges: readonly AddressRange[]): string {
  const wellFormed = `regexp_like(${text}, '\\A(?:${characters[family]})\\z')`;
  const within = ranges
    .map(({ low, high }) => `"address" BETWEEN ${addressLiteral(family, low)} AND ${addressLiteral(family, high)}`)
    .join(" OR ");
  return `(${wellFormed} AND any_match(ARRAY[TRY_CAST(${text} AS IPADDRESS)], "address" -> ${within}))`;
}

/** Without these Trino would take a zone, or digits of other scripts; the rest of the grammar is the law's. */
const characters = { 4: "[0-9.]+", 6: "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*" } as const;

function addressLiteral(family: 4 | 6, value: bigint): string {
  const text = family === 4 ? octets(value) : groups(value);
  return `IPADDRESS '${text}'`;
}

function octets(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
}

function groups(value: bigint): string {
  return Array.from({ length: 8 }, (_, place) => ((value >> BigInt(112 - 16 * place)) & 0xffffn).toString(16)).join(
    ":",
  );
}
