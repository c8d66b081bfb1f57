/** The lexical grammar of Hive's DDL, which differs from Trino's in its quotes and escapes. */

export type WordKind = "word" | "name" | "string" | "number" | "symbol" | "end";

export interface Word {
  readonly kind: WordKind;
  /** What is meant: without quotes and escapes. */
  readonly text: string;
  /** In upper case if it is a bare word. */
  readonly key: string;
  readonly start: number;
}

const pattern =
  /(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(`(?:[^`]|``)*`)|('(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(\d+(?:\.\d+)?)|([A-Za-z_][\w$]*)|([-<>(),.:;=!+*/])/y;

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", 0: "\0" };

/** A statement that Hive's grammar does not take. */
export class DdlError extends Error {}

/** Reads a statement word by word. */
export class Words {
  readonly statement: string;
  readonly #words: readonly Word[];
  #place = 0;

  constructor(statement: string) {
    this.statement = statement;
    this.#words = wordsOf(statement);
  }

  get current(): Word {
    return this.#words[this.#place] ?? { kind: "end", text: "<EOF>", key: "<EOF>", start: this.statement.length };
  }

  /** Whether these words come next; then they are passed. */
  skip(...keys: readonly string[]): boolean {
    const matches = keys.every((key, index) => this.#words[this.#place + index]?.key === key);
    if (matches) this.#place += keys.length;
    return matches;
  }

  expect(...keys: readonly string[]): void {
    for (const key of keys) if (!this.skip(key)) this.fail(key);
  }

  next(kind: WordKind): string {
    const { current } = this;
    const fits = current.kind === kind || (kind === "name" && current.kind === "word");
    if (!fits) this.fail(kind);
    this.#place += 1;
    return current.text;
  }

  /** The end of the statement, with or without a semicolon. */
  end(): void {
    this.skip(";");
    if (this.current.kind !== "end") this.fail("<EOF>");
  }

  fail(expected: string): never {
    const before = this.statement.slice(0, this.current.start).split("\n");
    const place = `line ${before.length}:${(before.at(-1) ?? "").length + 1}`;
    throw new DdlError(`${place}: mismatched input '${this.current.text}' expecting ${expected}`);
  }
}

function wordsOf(statement: string): readonly Word[] {
  const words: Word[] = [];
  for (let start = 0; start < statement.length; ) {
    pattern.lastIndex = start;
    const match = pattern.exec(statement);
    if (match === null) throw new DdlError(`token recognition error at: '${statement.slice(start, start + 20)}'`);
    const [all, name, string, number, word, symbol] = match;
    if (name !== undefined) words.push(made("name", name.slice(1, -1).replaceAll("``", "`"), start));
    else if (string !== undefined) words.push(made("string", unescaped(string.slice(1, -1)), start));
    else if (number !== undefined) words.push(made("number", number, start));
    else if (word !== undefined) words.push({ kind: "word", text: word, key: word.toUpperCase(), start });
    else if (symbol !== undefined) words.push({ kind: "symbol", text: symbol, key: symbol, start });
    start += all.length;
  }
  return words;
}

function made(kind: WordKind, text: string, start: number): Word {
  return { kind, text, key: `${kind}:${text}`, start };
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, letter: string) => escapes[letter] ?? letter);
}
