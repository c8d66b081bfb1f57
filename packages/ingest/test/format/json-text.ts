import fc from "fast-check";

/** A JSON value whose numbers are tokens, and whose objects keep the order of their members. */
export type Json =
  | { readonly kind: "object"; readonly members: readonly (readonly [name: string, value: Json])[] }
  | { readonly kind: "array"; readonly elements: readonly Json[] }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "token"; readonly token: string };

export const object = (members: readonly (readonly [string, Json])[]): Json => ({ kind: "object", members });
export const array = (elements: readonly Json[]): Json => ({ kind: "array", elements });
export const string = (text: string): Json => ({ kind: "string", text });
export const token = (text: string): Json => ({ kind: "token", token: text });

/** How a value is written: white space and escapes do not change what it says. */
export interface Style {
  /** White space that is put between tokens, in turn. */
  readonly spaces: readonly string[];
  readonly escapes: "few" | "ascii" | "many";
}

export const compact: Style = { spaces: [""], escapes: "few" };

/** Writes a value. Line breaks are part of the style. */
export function write(value: Json, style: Style): string {
  let turn = 0;
  const space = (): string => style.spaces[turn++ % style.spaces.length] ?? "";
  const node = (json: Json): string => {
    switch (json.kind) {
      case "token":
        return json.token;
      case "string":
        return quoted(json.text, style.escapes);
      case "array":
        return list(
          "[",
          json.elements.map((element) => space() + node(element) + space()),
          "]",
        );
      case "object":
        return list(
          "{",
          json.members.map(
            ([name, member]) =>
              `${space()}${quoted(name, style.escapes)}${space()}:${space()}${node(member)}${space()}`,
          ),
          "}",
        );
    }
  };
  const list = (open: string, parts: readonly string[], close: string): string =>
    `${open}${parts.length === 0 ? space() : parts.join(",")}${close}`;
  return node(value);
}

function quoted(text: string, escapes: Style["escapes"]): string {
  if (escapes === "few") return JSON.stringify(text);
  const unit = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;
  const all = [...Array(text.length).keys()].map((at) => text.charCodeAt(at));
  if (escapes === "many") return `"${all.map(unit).join("")}"`;
  return `"${all.map((code) => (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c ? unit(code) : String.fromCharCode(code))).join("")}"`;
}

/** Compact text, taken token by token: each string as JSON.stringify writes its content, lone surrogates replaced. */
export function normal(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  return tokens
    .map((part) => (part.startsWith('"') ? JSON.stringify(String(JSON.parse(part)).toWellFormed()) : part))
    .join("");
}

const trickyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      "\\",
      "\\u",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\n",
      "\0",
      "é",
      "😀",
      "\ud800",
      "\udc00",
      " ",
    ),
    maxLength: 10,
  }),
);

/** Number tokens, many of which no double holds. */
const number = fc.oneof(
  fc.constantFrom("0", "-0", "1.0", "12345678901234567890", "1e400", "1E-7", "0.1000", "-1e+2", "9007199254740993"),
  fc.integer().map(String),
);

const scalar: fc.Arbitrary<Json> = fc.oneof(
  { arbitrary: trickyText.map(string), weight: 4 },
  { arbitrary: number.map(token), weight: 2 },
  { arbitrary: fc.constantFrom("true", "false", "null").map(token), weight: 1 },
);

export const text = trickyText;

/** Members without two of one name. */
export function members(value: fc.Arbitrary<Json>, maxLength = 4): fc.Arbitrary<readonly (readonly [string, Json])[]> {
  return fc.uniqueArray(fc.tuple(trickyText, value), { maxLength, selector: ([name]) => name });
}

export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("node"), { maxLength: 4 }).map(array),
    members(tie("node")).map(object),
  ),
})).node;

export const anyStyle: fc.Arbitrary<Style> = fc.record({
  spaces: fc.oneof(
    fc.constant([""]),
    fc.constant([" "]),
    fc.constant(["\n  "]),
    fc.array(fc.constantFrom("", "", " ", "\n", "\t", "\r\n", "  "), { minLength: 1, maxLength: 7 }),
  ),
  escapes: fc.constantFrom("few", "ascii", "many"),
});
