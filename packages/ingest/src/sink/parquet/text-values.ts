import { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkPages, PageLevels } from "./chunk.ts";
import { Dictionary } from "./dictionary.ts";
import { hybrid } from "./levels.ts";

/** Beyond either, a column chunk is written plain. */
const maxEntries = 16_384;
const maxDictionaryBytes = 1024 ** 2;

/** A dictionary pays if each value is used so often; asked once there are some. */
const leastUses = 2;
const fewEntries = 256;

/** Text values of a column chunk: numbers into a dictionary while values repeat, plain otherwise. */
export class TextValues {
  readonly #plain = new ByteBuffer(64);
  readonly #dictionary = new Dictionary();
  #places = new Uint16Array(64);
  #count = 0;
  #usesDictionary = true;

  /** Bytes held. */
  get sizeBytes(): number {
    return this.#plain.length + this.#dictionary.values.length + (this.#usesDictionary ? 2 * this.#count : 0);
  }

  /** Bytes of plain values, which may be written in several pages. */
  get plainBytes(): number {
    return this.#plain.length;
  }

  append(source: Uint8Array, from: number, to: number): void {
    if (this.#usesDictionary) this.#appendPlace(this.#dictionary.placeOf(source, from, to));
    else this.#appendPlain(source, from, to);
  }

  /** Writes what there is as a data page, together with its dictionary if it has one. */
  flush(pages: ChunkPages, levels: PageLevels): void {
    if (this.#usesDictionary && this.#count > 0) this.#flushPlaces(pages, levels);
    else pages.data(this.#plain.view, levels, "PLAIN");
    this.#plain.length = 0;
    this.#dictionary.clear();
    this.#count = 0;
  }

  #appendPlain(source: Uint8Array, from: number, to: number): void {
    this.#plain.uint32(to - from);
    this.#plain.copy(source, from, to);
  }

  #appendPlace(place: number): void {
    if (this.#count === this.#places.length) this.#growPlaces();
    this.#places[this.#count++] = place;
    const { count, values } = this.#dictionary;
    // A new entry is the only time at which the dictionary may have become too large.
    if (place !== count - 1) return;
    const pays = count < fewEntries || this.#count >= count * leastUses;
    if (!pays || count > maxEntries || values.length > maxDictionaryBytes) this.#toPlain();
  }

  /** Gives the dictionary up, for this chunk and those that follow. */
  #toPlain(): void {
    for (let at = 0; at < this.#count; at++) this.#dictionary.appendTo(this.#plain, this.#places[at] ?? 0);
    this.#usesDictionary = false;
    this.#dictionary.clear();
    this.#places = new Uint16Array(0);
  }

  #flushPlaces(pages: ChunkPages, levels: PageLevels): void {
    const { count, values } = this.#dictionary;
    const width = Math.max(1, 32 - Math.clz32(count - 1));
    const packed = hybrid(this.#places, this.#count, width);
    const body = new Uint8Array(packed.length + 1);
    body[0] = width;
    body.set(packed, 1);
    pages.dictionary(values.view, count);
    pages.data(body, levels, "RLE_DICTIONARY");
  }

  #growPlaces(): void {
    const grown = new Uint16Array(this.#places.length * 2);
    grown.set(this.#places);
    this.#places = grown;
  }
}
