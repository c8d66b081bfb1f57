import { COMMA, LEFT_BRACE, LEFT_BRACKET, RIGHT_BRACE, RIGHT_BRACKET } from "../../bytes.ts";

/** Ranges shorter than this are copied byte by byte: a call costs more. */
const loopBytes = 64;

/** Members and elements that are open at a time; a record with more is no regular one. */
const maxOpen = 8192;

/**
 * Objects and arrays of one record that do not stand in canonical form, with the extents of what is in them: enough to
 * write the canonical form without reading the record again. What is canonical as it stands is no part.
 */
export class CanonicalParts {
  // Members and elements of what is open, innermost last.
  readonly #openKey = new Int32Array(maxOpen);
  readonly #openValue = new Int32Array(maxOpen);
  readonly #openEnd = new Int32Array(maxOpen);
  readonly #openPart = new Int32Array(maxOpen);
  #open = 0;
  // Members and elements of closed parts, each part's together.
  #key = new Int32Array(256);
  #value = new Int32Array(256);
  #end = new Int32Array(256);
  #part = new Int32Array(256);
  #count = 0;
  readonly #first: number[] = [];
  readonly #width: number[] = [];
  /** Order of an object's members; undefined for an array. */
  readonly #order: (Int32Array | null | undefined)[] = [];
  #parts = 0;
  #out = new Uint8Array(16_384);
  #length = 0;

  begin(): void {
    this.#open = 0;
    this.#count = 0;
    this.#parts = 0;
  }

  /** Where the members of an object or array begin; to be given to `close`. */
  get mark(): number {
    return this.#open;
  }

  /** Adds a member or (key = value) an element; false if there are too many. `part` is -1 for what is canonical. */
  add(key: number, value: number, end: number, part: number): boolean {
    const at = this.#open;
    if (at === maxOpen) return false;
    this.#openKey[at] = key;
    this.#openValue[at] = value;
    this.#openEnd[at] = end;
    this.#openPart[at] = part;
    this.#open = at + 1;
    return true;
  }

  /** Ends an object or array that is canonical as it stands. */
  forget(mark: number): void {
    this.#open = mark;
  }

  /** Ends one that is not; the number of its part. */
  close(mark: number, order: Int32Array | null | undefined): number {
    const width = this.#open - mark;
    while (this.#count + width > this.#key.length) this.#grow();
    for (let at = mark; at < this.#open; at++) {
      const to = this.#count++;
      this.#key[to] = this.#openKey[at] ?? 0;
      this.#value[to] = this.#openValue[at] ?? 0;
      this.#end[to] = this.#openEnd[at] ?? 0;
      this.#part[to] = this.#openPart[at] ?? -1;
    }
    this.#open = mark;
    const part = this.#parts++;
    this.#first[part] = this.#count - width;
    this.#width[part] = width;
    this.#order[part] = order;
    return part;
  }

  /** The canonical form of a part of `source`: a view that the next call overwrites. */
  write(source: Uint8Array, part: number, sizeBytes: number): Uint8Array {
    if (this.#out.length < sizeBytes) this.#out = new Uint8Array(sizeBytes * 2);
    this.#length = 0;
    this.#write(source, part);
    return this.#out.subarray(0, this.#length);
  }

  #write(source: Uint8Array, part: number): void {
    const out = this.#out;
    const order = this.#order[part];
    const first = this.#first[part] ?? 0;
    const width = this.#width[part] ?? 0;
    out[this.#length++] = order === undefined ? LEFT_BRACKET : LEFT_BRACE;
    for (let place = 0; place < width; place++) {
      if (place > 0) out[this.#length++] = COMMA;
      const at = first + (order === undefined || order === null ? place : (order[place] ?? 0));
      const inner = this.#part[at] ?? -1;
      this.#copy(source, this.#key[at] ?? 0, (inner < 0 ? this.#end[at] : this.#value[at]) ?? 0);
      if (inner >= 0) this.#write(source, inner);
    }
    out[this.#length++] = order === undefined ? RIGHT_BRACKET : RIGHT_BRACE;
  }

  #copy(source: Uint8Array, from: number, to: number): void {
    const out = this.#out;
    let at = this.#length;
    if (to - from < loopBytes) for (let place = from; place < to; place++) out[at++] = source[place] ?? 0;
    else {
      out.set(source.subarray(from, to), at);
      at += to - from;
    }
    this.#length = at;
  }

  #grow(): void {
    const size = this.#key.length * 2;
    const grown = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    this.#key = grown(this.#key);
    this.#value = grown(this.#value);
    this.#end = grown(this.#end);
    this.#part = grown(this.#part);
  }
}
