/** Cells of Trino's protocol as the text in which Athena and CloudTrail Lake give them. */

/** A type as Trino names it: `row("a" varchar, "b" array(bigint))`. */
interface Type {
  readonly name: string;
  readonly members: readonly { readonly label: string; readonly type: Type }[];
}

/** Null stays null. Arrays are `[a, b]`, maps and rows `{k=v, l=w}`, as Athena prints them. */
export function textOf(value: unknown, typeName: string): string | null {
  return value === null || value === undefined ? null : render(value, typeOf(typeName));
}

function render(value: unknown, type: Type): string {
  if (value === null) return "null";
  if (typeof value === "string") return type.name === "varbinary" ? hexPairs(value) : value;
  if (typeof value === "boolean") return String(value);
  if (type.name === "map" && typeof value === "object") {
    const inner = type.members[1]?.type ?? text;
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${render(item, inner)}`)
      .join(", ")}}`;
  }
  if (!Array.isArray(value)) throw new Error(`a cell of type ${type.name} holds ${typeof value}`);
  const items: readonly unknown[] = value;
  if (type.name === "row") {
    const members = items.map((item, index) => {
      const member = type.members[index];
      return `${member?.label || `field${index}`}=${render(item, member?.type ?? text)}`;
    });
    return `{${members.join(", ")}}`;
  }
  return `[${items.map((item) => render(item, type.members[0]?.type ?? text)).join(", ")}]`;
}

const text: Type = { name: "varchar", members: [] };

function hexPairs(base64: string): string {
  return [...Buffer.from(base64, "base64")].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

function typeOf(signature: string): Type {
  const open = signature.indexOf("(");
  const name = (open < 0 ? signature : signature.slice(0, open)).trim();
  if (open < 0 || !["array", "map", "row"].includes(name)) return { name, members: [] };
  const parts = splitTop(signature.slice(open + 1, signature.lastIndexOf(")")));
  return { name, members: parts.map((part) => (name === "row" ? labelled(part) : { label: "", type: typeOf(part) })) };
}

function labelled(part: string): { readonly label: string; readonly type: Type } {
  const [, quoted, plain, rest = part] = /^\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][\w$]*))\s+(.+)$/s.exec(part) ?? [];
  return { label: quoted?.replaceAll('""', '"') ?? plain ?? "", type: typeOf(rest) };
}

/** The parts between commas that stand in no parentheses and no quotes. */
function splitTop(list: string): readonly string[] {
  const parts: string[] = [];
  let [depth, quoted, from] = [0, false, 0];
  for (let place = 0; place < list.length; place++) {
    const letter = list[place];
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === "(") depth += 1;
    else if (letter === ")") depth -= 1;
    else if (letter === "," && depth === 0) {
      parts.push(list.slice(from, place));
      from = place + 1;
    }
  }
  return [...parts, list.slice(from)].map((part) => part.trim());
}
