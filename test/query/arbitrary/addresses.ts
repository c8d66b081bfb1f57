import fc from "fast-check";
import { networkOf, parseAddress } from "../../oracle/address.ts";

/** A prefix that holds the address, in one of its spellings; of text that is no address, one that holds much. */
export function prefixAround(text: string): fc.Arbitrary<string> {
  const address = parseAddress(text);
  if (address === null) return fc.constantFrom("0.0.0.0/0", "::/0", "10.0.0.0/8", "2001:db8::/32");
  const { bits } = address;
  const usual = bits === 32 ? [0, 8, 24, 25, 32] : [0, 32, 64, 65, 96, 128];
  const length = fc.oneof(fc.constantFrom(...usual), fc.integer({ min: 0, max: bits }));
  return fc.tuple(length, fc.nat({ max: 3 })).map(([long, spelling]) => {
    const network = networkOf(address, long);
    return `${bits === 32 ? ipv4Text(network) : ipv6Text(network, spelling)}/${long}`;
  });
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
}

function ipv6Text(value: bigint, spelling: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const plain = groups.join(":");
  if (spelling === 0) return plain.toUpperCase();
  if (spelling === 1) return groups.map((group) => group.padStart(4, "0")).join(":");
  if (spelling === 2) return [...groups.slice(0, 6), ipv4Text(value & 0xffffffffn)].join(":");
  return plain.replace(/(^|:)0(:0)*$/, "::");
}
