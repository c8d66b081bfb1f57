import type { Address } from "./calls.ts";
import { kernel } from "./kernel.ts";

/** So much of a chunk is in the kernel's memory at a time: it stays in the processor's cache. Bytes. */
const windowBytes = 256 * 1024;

/** With less than this ahead, and more in the chunk, the window moves on: it holds every usual record as a whole. Bytes. */
const leastAheadBytes = 64 * 1024;

/** Zeros behind the content: what looks beyond its end finds nothing. Bytes. */
const paddingBytes = 64;

/** The part of a chunk that the kernel sees, from the record on that is being read. One a thread. */
class InputWindow {
  readonly #at: Address;
  #chunk: Uint8Array | null = null;
  /** Extent in the chunk. */
  #from = 0;
  #to = 0;

  constructor() {
    this.#at = kernel().calls.hold(windowBytes + paddingBytes);
  }

  /** A chunk begins: what is held is of another one, or of other content. */
  begin(): void {
    this.#chunk = null;
  }

  /** Where a byte of the chunk stands in memory. */
  place(chunk: Uint8Array, from: number): Address {
    const isInside = chunk === this.#chunk && from >= this.#from && from < this.#to;
    const isNearEnd = this.#to - from < leastAheadBytes && this.#to < chunk.length;
    if (!isInside || isNearEnd) this.#load(chunk, from);
    return this.#at + (from - this.#from);
  }

  /** The end of what is held. */
  get end(): Address {
    return this.#at + (this.#to - this.#from);
  }

  #load(chunk: Uint8Array, from: number): void {
    const to = Math.min(chunk.length, from + windowBytes);
    const { bytes } = kernel();
    bytes.set(chunk.subarray(from, to), this.#at);
    bytes.fill(0, this.#at + (to - from), this.#at + (to - from) + paddingBytes);
    this.#chunk = chunk;
    this.#from = from;
    this.#to = to;
  }
}

let only: InputWindow | undefined;

export function inputWindow(): InputWindow {
  only ??= new InputWindow();
  return only;
}
