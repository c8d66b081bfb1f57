import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";
import { type FunctionOfRow, ofTexts, testOfTexts } from "./function.ts";

const lists = new Map<string, BlockList | null>();

/** IP address functions (CWL_QuerySyntax-IPaddress-functions). A text that is no address lies in no network. */
export const addressFunctions = {
  isvalidip: testOfTexts(1, 1, (text = "") => isIP(text) !== 0),
  isvalidipv4: testOfTexts(1, 1, (text = "") => isIPv4(text)),
  isvalidipv6: testOfTexts(1, 1, (text = "") => isIPv6(text)),
  isipinsubnet: testOfTexts(2, 2, (text = "", subnet = "") => inSubnet(text, subnet)),
  isipv4insubnet: testOfTexts(2, 2, (text = "", subnet = "") => isIPv4(text) && inSubnet(text, subnet)),
  isipv6insubnet: testOfTexts(2, 2, (text = "", subnet = "") => isIPv6(text) && inSubnet(text, subnet)),
  ipv4tonumber: ofTexts(1, 1, (text = "") => (isIPv4(text) ? ipv4Number(text) : undefined)),
  isprivateip: testOfTexts(1, 1, (text = "") => isPrivate(text)),
  isreservedip: testOfTexts(1, 1, (text = "") => isReserved(text)),
  ispublicip: testOfTexts(1, 1, (text = "") => isIP(text) !== 0 && !isPrivate(text) && !isReserved(text)),
} as const satisfies Record<string, FunctionOfRow>;

/** IPv4 in IPv4 networks, IPv6 in IPv6 networks. */
function inSubnet(address: string, subnet: string): boolean {
  if (!lists.has(subnet)) lists.set(subnet, listOf(subnet));
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  const sameFamily = subnet.includes(":") === (family === "ipv6");
  return isIP(address) !== 0 && sameFamily && (lists.get(subnet)?.check(address, family) ?? false);
}

function listOf(subnet: string): BlockList | null {
  const [network = "", bits = ""] = subnet.split("/");
  const known = isIP(network) !== 0 && /^\d+$/.test(bits) && Number(bits) <= (isIPv6(network) ? 128 : 32);
  if (!known) return null;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), isIPv6(network) ? "ipv6" : "ipv4");
  return list;
}

function ipv4Number(text: string): number {
  return text.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
}

function isPrivate(text: string): boolean {
  return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].some((network) => inSubnet(text, network));
}

function isReserved(text: string): boolean {
  const networks = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::1/128", "fe80::/10"];
  return networks.some((network) => inSubnet(text, network));
}
