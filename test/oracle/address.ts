/** An address: of which family, and its 32 or 128 bits as a number. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/**
 * Text -> the address that it is; null for anything else. IPv4 is four decimal numbers without leading zeros; IPv6 is
 * any of the three text forms of RFC 4291, section 2.2, without zone and brackets.
 */
export function parseAddress(text: string): Address | null {
  const v4 = ipv4(text);
  if (v4 !== null) return { bits: 32, value: v4 };
  const v6 = ipv6(text);
  return v6 === null ? null : { bits: 128, value: v6 };
}

/** Whether the text is an address of the prefix (`10.0.0.0/8`). Throws on what is no prefix, host bits included. */
export function inPrefix(text: string, prefix: string): boolean {
  const [network, length] = parsePrefix(prefix);
  const address = parseAddress(text);
  return address !== null && address.bits === network.bits && networkOf(address, length) === network.value;
}

function parsePrefix(prefix: string): readonly [network: Address, length: number] {
  const [, text = "", digits = ""] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(prefix) ?? [];
  const network = parseAddress(text);
  const length = Number(digits);
  if (network === null || length > network.bits || networkOf(network, length) !== network.value) {
    throw new Error(`not a network: ${prefix}`);
  }
  return [network, length];
}

/** The address with all bits behind the first `length` zero. */
export function networkOf({ bits, value }: Address, length: number): bigint {
  const host = BigInt(bits - length);
  return (value >> host) << host;
}

function ipv4(text: string): bigint | null {
  const numbers = text.split(".");
  if (numbers.length !== 4) return null;
  if (!numbers.every((number) => /^(0|[1-9]\d{0,2})$/.test(number) && Number(number) <= 255)) return null;
  return numbers.reduce((value, number) => value * 256n + BigInt(number), 0n);
}

function ipv6(text: string): bigint | null {
  const groups = withoutGap(withoutTail(text));
  if (groups.length !== 8 || !groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return null;
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}

/** An IPv4 address at the end is the last two groups in another spelling. */
function withoutTail(text: string): string {
  const start = text.lastIndexOf(":") + 1;
  const tail = start === 0 ? null : ipv4(text.slice(start));
  if (tail === null) return text;
  return `${text.slice(0, start)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
}

/** The groups of an address; `::`, at most once, is one or more groups of zeros. */
function withoutGap(text: string): readonly string[] {
  const [left = "", right, ...more] = text.split("::");
  if (right === undefined) return left.split(":");
  const [before, after] = [left, right].map((part) => (part === "" ? [] : part.split(":")));
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  if (more.length > 0 || missing < 1) return [];
  return [...(before ?? []), ...Array.from({ length: missing }, () => "0"), ...(after ?? [])];
}
