import {
  BACKSLASH,
  COLON,
  COMMA,
  DOT,
  isSpace,
  LEFT_BRACE,
  LEFT_BRACKET,
  MINUS,
  NINE,
  QUOTE,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SPACE,
  ZERO,
} from "../bytes.ts";
import { shown, Unreadable } from "../unreadable.ts";
import { ARRAY, ESCAPED, FALSE, LOOSE, NULL, NUMBER, OBJECT, STRING, Tape, TRUE } from "./tape.ts";

const LITERALS: readonly (readonly [kind: number, bytes: Buffer])[] = [
  [TRUE, Buffer.from("true")],
  [FALSE, Buffer.from("false")],
  [NULL, Buffer.from("null")],
];
const ESCAPES = new Set(Buffer.from('"\\/bfnrt'));
const LOWER_U = 0x75;

/**
 * Reads one JSON value strictly by RFC 8259 into a tape. UTF-8 is the caller's to check: no byte of a multi-byte character
 * means anything in JSON's grammar.
 */
export class JsonParser {
  readonly tape = new Tape();
  readonly #maxDepth: number;
  #bytes: Buffer = Buffer.alloc(0);
  #from = 0;
  #at = 0;
  #to = 0;
  #depth = 0;
  /** White space and escaped surrogates met so far: a value during which it stays the same can be copied as it stands. */
  #looseness = 0;
  #highBits = 0;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  /** Whether all bytes of the last value were ASCII. */
  get ascii(): boolean {
    return this.#highBits < 0x80;
  }

  /**
   * Reads the value that fills the bytes from `from` to `to`; its root is node 0 of the tape.
   * @throws Unreadable with the place, counted from `from`. The tape then holds what was read before it.
   */
  parse(bytes: Buffer, from: number, to: number): void {
    this.tape.clear();
    this.#bytes = bytes;
    this.#from = from;
    this.#at = from;
    this.#to = to;
    this.#depth = 0;
    this.#looseness = 0;
    this.#highBits = 0;
    this.#space();
    this.#value();
    this.#space();
    if (this.#at < to) throw this.#unexpected("the value's end");
  }

  #value(): void {
    const byte = this.#bytes[this.#at] ?? -1;
    if (this.#at >= this.#to) throw this.#unexpected("a value");
    if (byte === QUOTE) this.#string();
    else if (byte === LEFT_BRACE) this.#container(OBJECT);
    else if (byte === LEFT_BRACKET) this.#container(ARRAY);
    else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) this.#number();
    else this.#literal();
  }

