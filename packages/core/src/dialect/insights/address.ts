import type { AddressPrefix } from "../../query/address.ts";

/**
 * Whether a text is an address in one of the networks. Each function takes addresses of its own family only.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
export function cidrText(field: string, prefixes: readonly AddressPrefix[]): string {
  const each = prefixes.map((prefix) =>
    prefix.family === 4
      ? `(isValidIpV4(${field}) and isIpv4InSubnet(${field}, "${four(prefix)}"))`
      : `(isValidIpV6(${field}) and isIpv6InSubnet(${field}, "${six(prefix)}"))`,
  );
  return `(${each.join(" or ")})`;
}

function four({ network, bits }: AddressPrefix): string {
  return `${[24n, 16n, 8n, 0n].map((shift) => (network >> shift) & 255n).join(".")}/${bits}`;
}

function six({ network, bits }: AddressPrefix): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((network >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return `${groups.join(":")}/${bits}`;
}
