import type { Cell } from "@trailkeep/core/store/row";
import { ARRAY, ESCAPED, FALSE, NULL, NUMBER, OBJECT, STRING, TRUE } from "../json/tape.ts";
import type { JsonValue } from "../json/value.ts";
import { rfc3339Ms } from "../time.ts";
import type { Leaf } from "./shape.ts";

const INTEGER = /^-?(0|[1-9]\d*)$/;
const NUMERIC = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const MAX_INT64 = 2n ** 63n - 1n;

/** What a list of structs comes to: its cell, and the members of its elements that the catalog does not know. */
export interface ListCell {
  readonly cell: string;
  readonly others: string;
}

/**
 * A JSON value as a field holds it; undefined if the field's type cannot hold it. JSON null is null. A string field holds
 * a number or boolean as its token, and an object or array as compact JSON text.
 */
export function cellOf(value: JsonValue, node: number, leaf: Leaf): Cell | undefined {
  if (value.tape.kindOf(node) === NULL) return null;
  switch (leaf.field.type) {
    case "string":
      return textOf(value, node);
    case "json":
      return value.compact(node);
    case "boolean":
      return booleanOf(textOf(value, node));
    case "integer":
      return integerOf(textOf(value, node));
    case "double":
      return doubleOf(textOf(value, node));
    case "timestamp":
      return value.tape.kindOf(node) === STRING ? (rfc3339Ms(value.string(node)) ?? undefined) : undefined;
    case "list":
      return undefined;
  }
}

/** An array of objects as JSON text in which each has the members that the catalog names; undefined if it is none. */
export function listOf(value: JsonValue, node: number, members: readonly string[]): ListCell | undefined {
  const { tape } = value;
  if (tape.kindOf(node) !== ARRAY) return undefined;
  const cells: string[] = [];
  const others: string[] = [];
  for (const element of value.elements(node)) {
    if (tape.kindOf(element) !== OBJECT) return undefined;
    const { cell, other } = elementOf(value, element, members);
    cells.push(cell);
    others.push(other);
  }
  const hasOthers = others.some((other) => other !== "{}");
  return { cell: `[${cells.join(",")}]`, others: hasOthers ? `[${others.join(",")}]` : "" };
}

function elementOf(value: JsonValue, element: number, members: readonly string[]): { cell: string; other: string } {
  const { tape } = value;
  const known = new Map<string, string>();
  const unknown: string[] = [];
  const end = tape.after(element);
  for (let key = element + 1; key < end; key = tape.after(key + 1)) {
    const name = value.string(key);
    if (!members.includes(name)) unknown.push(`${value.compact(key)}:${value.compact(key + 1)}`);
    else if (tape.kindOf(key + 1) !== NULL) known.set(name, stringToken(value, key + 1));
  }
  const cell = members.map((name) => `${JSON.stringify(name)}:${known.get(name) ?? "null"}`).join(",");
  return { cell: `{${cell}}`, other: `{${unknown.join(",")}}` };
}

/** A value as a JSON string token of its text. */
function stringToken(value: JsonValue, node: number): string {
  return value.tape.kindOf(node) === STRING ? value.compact(node) : JSON.stringify(textOf(value, node));
}

function textOf(value: JsonValue, node: number): string {
  switch (value.tape.kindOf(node)) {
    case STRING:
      return value.tape.has(node, ESCAPED) ? value.string(node) : value.decoded(node);
    case NUMBER:
    case TRUE:
    case FALSE:
      return value.verbatim(node);
    default:
      return value.compact(node);
  }
}

function booleanOf(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** A 64-bit integer; a bigint where a double could not hold it. */
function integerOf(text: string): number | bigint | undefined {
  if (!INTEGER.test(text) || text.length > 20) return undefined;
  const exact = BigInt(text);
  if (exact > MAX_INT64 || exact < -MAX_INT64 - 1n) return undefined;
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
}

function doubleOf(text: string): number | undefined {
  const number = NUMERIC.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
