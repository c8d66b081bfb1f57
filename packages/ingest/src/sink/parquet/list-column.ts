import type { Address } from "../../kernel/calls.ts";
import { kernel } from "../../kernel/kernel.ts";
import { type Chunk, ChunkPages } from "./chunk.ts";
import type { Codec } from "./codec.ts";
import { hybrid } from "./levels.ts";
import { writeText } from "./text-values.ts";

/** The kernel's kind of a list (`kernel/column.ts`). */
const LIST = 6;

/** Bits of the definition levels, which go up to 4. */
const definitionBits = 3;

/**
 * A list of structs of text, shredded into one column a member.
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists
 */
export class ListColumn {
  readonly kind = "list";
  readonly members: readonly string[];
  readonly address: Address;
  readonly #pages: readonly ChunkPages[];

  constructor(members: readonly string[], codec: Codec) {
    this.members = members;
    this.address = kernel().calls.newColumn(LIST, members.length);
    this.#pages = members.map(() => new ChunkPages("BYTE_ARRAY", codec));
  }

  get sizeBytes(): number {
    return this.#pages.reduce((sum, pages) => sum + pages.sizeBytes, kernel().calls.heldBytes(this.address));
  }

  /** Closes a row group; one chunk a member. */
  finish(rows: number): readonly Chunk[] {
    kernel().calls.coverRows(this.address, rows);
    return this.#pages.map((pages, member) => this.#member(pages, member, rows));
  }

  /** Gives the memory back: the column is gone. */
  release(): void {
    kernel().calls.freeColumn(this.address);
  }

  #member(pages: ChunkPages, member: number, rows: number): Chunk {
    const { calls } = kernel();
    const { address } = this;
    const values = calls.levelCount(address, member);
    writeText(calls.memberTextOf(address, member), pages, {
      repetition: hybrid(kernel().view(calls.repetitionAt(address, member), values), values, 1),
      definition: hybrid(kernel().view(calls.definitionAt(address, member), values), values, definitionBits),
      rows,
      values,
      nulls: calls.nullCount(address, member),
    });
    return pages.finish();
  }
}
