import { ByteBuffer } from "./byte-buffer.ts";
import { type Chunk, ChunkPages } from "./chunk.ts";
import type { Codec } from "./codec.ts";
import { Presence } from "./levels.ts";
import { TextValues } from "./text-values.ts";

/** Plain values of a page, bytes: small enough to stay in a processor's cache while they are compressed. */
const pageBytes = 512 * 1024;

const noLevels = new Uint8Array(0);

/** What every column of optional values has: rows without a value are passed over and become nulls. */
abstract class OptionalColumn {
  protected readonly pages: ChunkPages;
  protected readonly presence = new Presence();
  /** Rows of the row group that are in finished pages. */
  protected pageStart = 0;

  constructor(pages: ChunkPages) {
    this.pages = pages;
  }

  /** Closes a row group of so many rows. */
  finish(rows: number): Chunk {
    if (rows > this.pageStart) this.flush(rows);
    this.pageStart = 0;
    return this.pages.finish();
  }

  /** Writes a page with the rows up to `rows`. */
  protected flush(rows: number): void {
    const count = rows - this.pageStart;
    const levels = {
      repetition: noLevels,
      definition: this.presence.encoded(count),
      rows: count,
      values: count,
      nulls: count - this.presence.count,
    };
    this.write(levels);
    this.presence.clear();
    this.pageStart = rows;
  }

  protected abstract write(levels: Parameters<ChunkPages["data"]>[1]): void;

  /** Bytes held. */
  abstract get sizeBytes(): number;
}

export class TextColumn extends OptionalColumn {
  readonly #values = new TextValues();

  constructor(codec: Codec) {
    super(new ChunkPages("BYTE_ARRAY", codec));
  }

  get sizeBytes(): number {
    return this.#values.sizeBytes + this.pages.sizeBytes;
  }

  append(row: number, source: Uint8Array, from: number, to: number): void {
    this.presence.set(row - this.pageStart);
    this.#values.append(source, from, to);
    if (this.#values.plainBytes >= pageBytes) this.flush(row + 1);
  }

  protected write(levels: Parameters<ChunkPages["data"]>[1]): void {
    this.#values.flush(this.pages, levels);
  }
}

/** Values of one size: 64-bit integers, doubles, UUIDs. */
export class FixedColumn extends OptionalColumn {
  readonly #values = new ByteBuffer(64);
  readonly #size: number;
  #view = new DataView(this.#values.bytes.buffer);

  constructor(type: "INT64" | "DOUBLE" | "FIXED_LEN_BYTE_ARRAY", size: number, codec: Codec) {
    super(new ChunkPages(type, codec));
    this.#size = size;
  }

  get sizeBytes(): number {
    return this.#values.length + this.pages.sizeBytes;
  }

  /** A whole number. */
  integer(row: number, value: number | bigint): void {
    const at = this.#next(row);
    if (typeof value === "bigint" || !Number.isSafeInteger(value)) this.#view.setBigInt64(at, BigInt(value), true);
    else {
      this.#view.setInt32(at, value | 0, true);
      this.#view.setInt32(at + 4, Math.floor(value / 4_294_967_296), true);
    }
  }

  double(row: number, value: number): void {
    const at = this.#next(row);
    this.#view.setFloat64(at, value, true);
  }

  copy(row: number, source: Uint8Array): void {
    const at = this.#next(row);
    const { bytes } = this.#values;
    for (let place = 0; place < this.#size; place++) bytes[at + place] = source[place] ?? 0;
  }

  protected write(levels: Parameters<ChunkPages["data"]>[1]): void {
    this.pages.data(this.#values.view, levels, "PLAIN");
    this.#values.length = 0;
  }

  #next(row: number): number {
    this.presence.set(row - this.pageStart);
    const at = this.#values.length;
    this.#values.reserve(this.#size);
    if (this.#view.buffer !== this.#values.bytes.buffer) this.#view = new DataView(this.#values.bytes.buffer);
    this.#values.length = at + this.#size;
    return at;
  }
}

export class BooleanColumn extends OptionalColumn {
  #count = 0;
  #values = new Uint8Array(64);

  constructor(codec: Codec) {
    super(new ChunkPages("BOOLEAN", codec));
  }

  get sizeBytes(): number {
    return (this.#count >>> 3) + this.pages.sizeBytes;
  }

  append(row: number, value: boolean): void {
    this.presence.set(row - this.pageStart);
    const byte = this.#count >>> 3;
    if (byte === this.#values.length) this.#grow();
    if (value) this.#values[byte] = (this.#values[byte] ?? 0) | (1 << (this.#count & 7));
    this.#count += 1;
  }

  protected write(levels: Parameters<ChunkPages["data"]>[1]): void {
    this.pages.data(this.#values.subarray(0, Math.ceil(this.#count / 8)), levels, "PLAIN");
    this.#values.fill(0);
    this.#count = 0;
  }

  #grow(): void {
    const grown = new Uint8Array(this.#values.length * 2);
    grown.set(this.#values);
    this.#values = grown;
  }
}
