/** A member of an answer: text, or members of its own. */
export type Xml = string | readonly (readonly [string, Xml])[];

/** A document with one element at its root. */
export function xml(name: string, content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content)}`;
}

function element(name: string, content: Xml): string {
  const inner =
    typeof content === "string" ? escaped(content) : content.map(([key, value]) => element(key, value)).join("");
  return `<${name}>${inner}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
}