  #container(kind: number): void {
    if (++this.#depth > this.#maxDepth) {
      throw new Unreadable(`it is nested deeper than the limit of ${this.#maxDepth} levels`);
    }
    const looseness = this.#looseness;
    const node = this.tape.open(kind, this.#at++);
    if (kind === OBJECT) this.#members();
    else this.#elements();
    this.#depth -= 1;
    this.tape.close(node, this.#at, this.#looseness === looseness ? 0 : LOOSE);
  }

  #members(): void {
    this.#space();
    if (this.#take(RIGHT_BRACE)) return;
    do {
      this.#space();
      if (this.#peek() !== QUOTE) throw this.#unexpected("a member's name");
      this.#string();
      this.#space();
      if (!this.#take(COLON)) throw this.#unexpected('":"');
      this.#space();
      this.#value();
      this.#space();
    } while (this.#take(COMMA));
    if (!this.#take(RIGHT_BRACE)) throw this.#unexpected('"," or "}"');
  }

  #elements(): void {
    this.#space();
    if (this.#take(RIGHT_BRACKET)) return;
    do {
      this.#space();
      this.#value();
      this.#space();
    } while (this.#take(COMMA));
    if (!this.#take(RIGHT_BRACKET)) throw this.#unexpected('"," or "]"');
  }

  #string(): void {
    const bytes = this.#bytes;
    const to = this.#to;
    const start = this.#at;
    const looseness = this.#looseness;
    let at = start + 1;
    let high = 0;
    let flags = 0;
    for (;;) {
      const byte = at < to ? (bytes[at] ?? 0) : -1;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) {
        flags = ESCAPED;
        at = this.#escape(at + 1);
      } else if (byte >= SPACE) {
        high |= byte;
        at += 1;
      } else {
        this.#at = at;
        throw this.#unexpected("the end of a string");
      }
    }
    this.#highBits |= high;
    this.#at = at + 1;
    const node = this.tape.open(STRING, start);
    this.tape.close(node, this.#at, this.#looseness === looseness ? flags : flags | LOOSE);
  }

  /** Checks what stands behind a backslash; the place behind it. */
  #escape(at: number): number {
    const byte = at < this.#to ? (this.#bytes[at] ?? -1) : -1;
    if (ESCAPES.has(byte)) return at + 1;
    this.#at = at;
    if (byte !== LOWER_U) throw this.#unexpected("an escape");
    for (this.#at = at + 1; this.#at < at + 5; this.#at++) {
      if (!isHex(this.#peek())) throw this.#unexpected("four hexadecimal digits");
    }
    if (isSurrogate(this.#bytes[at + 1], this.#bytes[at + 2])) this.#looseness += 1;
    return at + 5;
  }

  #number(): void {
    const node = this.tape.open(NUMBER, this.#at);
    this.#take(MINUS);
    if (!this.#take(ZERO)) this.#digits();
    if (this.#take(DOT)) this.#digits();
    const byte = this.#peek();
    if (byte === 0x65 || byte === 0x45) {
      this.#at += 1;
      if (!this.#take(0x2b)) this.#take(MINUS);
      this.#digits();
    }
    this.tape.close(node, this.#at, 0);
  }

  #digits(): void {
    const start = this.#at;
    while (isDigit(this.#peek())) this.#at += 1;
    if (this.#at === start) throw this.#unexpected("a digit");
  }

  #literal(): void {
    for (const [kind, text] of LITERALS) {
      const end = this.#at + text.length;
      if (end <= this.#to && this.#bytes.compare(text, 0, text.length, this.#at, end) === 0) {
        const node = this.tape.open(kind, this.#at);
        this.#at = end;
        this.tape.close(node, end, 0);
        return;
      }
    }
    throw this.#unexpected("a value");
  }

  #space(): void {
    const start = this.#at;
    while (this.#at < this.#to && isSpace(this.#bytes[this.#at])) this.#at += 1;
    if (this.#at > start) this.#looseness += 1;
  }

  #peek(): number {
    return this.#at < this.#to ? (this.#bytes[this.#at] ?? -1) : -1;
  }

  #take(byte: number): boolean {
    if (this.#peek() !== byte) return false;
    this.#at += 1;
    return true;
  }

  #unexpected(wanted: string): Unreadable {
    const place = this.#at - this.#from;
    if (this.#at >= this.#to) return new Unreadable(`it ends at byte ${place}, where ${wanted} should be`);
    return new Unreadable(`at byte ${place} there is ${this.#found()}, where ${wanted} should be`);
  }

  #found(): string {
    const byte = this.#peek();
    if (byte < SPACE) return `a control character (0x${byte.toString(16).padStart(2, "0")})`;
    return byte < 0x80 ? shown(String.fromCharCode(byte)) : `the byte 0x${byte.toString(16)}`;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (byte > 0 && lower >= 0x61 && lower <= 0x66);
}

/** Whether the first two digits of a \u escape are those of a surrogate: d8 to df. */
function isSurrogate(first = 0, second = 0): boolean {
  return (
    (first | 0x20) === 0x64 &&
    (second === 0x38 || second === 0x39 || ((second | 0x20) >= 0x61 && (second | 0x20) <= 0x66))
  );
}
