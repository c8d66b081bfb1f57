import { S3Error } from "../error.ts";
import type { Xml } from "../xml.ts";

/** An element of a request's body: its members in order, or its text. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

const token = /<\?[^>]*\?>|<(\/?)([A-Za-z0-9]+)(?: [^>]*?)?(\/?)>|([^<]+)/y;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Reads what clients of S3 send: elements and text, whose attributes mean nothing here. */
export function parseXml(body: string): Element {
  const stack: { name: string; text: string; children: Element[] }[] = [{ name: "", text: "", children: [] }];
  token.lastIndex = 0;
  while (token.lastIndex < body.length) {
    const match = token.exec(body);
    const top = stack.at(-1);
    if (match === null || top === undefined) throw malformed();
    const [, closes, name, empty, text] = match;
    if (text !== undefined) top.text += decoded(text);
    if (name === undefined) continue;
    if (closes === "/") {
      stack.pop();
      if (top.name !== name) throw malformed();
      stack.at(-1)?.children.push(top);
    } else if (empty === "/") top.children.push({ name, text: "", children: [] });
    else stack.push({ name, text: "", children: [] });
  }
  const [root] = stack[0]?.children ?? [];
  if (stack.length !== 1 || root === undefined) throw malformed();
  return root;
}

/** The first member of a name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name);
}

export function textOf(element: Element | undefined, name: string): string | undefined {
  return child(element, name)?.text;
}

/** As an answer has it. */
export function asXml({ children, text }: Element): Xml {
  return children.length === 0 ? text : children.map((one) => [one.name, asXml(one)] as const);
}

export function malformed(): S3Error {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new S3Error("MalformedXML", message, 400);
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (_, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return entities[String(name)] ?? "";
  });
}
