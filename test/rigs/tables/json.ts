/** JSON that keeps what `JSON.parse` loses: the digits of numbers, the order of members, names such as `__proto__`. */
export type Json =
  | { readonly kind: "object"; readonly members: readonly (readonly [name: string, value: Json])[] }
  | { readonly kind: "array"; readonly items: readonly Json[] }
  | { readonly kind: "string"; readonly value: string }
  /** A number, `true`, `false` or `null`, as it is written. */
  | { readonly kind: "token"; readonly text: string };

const token = /\s*("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\]:,])\s*/y;

/** @throws Error where the text is no JSON */
export function readJson(text: string): Json {
  let place = 0;
  let current = next();
  const value = read();
  if (current !== "") throw new Error(`there is more behind the JSON: ${current}`);
  return value;

  function next(): string {
    if (place === text.length) return "";
    token.lastIndex = place;
    const found = token.exec(text)?.[1];
    if (found === undefined) throw new Error(`no JSON at ${place}: ${text.slice(place, place + 40)}`);
    place = token.lastIndex;
    return found;
  }

  function take(expected: string): void {
    if (current !== expected) throw new Error(`${expected} is missing before ${place}`);
    current = next();
  }

  function read(): Json {
    const first = current;
    if (first === "{") return { kind: "object", members: list("{", "}", member) };
    if (first === "[") return { kind: "array", items: list("[", "]", read) };
    current = next();
    return first.startsWith('"') ? { kind: "string", value: stringOf(first) } : { kind: "token", text: first };
  }

  function member(): readonly [string, Json] {
    const name = stringOf(current);
    current = next();
    take(":");
    return [name, read()];
  }

  function list<T>(open: string, close: string, item: () => T): readonly T[] {
    const items: T[] = [];
    take(open);
    while (current !== close) {
      if (items.length > 0) take(",");
      items.push(item());
    }
    take(close);
    return items;
  }
}

function stringOf(quoted: string): string {
  const value: unknown = JSON.parse(quoted);
  if (typeof value !== "string") throw new Error(`${quoted} is no string`);
  return value;
}

/** The text without spaces. */
export function compact(json: Json): string {
  switch (json.kind) {
    case "object":
      return `{${json.members.map(([name, value]) => `${JSON.stringify(name)}:${compact(value)}`).join(",")}}`;
    case "array":
      return `[${json.items.map(compact).join(",")}]`;
    case "string":
      return JSON.stringify(json.value);
    case "token":
      return json.text;
  }
}

/** A value as text: a string's own, everything else as it is written; null is null. */
export function textOf(json: Json): string | null {
  if (json.kind === "string") return json.value;
  const text = compact(json);
  return text === "null" ? null : text;
}

/** A member of an object, by its name in whatever case; undefined if there is none or it is no object. */
export function memberOf(json: Json | undefined, name: string): Json | undefined {
  if (json?.kind !== "object") return undefined;
  return json.members.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
}
