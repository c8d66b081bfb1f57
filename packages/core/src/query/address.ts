/** Addresses and networks as text, IPv4 and IPv6. */

/** A network: the first `bits` bits of `network`, which are all that is set in it. */
export interface AddressPrefix {
  readonly family: 4 | 6;
  readonly network: bigint;
  readonly bits: number;
}

interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** How many bits an address has. */
export const addressBits = { 4: 32, 6: 128 } as const;

/**
 * Dotted-decimal IPv4 (four numbers to 255 without leading zeros), or IPv6 in any text form of RFC 4291, section 2.2,
 * without zone or brackets. Null for any other text.
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.2
 */
export function parseAddress(text: string): Address | null {
  const octets = parseOctets(text);
  if (octets !== null) return { family: 4, value: joined(octets, 8n) };
  const groups = parseGroups(text);
  return groups === null ? null : { family: 6, value: joined(groups, 16n) };
}

/** The last address of a network. */
export function lastAddress({ family, network, bits }: AddressPrefix): bigint {
  return network | hostMask(family, bits);
}

/** The part of an address that a prefix of so many bits leaves out, as ones. */
function hostMask(family: 4 | 6, bits: number): bigint {
  return (1n << BigInt(addressBits[family] - bits)) - 1n;
}

/** The network of so many bits that an address is in. */
export function networkOf({ family, value }: Address, bits: number): AddressPrefix {
  return { family, network: value & ~hostMask(family, bits), bits };
}

/** `10.0.0.0/8`, `2001:db8::/32`. */
export function formatPrefix({ family, network, bits }: AddressPrefix): string {
  return `${family === 4 ? formatOctets(network) : formatGroups(network)}/${bits}`;
}

function joined(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | BigInt(part), 0n);
}

function parts(value: bigint, width: bigint, count: number): bigint[] {
  return Array.from(
    { length: count },
    (_, index) => (value >> (width * BigInt(count - 1 - index))) & ((1n << width) - 1n),
  );
}

function parseOctets(text: string): number[] | null {
  const octets = text.split(".");
  const valid =
    octets.length === 4 && octets.every((octet) => /^(0|[1-9][0-9]{0,2})$/.test(octet) && Number(octet) <= 255);
  return valid ? octets.map(Number) : null;
}

function parseGroups(text: string): number[] | null {
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [head = [], tail] = halves;
  if (halves.length > 2) return null;
  const before = groupsOf(head, tail === undefined);
  const after = groupsOf(tail ?? [], true);
  if (before === null || after === null) return null;
  const zeros = 8 - before.length - after.length;
  // `::` stands for one group of zeros at least.
  if (tail === undefined ? zeros !== 0 : zeros < 1) return null;
  return [...before, ...Array.from({ length: zeros }, () => 0), ...after];
}

/** Groups as numbers; where they end the address, the last may be two groups written as IPv4. */
function groupsOf(texts: readonly string[], endsAddress: boolean): number[] | null {
  const groups: number[] = [];
  for (const [index, text] of texts.entries()) {
    const octets = endsAddress && index === texts.length - 1 ? parseOctets(text) : null;
    if (octets !== null) groups.push(Number(joined(octets.slice(0, 2), 8n)), Number(joined(octets.slice(2), 8n)));
    else if (/^[0-9A-Fa-f]{1,4}$/.test(text)) groups.push(Number.parseInt(text, 16));
    else return null;
  }
  return groups;
}

function formatOctets(value: bigint): string {
  return parts(value, 8n, 4).join(".");
}

/** The zeros at the end as `::`: enough for a network, whose end is zeros. */
function formatGroups(value: bigint): string {
  const groups = parts(value, 16n, 8).map((group) => group.toString(16));
  const last = groups.findLastIndex((group) => group !== "0");
  return last >= 6 ? groups.join(":") : `${groups.slice(0, last + 1).join(":")}::`;
}
