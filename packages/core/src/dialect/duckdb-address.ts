import { type AddressPrefix, lastAddress } from "../query/address.ts";
import type { Literal } from "../query/plan.ts";
import { type AddressRange, rangesOf } from "./address-range.ts";

/** Networks in plain SQL: DuckDB's `inet` is an extension, and none is loaded. */

type Bind = (literal: Literal) => string;

/** Whether a text is an address in one of the networks. */
export function inCidrSql(text: string, prefixes: readonly AddressPrefix[], bind: Bind): string {
  const [four, six] = [4, 6].map((family) => prefixes.filter((prefix) => prefix.family === family));
  const conditions = [
    ...(four === undefined || four.length === 0 ? [] : [inFour(text, four, bind)]),
    ...(six === undefined || six.length === 0 ? [] : [inSix(text, six, bind)]),
  ];
  return `(${conditions.join(" OR ")})`;
}

const fewPrefixes = 4;

/** A few networks of whole first octets are found by how their text begins, before anything is computed. */
function inFour(text: string, prefixes: readonly AddressPrefix[], bind: Bind): string {
  const number = fourSql(text);
  const constant = (value: bigint) => bind({ type: "integer", value });
  if (prefixes.length > fewPrefixes) return searchSql(number, rangesOf(prefixes), constant);
  const each = prefixes.map((prefix) => {
    const beginning = octetsText(prefix);
    const begins = beginning === "" ? "" : `starts_with(${text}, ${bind({ type: "string", value: beginning })}) AND `;
    return `(${begins}${number} BETWEEN ${constant(prefix.network)} AND ${constant(lastAddress(prefix))})`;
  });
  return `(${each.join(" OR ")})`;
}

/** `10.` for 10.0.0.0/8: the octets that every address of the network has. */
function octetsText({ network, bits }: AddressPrefix): string {
  const octets = [24n, 16n, 8n].map((shift) => `${(network >> shift) & 255n}.`);
  return octets.slice(0, Math.floor(bits / 8)).join("");
}

function inSix(text: string, prefixes: readonly AddressPrefix[], bind: Bind): string {
  const constant = (value: bigint) => bind({ type: "string", value: value.toString(16).padStart(32, "0") });
  return searchSql(sixSql(text), rangesOf(prefixes), constant);
}

/** The address is computed once and given a name: written out in each comparison, DuckDB would compute it each time. */
function searchSql(address: string, ranges: readonly AddressRange[], constant: (value: bigint) => string): string {
  return `list_transform([${address}], lambda address: ${treeSql(ranges, constant)})[1]`;
}

/** A binary search, so that a thousand networks cost ten comparisons an address. */
function treeSql(ranges: readonly AddressRange[], constant: (value: bigint) => string): string {
  const middle = ranges[ranges.length >> 1];
  if (ranges.length <= fewPrefixes || middle === undefined) {
    return ranges.map(({ low, high }) => `address BETWEEN ${constant(low)} AND ${constant(high)}`).join(" OR ");
  }
  const [before, after] = [ranges.slice(0, ranges.length >> 1), ranges.slice(ranges.length >> 1)];
  const bound = constant(middle.low);
  return `CASE WHEN address < ${bound} THEN ${treeSql(before, constant)} ELSE ${treeSql(after, constant)} END`;
}

const octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const four = `${octet}([.]${octet}){3}`;

/** Dotted-decimal IPv4 as an integer, else null. */
function fourSql(text: string): string {
  const part = (place: number) => `TRY_CAST(split_part(${text}, '.', ${place}) AS BIGINT)`;
  const number = `${part(1)} * 16777216 + ${part(2)} * 65536 + ${part(3)} * 256 + ${part(4)}`;
  return `CASE WHEN regexp_full_match(${text}, '${four}') THEN ${number} END`;
}

/** The grammar of RFC 3986, section 3.2.2, which says the text forms of RFC 4291. */
const group = "[0-9A-Fa-f]{1,4}";
const tail = `(${group}:${group}|${four})`;
const six = [
  `(${group}:){6}${tail}`,
  `::(${group}:){5}${tail}`,
  `(${group})?::(${group}:){4}${tail}`,
  ...[3, 2, 1, 0].map((after) => `((${group}:){0,${4 - after}}${group})?::(${group}:){${after}}${tail}`),
  `((${group}:){0,5}${group})?::${group}`,
  `((${group}:){0,6}${group})?::`,
].join("|");

/** An IPv6 address as 32 lower-case hexadecimal digits, else null. */
function sixSql(text: string): string {
  const valid = `contains(${text}, ':') AND regexp_full_match(${text}, '${six}')`;
  const octets = (first: number) =>
    `TRY_CAST(split_part(tail, '.', ${first}) AS INTEGER) * 256 + TRY_CAST(split_part(tail, '.', ${first + 1}) AS INTEGER)`;
  const tailGroups = `list_transform([regexp_extract(${text}, '[0-9.]+$')], lambda tail: printf('%x:%x', ${octets(1)}, ${octets(3)}))[1]`;
  const plain = `CASE WHEN contains(${text}, '.') THEN regexp_replace(${text}, '[0-9.]+$', '') || ${tailGroups} ELSE ${text} END`;
  const digits = `list_transform([${plain}], lambda plain: list_transform([[${half(1)}, ${half(2)}]], lambda half: half[1] || repeat('0', 32 - len(half[1]) - len(half[2])) || half[2])[1])[1]`;
  return `CASE WHEN ${valid} THEN lower(${digits}) END`;
}

/** The digits before the `::`, or after it: four a group. */
function half(place: number): string {
  const groups = `string_split(nullif(split_part(plain, '::', ${place}), ''), ':')`;
  return `coalesce(array_to_string(list_transform(${groups}, lambda group_: lpad(group_, 4, '0')), ''), '')`;
}
