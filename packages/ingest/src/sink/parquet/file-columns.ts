import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store";
import { z } from "zod";
import type { RowView } from "../../format/format.ts";
import type { Chunk } from "./chunk.ts";
import type { Codec } from "./codec.ts";
import { BooleanColumn, FixedColumn, TextColumn } from "./columns.ts";
import { ListColumn } from "./list-column.ts";
import type { FileSchema, FileStyle, Leaf } from "./schema.ts";

const micro = 1000;
const microBig = 1000n;
/** The largest time in milliseconds whose microseconds a double holds exactly. */
const maxExactMs = Math.floor(Number.MAX_SAFE_INTEGER / micro);

const list = z.array(z.record(z.string(), z.string().nullable()));

type Column =
  | { readonly kind: "text"; readonly column: TextColumn }
  | { readonly kind: "integer" | "timestamp" | "double" | "uuid"; readonly column: FixedColumn }
  | { readonly kind: "boolean"; readonly column: BooleanColumn }
  | { readonly kind: "list"; readonly column: ListColumn; readonly members: readonly string[] };

/** Where a row came from. */
export interface Provenance {
  readonly recordId: Uint8Array;
  /** URI of the input object, UTF-8. */
  readonly inputObject: Uint8Array;
  readonly inputPosition: number;
}

/** The columns of a source's file while a row group is filled. */
export class FileColumns {
  readonly #columns: readonly Column[];
  /** By a field's place in a row. */
  readonly #byPlace: readonly (Column | undefined)[];
  readonly #timePlace: number;
  readonly #recordId: FixedColumn | TextColumn;
  readonly #inputObject: TextColumn;
  readonly #inputPosition: FixedColumn;
  #scratch = Buffer.allocUnsafe(4096);

  constructor(source: SourceName, { leaves }: FileSchema, { keepRaw, codec }: Omit<FileStyle, "recordId">) {
    const columns = leaves.map((leaf) => columnOf(leaf, codec));
    const named = new Map(leaves.map((leaf, at) => [leaf.field.name, columns[at]]));
    this.#columns = columns;
    this.#byPlace = recordFields(source).map((field) =>
      field.name === "raw" && !keepRaw ? undefined : named.get(field.name),
    );
    this.#timePlace = recordFields(source).findIndex((field) => field.name === sourceOf(source).time);
    this.#recordId = idColumn(named.get("recordId"));
    this.#inputObject = text(named.get("inputObject"));
    this.#inputPosition = fixed(named.get("inputPosition"));
  }

  /** Bytes held in memory, about. */
  sizeBytes(): number {
    return this.#columns.reduce((sum, { column }) => sum + column.sizeBytes, 0);
  }

  provenance(at: number, { recordId, inputObject, inputPosition }: Provenance): void {
    if (this.#recordId instanceof FixedColumn) this.#recordId.copy(at, recordId);
    else this.#text(at, this.#recordId, uuidText(recordId));
    this.#inputObject.append(at, inputObject, 0, inputObject.length);
    this.#inputPosition.integer(at, inputPosition);
  }

  /** Takes a row whose cells are values; its time is the row's. */
  row(at: number, { cells, timeMs }: StoreRow): void {
    for (let place = 0; place < cells.length; place++) {
      const cell = place === this.#timePlace ? timeMs : (cells[place] ?? null);
      const column = this.#byPlace[place];
      if (cell !== null && column !== undefined) this.#cell(at, column, cell);
    }
  }

  /** Takes a row whose cells are stretches of bytes. */
  view(at: number, view: RowView): void {
    const { bytes, places, starts, ends, numbers } = view;
    for (let index = 0; index < view.filled; index++) {
      const place = places[index] ?? 0;
      const column = this.#byPlace[place];
      if (column === undefined) continue;
      if (column.kind === "text") {
        const start = starts[place] ?? -1;
        if (start >= 0) column.column.append(at, bytes, start, ends[place] ?? start);
        else this.#text(at, column.column, view.texts[place] ?? "");
      } else if (column.kind === "list") column.column.append(at, bytes, view.listRanges, view.listElements);
      else this.#number(at, column, numbers[place] ?? 0);
    }
  }

  /** Closes a row group of so many rows: the chunks of all physical columns, in order. */
  finish(rows: number): readonly Chunk[] {
    return this.#columns.flatMap(({ column }) => column.finish(rows));
  }

  #number(at: number, column: Column, value: number): void {
    if (column.kind === "timestamp") time(column.column, at, value);
    else if (column.kind === "boolean") column.column.append(at, value !== 0);
    else if (column.kind === "integer") column.column.integer(at, value);
    else if (column.kind === "double") column.column.double(at, value);
  }

  #cell(at: number, column: Column, cell: Exclude<Cell, null>): void {
    if (column.kind === "text") this.#text(at, column.column, String(cell));
    else if (column.kind === "list") this.#list(at, column.column, column.members, String(cell));
    else if (typeof cell === "bigint" && column.kind === "integer") column.column.integer(at, cell);
    else this.#number(at, column, Number(cell));
  }

  #text(at: number, column: TextColumn, value: string): void {
    const length = this.#encode(value, 0);
    column.append(at, this.#scratch, 0, length);
  }

  #list(at: number, column: ListColumn, members: readonly string[], json: string): void {
    const elements = list.parse(JSON.parse(json));
    const ranges: number[] = [];
    let length = 0;
    for (const element of elements) {
      for (const member of members) {
        const value = element[member] ?? null;
        const start = length;
        if (value !== null) length += this.#encode(value, length);
        ranges.push(value === null ? -1 : start, length);
      }
    }
    column.append(at, this.#scratch, ranges, elements.length);
  }

  /** Writes a text into the scratch; the count of its bytes. A lone surrogate becomes U+FFFD. */
  #encode(value: string, from: number): number {
    const needed = from + value.length * 3;
    if (needed > this.#scratch.length) {
      const grown = Buffer.allocUnsafe(needed * 2);
      this.#scratch.copy(grown, 0, 0, from);
      this.#scratch = grown;
    }
    return this.#scratch.write(value, from, "utf8");
  }
}

function time(column: FixedColumn, at: number, timeMs: number): void {
  const exact = Math.abs(timeMs) <= maxExactMs;
  column.integer(at, exact ? timeMs * micro : BigInt(timeMs) * microBig);
}

function columnOf(leaf: Leaf, codec: Codec): Column {
  switch (leaf.kind) {
    case "text":
      return { kind: "text", column: new TextColumn(codec) };
    case "boolean":
      return { kind: "boolean", column: new BooleanColumn(codec) };
    case "list": {
      const members = leaf.field.field.members ?? [];
      return { kind: "list", column: new ListColumn(members.length, codec), members };
    }
    case "uuid":
      return { kind: "uuid", column: new FixedColumn("FIXED_LEN_BYTE_ARRAY", 16, codec) };
    case "double":
      return { kind: "double", column: new FixedColumn("DOUBLE", 8, codec) };
    default:
      return { kind: leaf.kind, column: new FixedColumn("INT64", 8, codec) };
  }
}

/** As DuckDB shows a UUID. */
function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function idColumn(column: Column | undefined): FixedColumn | TextColumn {
  return column?.kind === "text" ? column.column : fixed(column);
}

function fixed(column: Column | undefined): FixedColumn {
  if (column?.column instanceof FixedColumn) return column.column;
  throw new Error("every source has an id and a position");
}

function text(column: Column | undefined): TextColumn {
  if (column?.column instanceof TextColumn) return column.column;
  throw new Error("every source has an input object");
}
