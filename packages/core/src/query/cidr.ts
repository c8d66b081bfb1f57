import { type AddressPrefix, addressBits, formatPrefix, networkOf, parseAddress } from "./address.ts";
import { invalid } from "./invalid.ts";
import { text } from "./literal.ts";
import type { Values } from "./parameters.ts";
import type { Given } from "./wire.ts";

/** Networks from the wire, one or a list. Throws invalid-query where a text is none. */
export function prefixesOf(given: Given | readonly Given[], values: Values, at: string): readonly AddressPrefix[] {
  const one = (value: Given, place: string) => prefix(text(values(value, place), place), place);
  return isList(given) ? given.map((value, index) => one(value, `${at}/${index}`)) : [one(given, at)];
}

function isList(given: Given | readonly Given[]): given is readonly Given[] {
  return Array.isArray(given);
}

function prefix(written: string, at: string): AddressPrefix {
  const [, addressText = written, bitsText] = /^(.*)\/(.*)$/s.exec(written) ?? [];
  const address = parseAddress(addressText);
  if (address === null) throw invalid(`\`${written}\` is no network`, at, "write `10.0.0.0/8` or `2001:db8::/32`");
  const most = addressBits[address.family];
  if (bitsText === undefined) {
    const one = formatPrefix(networkOf(address, most));
    throw invalid(
      `\`${written}\` is an address without a prefix length`,
      at,
      `write \`${one}\` for this address alone`,
    );
  }
  const bits = /^(0|[1-9][0-9]{0,2})$/.test(bitsText) ? Number(bitsText) : Number.POSITIVE_INFINITY;
  if (bits > most) throw invalid(`\`${written}\`: a prefix length of IPv${address.family} is 0 to ${most}`, at);
  const network = networkOf(address, bits);
  if (network.network === address.value) return network;
  throw invalid(
    `\`${written}\` has bits set beyond its prefix length`,
    at,
    `the network is \`${formatPrefix(network)}\``,
  );
}
