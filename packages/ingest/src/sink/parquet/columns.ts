import type { Address } from "../../kernel/calls.ts";
import { kernel } from "../../kernel/kernel.ts";
import { type Chunk, ChunkPages, type PageLevels } from "./chunk.ts";
import type { Codec } from "./codec.ts";
import { presence } from "./levels.ts";
import { writeText } from "./text-values.ts";

/** Kinds of columns as the kernel has them (`kernel/column.ts`). */
const kinds = { text: 0, integer: 1, timestamp: 2, double: 3, boolean: 4, uuid: 5 } as const;
export type ColumnKind = keyof typeof kinds;

const types = {
  text: "BYTE_ARRAY",
  integer: "INT64",
  timestamp: "INT64",
  double: "DOUBLE",
  boolean: "BOOLEAN",
  uuid: "FIXED_LEN_BYTE_ARRAY",
} as const satisfies Record<ColumnKind, string>;

const noLevels = new Uint8Array(0);

/** A column of optional values: they gather in the kernel's memory, and are written a page at a time. */
export class Column {
  readonly kind: ColumnKind;
  readonly address: Address;
  readonly #pages: ChunkPages;

  constructor(kind: ColumnKind, codec: Codec) {
    this.kind = kind;
    this.address = kernel().calls.newColumn(kinds[kind], 0);
    this.#pages = new ChunkPages(types[kind], codec);
  }

  /** Bytes held. */
  get sizeBytes(): number {
    return kernel().calls.heldBytes(this.address) + this.#pages.sizeBytes;
  }

  /** Whether its values had better be written as a page. */
  get isFull(): boolean {
    return kernel().calls.isFull(this.address) === 1;
  }

  /** Closes a row group of so many rows. */
  finish(rows: number): Chunk {
    if (rows > kernel().calls.pageStart(this.address)) this.flush(rows);
    return this.#pages.finish();
  }

  /** Gives the memory back: the column is gone. */
  release(): void {
    kernel().calls.freeColumn(this.address);
  }

  /** Writes a page with the rows up to `rows`. */
  flush(rows: number): void {
    const { calls } = kernel();
    const { address } = this;
    const count = rows - calls.pageStart(address);
    const present = calls.presentCount(address);
    calls.coverBits(address, count);
    const bits = kernel().view(calls.bitsAt(address), Math.ceil(count / 8));
    this.#write({
      repetition: noLevels,
      definition: presence(bits, present, count),
      rows: count,
      values: count,
      nulls: count - present,
    });
    calls.clearPage(address, rows);
  }

  #write(levels: PageLevels): void {
    const { calls } = kernel();
    if (this.kind === "text") writeText(calls.textOf(this.address), this.#pages, levels);
    else {
      const length = calls.valuesLength(this.address);
      const sizeBytes = this.kind === "boolean" ? Math.ceil(length / 8) : length;
      this.#pages.data(kernel().view(calls.valuesAt(this.address), sizeBytes), levels, "PLAIN");
    }
  }
}
