/** The lexical grammar of Trino's SQL, as far as a statement's shape is judged by it. */

export type TokenKind = "word" | "quoted" | "string" | "number" | "uuid" | "symbol";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** The word in upper case; the text of everything else. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** A statement that has no tokens: an open quote or comment, or a character that begins none. */
export class LexicalError extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Ids of event data stores stand bare in a statement, and begin like a number as often as like a word. */
const patterns: readonly (readonly [TokenKind | "space", RegExp])[] = [
  ["space", /(?:\s+|--[^\r\n]*(?:\r\n?|\n|$)|\/\*[\s\S]*?\*\/)/y],
  ["uuid", /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![\w$])/y],
  ["string", /(?:[xX]|[uU]&)?'(?:[^']|'')*'/y],
  ["quoted", /"(?:[^"]|"")*"|`(?:[^`]|``)*`/y],
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["word", /[A-Za-z_][\w$]*/y],
  ["symbol", /<>|!=|<=|>=|\|\||->|=>|[-+*/%=<>(),.;?[\]:@|]/y],
];

/** @throws {LexicalError} */
export function tokensOf(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let place = 0; place < statement.length; ) {
    const { kind, text } = next(statement, place);
    if (kind !== "space") {
      const key = kind === "word" ? text.toUpperCase() : text;
      tokens.push({ kind, text, key, start: place, end: place + text.length });
    }
    place += text.length;
  }
  return tokens;
}

function next(statement: string, place: number): { readonly kind: TokenKind | "space"; readonly text: string } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = place;
    const text = pattern.exec(statement)?.[0];
    if (text !== undefined) return { kind, text };
  }
  throw new LexicalError(`mismatched input '${statement.slice(place, place + 1)}'`, place);
}

/** A name as it is meant: without its quotes. */
export function nameOf({ kind, text }: Token): string {
  const quote = text.slice(0, 1);
  return kind === "quoted" ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}

/** The statement with some tokens put otherwise. */
export function rewritten(statement: string, changes: ReadonlyMap<Token, string>): string {
  const pieces: string[] = [];
  let from = 0;
  for (const [token, text] of [...changes].toSorted(([a], [b]) => a.start - b.start)) {
    pieces.push(statement.slice(from, token.start), text);
    from = token.end;
  }
  return [...pieces, statement.slice(from)].join("");
}
