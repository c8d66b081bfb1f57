/** Bytes that JSON (RFC 8259) and access logs give a meaning. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const COLON = 0x3a;
export const LEFT_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const RIGHT_BRACKET = 0x5d;
export const LEFT_BRACE = 0x7b;
export const RIGHT_BRACE = 0x7d;

const BOM = [0xef, 0xbb, 0xbf] as const;

/** White space of RFC 8259. */
export function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === LF || byte === CR || byte === TAB;
}

/** Whether bytes begin with those of the byte order mark, as far as they go. */
export function beginsWithBom(bytes: Uint8Array): boolean {
  return BOM.every((byte, place) => place >= bytes.length || bytes[place] === byte);
}

/** The same bytes as a Buffer, without a copy. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Takes a byte order mark off the front of a stream of chunks. */
export class BomFilter {
  #held: Buffer | null = Buffer.alloc(0);
  /** Bytes taken off. */
  skipped = 0;

  /** The bytes to go on with; empty while it cannot be told. */
  filter(chunk: Uint8Array): Buffer {
    if (this.#held === null) return asBuffer(chunk);
    const bytes = this.#held.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#held, chunk]);
    const mayBeBom = beginsWithBom(bytes);
    if (mayBeBom && bytes.length < BOM.length) {
      this.#held = Buffer.from(bytes);
      return Buffer.alloc(0);
    }
    this.#held = null;
    this.skipped = mayBeBom ? BOM.length : 0;
    return bytes.subarray(this.skipped);
  }

  /** What is still held when the stream ends: the beginning of a mark that was none. */
  rest(): Buffer {
    const held = this.#held ?? Buffer.alloc(0);
    this.#held = null;
    return held;
  }
}

/** Bytes that grow at the end. What goes beyond the limit is counted and not kept. */
export class ByteStore {
  readonly #limit: number;
  #bytes: Buffer = Buffer.allocUnsafe(4096);
  #length = 0;
  /** Bytes appended, kept or not. */
  total = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get overflown(): boolean {
    return this.total > this.#limit;
  }

  /** What is kept: a view that the next append or clear may change. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  append(bytes: Buffer, from: number, to: number): void {
    this.total += to - from;
    const kept = Math.min(to - from, this.#limit - this.#length);
    if (kept <= 0) return;
    this.#reserve(this.#length + kept);
    bytes.copy(this.#bytes, this.#length, from, from + kept);
    this.#length += kept;
  }

  clear(): void {
    this.#length = 0;
    this.total = 0;
  }

  #reserve(length: number): void {
    if (length <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2));
    this.bytes.copy(grown);
    this.#bytes = grown;
  }
}
