import type { AddressPrefix } from "../../query/address.ts";

/** What the functions may take for an address and RFC 4291 and dotted decimals do not: a zone, leading zeros. */
const oddSix = "/[^0-9A-Fa-f:.]/";
const oddFour = "/(\\A|[.])0[0-9]/";

/**
 * Whether a text is an address in one of the networks. Each function takes addresses of its own family only.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
export function cidrText(field: string, prefixes: readonly AddressPrefix[]): string {
  const fours = prefixes.filter(({ family }) => family === 4);
  const sixes = prefixes.filter(({ family }) => family !== 4);
  const any = (tests: readonly string[]) => (tests.length === 1 ? tests.join("") : `(${tests.join(" or ")})`);
  const four = any(fours.map((prefix) => `isIpv4InSubnet(${field}, "${fourText(prefix)}")`));
  const six = any(sixes.map((prefix) => `isIpv6InSubnet(${field}, "${sixText(prefix)}")`));
  const each = [
    ...(fours.length === 0 ? [] : [`(isValidIpV4(${field}) and ${four} and not (${field} like ${oddFour}))`]),
    ...(sixes.length === 0 ? [] : [`(isValidIpV6(${field}) and ${six} and not (${field} like ${oddSix}))`]),
  ];
  return `(${each.join(" or ")})`;
}

function fourText({ network, bits }: AddressPrefix): string {
  return `${[24n, 16n, 8n, 0n].map((shift) => (network >> shift) & 255n).join(".")}/${bits}`;
}

function sixText({ network, bits }: AddressPrefix): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((network >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return `${groups.join(":")}/${bits}`;
}
