import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { type Cell, recordFields, type StoreRow } from "@trailkeep/core/store";
import { z } from "zod";
import type { Address } from "../../kernel/calls.ts";
import { kernel } from "../../kernel/kernel.ts";
import type { Chunk } from "./chunk.ts";
import type { Codec } from "./codec.ts";
import { Column } from "./columns.ts";
import { ListColumn } from "./list-column.ts";
import type { FileSchema, FileStyle, Leaf } from "./schema.ts";

const list = z.array(z.record(z.string(), z.string().nullable()));

/** The most bytes that a UTF-16 unit takes in UTF-8. */
const bytesAUnit = 3;

const idBytes = 16;

/** Where a row came from; its identity stands in the kernel's view. */
export interface Provenance {
  /** URI of the input object, UTF-8, in the kernel's memory. */
  readonly uri: { readonly at: Address; readonly sizeBytes: number };
  readonly inputPosition: number;
}

/** The columns of a source's file while a row group is filled, in the kernel's memory. */
export class FileColumns {
  readonly #columns: readonly (Column | ListColumn)[];
  /** By a field's place in a row; undefined for a field that is not kept. */
  readonly #byPlace: readonly (Column | ListColumn | undefined)[];
  /** Their addresses, 32 bits each. */
  readonly #table: Address;
  readonly #timePlace: number;
  readonly #recordId: Column;
  readonly #inputObject: Column;
  readonly #inputPosition: Column;

  constructor(source: SourceName, { leaves }: FileSchema, { keepRaw, codec }: Omit<FileStyle, "recordId">) {
    const columns = leaves.map((leaf) => columnOf(leaf, codec));
    const named = new Map(leaves.map((leaf, at) => [leaf.field.name, columns[at]]));
    this.#columns = columns;
    this.#byPlace = recordFields(source).map((field) =>
      field.name === "raw" && !keepRaw ? undefined : named.get(field.name),
    );
    this.#table = tableOf(this.#byPlace);
    this.#timePlace = recordFields(source).findIndex((field) => field.name === sourceOf(source).time);
    this.#recordId = own(named.get("recordId"));
    this.#inputObject = own(named.get("inputObject"));
    this.#inputPosition = own(named.get("inputPosition"));
  }

  /** Bytes held in memory, about. */
  sizeBytes(): number {
    return this.#columns.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  provenance(at: number, origin: Provenance): void {
    if (this.#recordId.kind === "text") this.#textOrigin(at, origin);
    else this.#uuidOrigin(at, origin);
  }

  #uuidOrigin(at: number, { uri, inputPosition }: Provenance): void {
    const ids = this.#recordId.address;
    const objects = this.#inputObject.address;
    const positions = this.#inputPosition.address;
    const { calls } = kernel();
    const isFull = calls.appendOrigin(ids, objects, positions, at, uri.at, uri.sizeBytes, inputPosition);
    if (isFull === 1) this.#inputObject.flush(at + 1);
  }

  /** Where the record's id is text: as DuckDB shows a UUID. */
  #textOrigin(at: number, { uri, inputPosition }: Provenance): void {
    const { calls } = kernel();
    const from = calls.recordIdAt();
    appendText(this.#recordId, at, uuidText(kernel().bytes.toString("hex", from, from + idBytes)));
    const isFull = calls.appendTextAt(this.#inputObject.address, at, uri.at, uri.sizeBytes);
    if (isFull === 1) this.#inputObject.flush(at + 1);
    calls.appendNumber(this.#inputPosition.address, at, inputPosition);
  }

  /** Takes a row whose cells are values; its time is the row's. */
  row(at: number, { cells, timeMs, recordId }: StoreRow): void {
    kernel().bytes.write(recordId, kernel().calls.recordIdAt(), "hex");
    for (let place = 0; place < cells.length; place++) {
      const cell = place === this.#timePlace ? timeMs : (cells[place] ?? null);
      const column = this.#byPlace[place];
      if (cell !== null && column !== undefined) append(column, at, cell);
    }
  }

  /** Takes the row that stands in the kernel's view. */
  view(at: number): void {
    if (kernel().calls.appendView(this.#table, at) === 0) return;
    for (const column of this.#columns) if (column instanceof Column && column.isFull) column.flush(at + 1);
  }

  /** Closes a row group of so many rows: the chunks of all physical columns, in order. */
  finish(rows: number): readonly Chunk[] {
    return this.#columns.flatMap((column) => column.finish(rows));
  }

  /** Gives the memory back: the columns are gone. */
  release(): void {
    for (const column of this.#columns) column.release();
    kernel().calls.release(this.#table);
  }
}

function uuidText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function append(column: Column | ListColumn, at: number, cell: Exclude<Cell, null>): void {
  const { calls } = kernel();
  if (column.kind === "list") appendList(column, at, String(cell));
  else if (column.kind === "text") appendText(column, at, String(cell));
  else if (typeof cell === "bigint") calls.appendInteger(column.address, at, cell);
  else calls.appendNumber(column.address, at, Number(cell));
}

function appendText(column: Column, at: number, value: string): void {
  const { calls } = kernel();
  const text = calls.scratch(value.length * bytesAUnit);
  // A lone surrogate becomes U+FFFD.
  const length = kernel().bytes.write(value, text, "utf8");
  if (calls.appendTextAt(column.address, at, text, length) === 1) column.flush(at + 1);
}

function appendList(column: ListColumn, at: number, json: string): void {
  const elements = list.parse(JSON.parse(json));
  const values = elements.flatMap((element) => column.members.map((member) => element[member] ?? null));
  const units = values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
  const ranges = kernel().calls.scratch(8 * values.length + bytesAUnit * units);
  const { bytes } = kernel();
  let end = ranges + 8 * values.length;
  for (const [place, value] of values.entries()) {
    bytes.writeInt32LE(value === null ? -1 : end, ranges + 8 * place);
    if (value !== null) end += bytes.write(value, end, "utf8");
    bytes.writeInt32LE(end, ranges + 8 * place + 4);
  }
  kernel().calls.appendList(column.address, at, ranges, elements.length);
}

/** Addresses by place; 0 for a field that is not kept. */
function tableOf(columns: readonly (Column | ListColumn | undefined)[]): Address {
  const table = kernel().calls.hold(4 * columns.length);
  const { bytes } = kernel();
  for (const [place, column] of columns.entries()) bytes.writeUInt32LE(column?.address ?? 0, table + 4 * place);
  return table;
}

function columnOf({ kind, field }: Leaf, codec: Codec): Column | ListColumn {
  return kind === "list" ? new ListColumn(field.field.members ?? [], codec) : new Column(kind, codec);
}

function own(column: Column | ListColumn | undefined): Column {
  if (column instanceof Column) return column;
  throw new Error("every source has an id, an input object and a position");
}
