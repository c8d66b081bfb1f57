import { type Chunk, ChunkPages } from "./chunk.ts";
import type { Codec } from "./codec.ts";
import { hybrid } from "./levels.ts";
import { TextValues } from "./text-values.ts";

/** Definition levels of a member of a struct in a list: no list, a list without elements, a null member, a value. */
const EMPTY = 1;
const NULL = 3;
const VALUE = 4;
/** Bits of the levels up to 4. */
const definitionBits = 3;

/** One text member of the structs in a list. */
class Member {
  readonly #pages: ChunkPages;
  readonly #values = new TextValues();
  #repetition = new Uint8Array(64);
  #definition = new Uint8Array(64);
  #count = 0;
  #nulls = 0;

  constructor(codec: Codec) {
    this.#pages = new ChunkPages("BYTE_ARRAY", codec);
  }

  get sizeBytes(): number {
    return 2 * this.#count + this.#values.sizeBytes + this.#pages.sizeBytes;
  }

  level(repetition: number, definition: number): void {
    if (this.#count === this.#repetition.length) this.#grow();
    this.#repetition[this.#count] = repetition;
    this.#definition[this.#count++] = definition;
    if (definition !== VALUE) this.#nulls += 1;
  }

  value(source: Uint8Array, from: number, to: number): void {
    this.#values.append(source, from, to);
  }

  finish(rows: number): Chunk {
    this.#values.flush(this.#pages, {
      repetition: hybrid(this.#repetition, this.#count, 1),
      definition: hybrid(this.#definition, this.#count, definitionBits),
      rows,
      values: this.#count,
      nulls: this.#nulls,
    });
    this.#count = 0;
    this.#nulls = 0;
    return this.#pages.finish();
  }

  #grow(): void {
    const repetition = new Uint8Array(this.#count * 2);
    const definition = new Uint8Array(this.#count * 2);
    repetition.set(this.#repetition);
    definition.set(this.#definition);
    this.#repetition = repetition;
    this.#definition = definition;
  }
}

/**
 * A list of structs of text, shredded into one column a member.
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists
 */
export class ListColumn {
  readonly #members: readonly Member[];
  /** Rows that the levels cover. */
  #rows = 0;

  constructor(width: number, codec: Codec) {
    this.#members = Array.from({ length: width }, () => new Member(codec));
  }

  get sizeBytes(): number {
    return this.#members.reduce((sum, member) => sum + member.sizeBytes, 0);
  }

  /** @param ranges start and end in `source` of each member of each element, in turn; a start of -1 is null */
  append(row: number, source: Uint8Array, ranges: ArrayLike<number>, elements: number): void {
    this.#nullsUpTo(row);
    this.#rows = row + 1;
    const width = this.#members.length;
    for (const [place, member] of this.#members.entries()) {
      if (elements === 0) member.level(0, EMPTY);
      for (let element = 0; element < elements; element++) {
        const at = 2 * (element * width + place);
        const from = ranges[at] ?? -1;
        member.level(element === 0 ? 0 : 1, from < 0 ? NULL : VALUE);
        if (from >= 0) member.value(source, from, ranges[at + 1] ?? from);
      }
    }
  }

  /** Closes a row group; one chunk a member. */
  finish(rows: number): readonly Chunk[] {
    this.#nullsUpTo(rows);
    this.#rows = 0;
    return this.#members.map((member) => member.finish(rows));
  }

  #nullsUpTo(row: number): void {
    for (; this.#rows < row; this.#rows++) for (const member of this.#members) member.level(0, 0);
  }
}
