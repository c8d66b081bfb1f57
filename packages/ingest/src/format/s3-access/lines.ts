import { ByteStore, CR, LF, SPACE, TAB } from "../bytes.ts";

/** A line without its end, as a view that holds until the handler returns. */
export interface Line {
  /** The line, or the first bytes of one that is longer than the limit. */
  readonly bytes: Buffer;
  /** Where it starts in the stream. */
  readonly byteOffset: number;
  /** Length of the whole line. */
  readonly sizeBytes: number;
}

/** Takes the line that begins at `from` and answers with the place behind its end; -1 if it has to be read with care. */
export type QuickReader = (bytes: Buffer, from: number) => number;

/** Splits a stream into lines that end in LF or CR LF. Lines with nothing but white space are passed over. */
export class LineSplitter {
  readonly #onLine: (line: Line) => void;
  readonly #quick: QuickReader;
  readonly #held: ByteStore;
  readonly #maxBytes: number;
  #offset: number;

  constructor(onLine: (line: Line) => void, maxBytes: number, offset: number, quick: QuickReader) {
    this.#onLine = onLine;
    this.#quick = quick;
    this.#maxBytes = maxBytes;
    // One more, for the CR of a line that is just as long as it may be.
    this.#held = new ByteStore(maxBytes + 1);
    this.#offset = offset;
  }

  push(bytes: Buffer): void {
    let from = this.#quickly(bytes, 0);
    for (let newline = bytes.indexOf(LF, from); newline >= 0; newline = bytes.indexOf(LF, from)) {
      this.#line(bytes, from, newline);
      from = this.#quickly(bytes, newline + 1);
    }
    this.#held.append(bytes, from, bytes.length);
    this.#offset += bytes.length;
  }

  end(): void {
    this.#line(Buffer.alloc(0), 0, 0);
  }

  /** Reads regular lines from a place on; the place of the first that is none. */
  #quickly(bytes: Buffer, from: number): number {
    if (this.#held.total > 0) return from;
    let at = from;
    for (let end = this.#quick(bytes, at); end >= 0; end = this.#quick(bytes, at)) at = end;
    return at;
  }

  #line(bytes: Buffer, from: number, to: number): void {
    const held = this.#held;
    const byteOffset = this.#offset + from - held.total;
    if (held.total === 0 && to - from <= this.#maxBytes + 1)
      this.#emit(bytes.subarray(from, to), byteOffset, to - from);
    else {
      held.append(bytes, from, to);
      this.#emit(held.bytes, byteOffset, held.total);
      held.clear();
    }
  }

  #emit(bytes: Buffer, byteOffset: number, length: number): void {
    const hasCr = bytes.length === length && bytes[length - 1] === CR;
    const sizeBytes = hasCr ? length - 1 : length;
    const line = bytes.subarray(0, Math.min(sizeBytes, this.#maxBytes));
    if (!isBlank(line)) this.#onLine({ bytes: line, byteOffset, sizeBytes });
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === SPACE || byte === TAB || byte === CR);
}
