import type { Span } from "./ast.ts";
import { malformed } from "./malformed.ts";
import type { Readings } from "./readings.ts";

/** Words that can't be a field's name without backticks. */
const reserved = new Set(["and", "or", "not", "in", "like", "as", "by", "asc", "desc"]);

/** The place in a query's text that is read next. White space and comments (`#` to the line's end) are passed over. */
export class Cursor {
  readonly text: string;
  readonly readings: Readings;
  at = 0;
  /** Where the last token ended. */
  end = 0;

  constructor(text: string, readings: Readings) {
    this.text = text;
    this.readings = readings;
    this.skip();
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The match of a sticky expression here, taken; null leaves the place as it is. */
  take(pattern: RegExp): RegExpExecArray | null {
    const match = this.look(pattern);
    if (match !== null) this.advance(match[0].length);
    return match;
  }

  look(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, pattern.flags.includes("y") ? pattern.flags : `${pattern.flags}y`);
    sticky.lastIndex = this.at;
    return sticky.exec(this.text);
  }

  /** Goes on by so many characters, which are a token. */
  advance(length: number): void {
    this.at += length;
    this.end = this.at;
    this.skip();
  }

  /** Takes a symbol if it is next. */
  symbol(symbol: string): boolean {
    const here = this.text.startsWith(symbol, this.at);
    if (here) this.advance(symbol.length);
    return here;
  }

  /** Takes a word, in any case, if it is next. */
  word(...words: readonly string[]): string | null {
    const found = /[A-Za-z]+(?![A-Za-z0-9_.@`])/y;
    const match = this.look(found)?.[0];
    if (match === undefined || !words.includes(match.toLowerCase())) return null;
    this.advance(match.length);
    return match.toLowerCase();
  }

  expectSymbol(symbol: string): void {
    if (!this.symbol(symbol)) throw this.unexpected();
  }

  expectWord(...words: readonly string[]): string {
    const word = this.word(...words);
    if (word === null) throw this.unexpected();
    return word;
  }

  atReserved(): boolean {
    const match = this.look(/[A-Za-z]+(?![A-Za-z0-9_.@`])/y)?.[0];
    return match !== undefined && reserved.has(match.toLowerCase());
  }

  spanFrom(start: number): Span {
    return { start, end: this.end };
  }

  /** The error that AWS gives for a symbol that can't stand here. */
  unexpected(): Error {
    const symbol = this.look(/[\w@]+|[\s\S]/y)?.[0] ?? "<EOF>";
    const before = this.text.slice(0, this.at).split("\n");
    const place = `line ${before.length} and position ${before.at(-1)?.length ?? 0}`;
    const end = symbol === "<EOF>" ? this.at : this.at + symbol.length;
    return malformed(`unexpected symbol found ${symbol} at ${place}`, { start: this.at, end });
  }

  private skip(): void {
    const space = /(?:\s+|#[^\n]*)*/y;
    space.lastIndex = this.at;
    this.at += space.exec(this.text)?.[0].length ?? 0;
  }
}
