import { ByteBuffer } from "./byte-buffer.ts";

/** Values that are hashed in full; of longer ones about so many bytes. */
const sampledBytes = 24;

/** The distinct values of a column chunk, by their bytes: the value's number is its place. */
export class Dictionary {
  /** The values as PLAIN encoding has them: 32 bits of length, then the bytes. */
  readonly values = new ByteBuffer(256);
  count = 0;
  #offsets = new Int32Array(16);
  #hashes = new Int32Array(16);
  /** Places plus one, by hash; 0 is free. */
  #slots = new Int32Array(32);
  #last = -1;

  /** The place of a value, which is added if it is new. */
  placeOf(source: Uint8Array, from: number, to: number): number {
    if (this.#last >= 0 && this.#isAt(this.#last, source, from, to)) return this.#last;
    const hash = hashOf(source, from, to);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let place = this.#slots[slot] ?? 0; place !== 0; place = this.#slots[slot] ?? 0) {
      if (this.#hashes[place - 1] === hash && this.#isAt(place - 1, source, from, to)) {
        this.#last = place - 1;
        return place - 1;
      }
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.count + 1;
    this.#last = this.count;
    return this.#add(hash, source, from, to);
  }

  /** Appends a value as PLAIN encoding has it. */
  appendTo(out: ByteBuffer, place: number): void {
    const offset = this.#offsets[place] ?? 0;
    const end = place + 1 < this.count ? (this.#offsets[place + 1] ?? 0) : this.values.length;
    out.copy(this.values.bytes, offset, end);
  }

  clear(): void {
    this.values.length = 0;
    this.count = 0;
    this.#last = -1;
    this.#slots.fill(0);
  }

  #isAt(place: number, source: Uint8Array, from: number, to: number): boolean {
    const { bytes } = this.values;
    let at = this.#offsets[place] ?? 0;
    const length = to - from;
    const end = place + 1 < this.count ? (this.#offsets[place + 1] ?? 0) : this.values.length;
    if (end - at - 4 !== length) return false;
    at += 4;
    // From the end: names that belong together begin alike.
    for (let back = length - 1; back >= 0; back--) if (bytes[at + back] !== source[from + back]) return false;
    return true;
  }

  #add(hash: number, source: Uint8Array, from: number, to: number): number {
    const place = this.count;
    if (place === this.#offsets.length) this.#growPlaces();
    this.#offsets[place] = this.values.length;
    this.#hashes[place] = hash;
    this.values.uint32(to - from);
    this.values.copy(source, from, to);
    this.count += 1;
    if (this.count * 2 > this.#slots.length) this.#growSlots();
    return place;
  }

  #growPlaces(): void {
    const offsets = new Int32Array(this.#offsets.length * 2);
    const hashes = new Int32Array(this.#hashes.length * 2);
    offsets.set(this.#offsets);
    hashes.set(this.#hashes);
    this.#offsets = offsets;
    this.#hashes = hashes;
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let place = 0; place < this.count; place++) {
      const hash = this.#hashes[place] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = place + 1;
    }
  }
}

/** FNV-1a over the length and the bytes, of long values over bytes evenly spread and the last ones. */
function hashOf(source: Uint8Array, from: number, to: number): number {
  const length = to - from;
  const step = length <= sampledBytes ? 1 : (length / 16) | 0;
  let hash = (0x811c9dc5 ^ length) | 0;
  for (let at = from; at < to; at += step) hash = Math.imul(hash ^ (source[at] ?? 0), 0x01000193);
  for (let at = Math.max(from, to - 8); at < to; at++) hash = Math.imul(hash ^ (source[at] ?? 0), 0x01000193);
  return hash;
}
