import { type AddressPrefix, addressBits, formatPrefix, networkOf, parseAddress } from "./address.ts";
import { invalid } from "./invalid.ts";

/** Networks from the wire, one or a list. Throws invalid-query where a text is none. */
export function prefixesOf(value: string | readonly string[], at: string): readonly AddressPrefix[] {
  if (typeof value === "string") return [prefix(value, at)];
  return value.map((text, index) => prefix(text, `${at}/${index}`));
}

function prefix(text: string, at: string): AddressPrefix {
  const [, addressText = text, bitsText] = /^(.*)\/(.*)$/s.exec(text) ?? [];
  const address = parseAddress(addressText);
  if (address === null) throw invalid(`\`${text}\` is no network`, at, "write `10.0.0.0/8` or `2001:db8::/32`");
  const most = addressBits[address.family];
  if (bitsText === undefined) {
    const one = formatPrefix(networkOf(address, most));
    throw invalid(`\`${text}\` is an address without a prefix length`, at, `write \`${one}\` for this address alone`);
  }
  const bits = /^(0|[1-9][0-9]{0,2})$/.test(bitsText) ? Number(bitsText) : Number.POSITIVE_INFINITY;
  if (bits > most) throw invalid(`\`${text}\`: a prefix length of IPv${address.family} is 0 to ${most}`, at);
  const network = networkOf(address, bits);
  if (network.network === address.value) return network;
  throw invalid(`\`${text}\` has bits set beyond its prefix length`, at, `the network is \`${formatPrefix(network)}\``);
}
