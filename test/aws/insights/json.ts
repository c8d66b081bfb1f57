import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Value } from "./value.ts";

/** JSON as it is: `number` holds the token's text where a double would not keep it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Number tokens that a double does not give back: a fraction or exponent, or more than 15 digits. */
const unkept = /\d[.eE]|\d{16}/;

/** JSON text -> its value; undefined if it is none. Numbers that a double does not keep are their text. */
export function readJson(text: string): Json | undefined {
  if (unkept.test(text)) return readExactly(text);
  try {
    const parsed: Json = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

function readExactly(text: string): Json | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return tree === undefined || errors.length > 0 ? undefined : fromNode(text, tree);
}

function fromNode(text: string, node: Node): Json {
  const children = node.children ?? [];
  if (node.type === "array") return children.map((child) => fromNode(text, child));
  if (node.type === "object") return Object.fromEntries(children.map((property) => entryOf(text, property)));
  if (node.type === "number") return numberOf(text.slice(node.offset, node.offset + node.length));
  if (node.type === "null") return null;
  return node.type === "boolean" ? node.value === true : String(node.value);
}

function entryOf(text: string, property: Node): readonly [string, Json] {
  const [key, value] = property.children ?? [];
  return [String(key?.value), value === undefined ? null : fromNode(text, value)];
}

function numberOf(token: string): number | string {
  const value = Number(token);
  return String(value) === token ? value : token;
}

/** What `jsonParse` gives: a map or a list; missing for any other JSON, and for what is none. */
export function structureOf(text: string): Value {
  const json = readJson(text);
  return typeof json === "object" && json !== null ? toValue(json) : undefined;
}

function toValue(json: Json): Value {
  if (json === null) return undefined;
  if (typeof json !== "object") return json;
  if (isArray(json)) return json.map(toValue);
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
}

export function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** A map or list as JSON text. */
export function jsonText(value: Value): string {
  return JSON.stringify(value) ?? "";
}
