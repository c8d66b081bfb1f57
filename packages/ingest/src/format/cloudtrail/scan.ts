import {
  BACKSLASH,
  COLON,
  COMMA,
  CR,
  LEFT_BRACE,
  LEFT_BRACKET,
  LF,
  QUOTE,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SPACE,
  TAB,
} from "../bytes.ts";

/** The value goes on in the next chunk. */
const MORE = 0;
/** The value ended just before the place that was answered. */
export const DONE = 1;
/** A record begins where none can: the value before it was cut off. */
export const CUT = 2;
/** A list opens as the value of a member of the outermost object; its bracket is not consumed. */
export const LIST = 3;

const NOTHING = 0;
const VALUE = 1;

/**
 * What is scanned: a value from its bracket on; the same, stopping at lists that are members of the outermost object; or
 * what stands in a list and is neither object nor array, up to the next comma or the end of that list.
 */
export type ScanMode = "container" | "watch-lists" | "no-container";

/**
 * Finds the end of one JSON object or array by its strings and brackets alone, in chunks of any size. It accepts far more
 * than JSON, so that damage inside a record leaves the records around it whole; whether the text is JSON is the parser's
 * to say. A string ends at the end of its line at the latest (RFC 8259 forbids a line break in a string), and a closing
 * bracket closes its nearest opening one.
 */
export class ValueScan {
  readonly #stack: Uint8Array;
  #depth = 0;
  /** Levels beyond the stack: only counted. */
  #beyond = 0;
  #inString = false;
  #escaped = false;
  #previous = NOTHING;
  #newline = false;
  #keyStart = 0;
  #keyEnd = 0;
  #mode: ScanMode = "container";
  status = MORE;

  constructor(maxDepth: number) {
    this.#stack = new Uint8Array(maxDepth + 1);
  }

  /** Extent of the last name in the outermost object, quotes included, as the offsets given to `scan` count. */
  get key(): readonly [start: number, end: number] {
    return [this.#keyStart, this.#keyEnd];
  }

  begin(mode: ScanMode): void {
    this.#depth = 0;
    this.#beyond = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#previous = NOTHING;
    this.#newline = false;
    this.#mode = mode;
    this.status = MORE;
  }

  /** Goes on in the outermost object behind a list at which it stopped. */
  afterList(): void {
    this.#previous = VALUE;
    this.status = MORE;
  }

  /** Goes on into the list at which it stopped, as into any other value. */
  enterList(): void {
    this.#open(LEFT_BRACKET);
    this.status = MORE;
  }

  /** Goes on at `from`; the place up to which the bytes are used. `offset` is the place of `bytes[0]` in the stream. */
  scan(bytes: Buffer, from: number, to: number, offset: number): number {
    let at = from;
    this.status = MORE;
    while (at < to) {
      if (this.#inString) {
        at = this.#string(bytes, at, to, offset);
        continue;
      }
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1) this.#keyStart = offset + at;
      } else if (byte === COMMA || byte === COLON) {
        if (byte === COMMA && this.#depth === 0) return this.#done(at);
        this.#previous = byte;
        this.#newline = false;
      } else if (byte === LF) {
        this.#newline = true;
      } else if (byte === LEFT_BRACE || byte === LEFT_BRACKET) {
        this.#beforeOpen(byte);
        if (this.status !== MORE) return at;
        this.#open(byte);
      } else if (byte === RIGHT_BRACE || byte === RIGHT_BRACKET) {
        if (byte === RIGHT_BRACKET && this.#depth === 0) return this.#done(at);
        this.#close(byte === RIGHT_BRACE ? LEFT_BRACE : LEFT_BRACKET);
        if (this.#depth === 0 && this.#mode !== "no-container") return this.#done(at + 1);
      } else if (byte !== SPACE && byte !== CR && byte !== TAB) {
        this.#previous = VALUE;
        this.#newline = false;
      }
      at += 1;
    }
    return at;
  }

  #done(at: number): number {
    this.status = DONE;
    return at;
  }

  #string(bytes: Buffer, from: number, to: number, offset: number): number {
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      if (bytes[at] !== LF) at += 1;
    }
    while (at < to) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE || byte === LF) return this.#stringEnd(byte, at, offset);
      if (byte !== BACKSLASH) at += 1;
      else if (at + 1 === to) {
        this.#escaped = true;
        return to;
      } else at += bytes[at + 1] === LF ? 1 : 2;
    }
    return at;
  }

  #stringEnd(byte: number, at: number, offset: number): number {
    this.#inString = false;
    if (this.#depth === 1 && this.#previous !== COLON) this.#keyEnd = offset + at + 1;
    this.#previous = VALUE;
    this.#newline = false;
    return byte === QUOTE ? at + 1 : at;
  }

  /**
   * An object may begin behind a colon, and in an array behind its bracket or a comma. Elsewhere it is taken for the next
   * record if it begins a line, or stands where a member of the outermost object should: never for a value inside.
   */
  #beforeOpen(byte: number): void {
    if (this.#beyond > 0) return;
    const previous = this.#previous;
    if (byte === LEFT_BRACKET) {
      if (this.#mode === "watch-lists" && this.#depth === 1 && previous === COLON) this.status = LIST;
      return;
    }
    const inArray = this.#stack[this.#depth - 1] === LEFT_BRACKET;
    if (previous === NOTHING || previous === COLON || previous === LEFT_BRACKET || (previous === COMMA && inArray))
      return;
    if (this.#newline || (this.#depth === 1 && previous === COMMA)) this.status = CUT;
  }

  #open(byte: number): void {
    this.#previous = byte;
    this.#newline = false;
    if (this.#depth === this.#stack.length) this.#beyond += 1;
    else this.#stack[this.#depth++] = byte;
  }

  #close(opening: number): void {
    this.#previous = VALUE;
    this.#newline = false;
    if (this.#beyond > 0) {
      this.#beyond -= 1;
      return;
    }
    const level = this.#stack.lastIndexOf(opening, this.#depth - 1);
    if (level >= 0) this.#depth = level;
  }
}
