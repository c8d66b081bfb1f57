import { type Node, parseTree } from "jsonc-parser";

/** A step into JSON: an object's key, or an array's index. */
export type Step = { readonly key: string } | { readonly index: number };

/** The scalar at a path as text; null for JSON null, objects, arrays and what is not there. */
export function scalarText(json: string, steps: readonly Step[]): string | null {
  const node = nodeAt(json, steps);
  if (node?.type === "string" || node?.type === "boolean") return String(node.value);
  return node?.type === "number" ? numberText(tokenOf(json, node)) : null;
}

/**
 * The compact JSON text of whatever is at a path, objects included; null for JSON null and what is not there. It is
 * written anew: numbers as {@link numberText} has them, text with the fewest escapes.
 */
export function compactText(json: string, steps: readonly Step[]): string | null {
  const node = nodeAt(json, steps);
  return node === undefined || node.type === "null" ? null : compact(json, node);
}

/** The elements of the array at a path, each as its JSON text stands there; none if there is no array. */
export function elementTexts(json: string, steps: readonly Step[]): readonly string[] {
  const node = nodeAt(json, steps);
  return node?.type === "array" ? (node.children ?? []).map((element) => tokenOf(json, element)) : [];
}

/** An integer token stands as written (`-0` is `0`); any other number is the shortest text of its double. */
export function numberText(token: string): string {
  if (/^-?\d+$/.test(token)) return token === "-0" ? "0" : token;
  const double = Number(token);
  if (!Number.isFinite(double)) return token;
  if (Object.is(double, -0)) return "-0.0";
  const text = String(double).replace("e+", "e");
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function nodeAt(json: string, steps: readonly Step[]): Node | undefined {
  return steps.reduce<Node | undefined>(child, treeOf(json));
}

/** Trees by text: the same few documents are asked again and again. */
const trees = new Map<string, Node | undefined>();

function treeOf(json: string): Node | undefined {
  if (!trees.has(json)) trees.set(json, parseTree(json));
  return trees.get(json);
}

function child(node: Node | undefined, step: Step): Node | undefined {
  if ("index" in step) return node?.type === "array" ? node.children?.[step.index] : undefined;
  if (node?.type !== "object") return undefined;
  return node.children?.find((property) => property.children?.[0]?.value === step.key)?.children?.[1];
}

function compact(json: string, node: Node): string {
  const children = node.children ?? [];
  if (node.type === "object") return `{${children.map((property) => compact(json, property)).join(",")}}`;
  if (node.type === "array") return `[${children.map((element) => compact(json, element)).join(",")}]`;
  if (node.type === "property") return children.map((part) => compact(json, part)).join(":");
  if (node.type === "string") return jsonString(String(node.value));
  return node.type === "number" ? numberText(tokenOf(json, node)) : tokenOf(json, node);
}

/** Text as JSON writes it with the fewest escapes; the hexadecimal digits of a control character are upper case. */
export function jsonString(text: string): string {
  return JSON.stringify(text).replace(/\\(?:u00..|.)/g, (part) =>
    part.startsWith("\\u") ? `\\u${part.slice(2).toUpperCase()}` : part,
  );
}

function tokenOf(json: string, node: Node): string {
  return json.slice(node.offset, node.offset + node.length);
}
