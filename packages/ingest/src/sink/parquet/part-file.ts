import { appendFileSync, closeSync, openSync, rmSync, writevSync } from "node:fs";
import { type SourceName, sourceOf } from "@trailkeep/core/catalog";
import { atDisk, type StoreRow } from "@trailkeep/core/store";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import type { RecordView } from "../../kernel/record-view.ts";
import type { Chunk } from "./chunk.ts";
import { FileColumns, type Provenance } from "./file-columns.ts";
import type { ColumnMetaData, RowGroup } from "./metadata.ts";
import { type FileSchema, type FileStyle, fileSchema, type Leaf } from "./schema.ts";

const magic = Buffer.from("PAR1");
const createdBy = "trailkeep";

/** As many rows as DuckDB puts into a row group by default: what one of its threads reads at a time. */
const maxGroupRows = 122_880;

/** What the columns of a row group take before they hold anything, about. */
const emptyBytes = 512 * 1024;

/** A Parquet file that grows row by row. Row groups are written as they fill, the footer at the end. */
export class PartFile {
  readonly path: string;
  readonly #source: SourceName;
  readonly #style: FileStyle;
  readonly #schema: FileSchema;
  /** Made anew for each row group: a part that rests holds nothing. */
  #columns: FileColumns | undefined;
  readonly #groups: RowGroup[] = [];
  #offset = 0;
  #groupRows = 0;
  #minMs = Number.POSITIVE_INFINITY;
  #maxMs = Number.NEGATIVE_INFINITY;
  rows = 0;
  minTimeMs = Number.POSITIVE_INFINITY;
  maxTimeMs = Number.NEGATIVE_INFINITY;

  constructor(source: SourceName, path: string, style: FileStyle) {
    this.#source = source;
    this.path = path;
    this.#style = style;
    this.#schema = fileSchema(source, style.recordId);
  }

  /** Bytes held in memory, about. */
  get heldBytes(): number {
    return this.#columns === undefined ? 0 : emptyBytes + this.#columns.sizeBytes();
  }

  add(row: StoreRow | RecordView, provenance: Provenance): void {
    if (this.#groupRows === maxGroupRows) this.flush();
    const at = this.#groupRows++;
    this.#minMs = Math.min(this.#minMs, row.timeMs);
    this.#maxMs = Math.max(this.#maxMs, row.timeMs);
    this.rows += 1;
    this.#columns ??= new FileColumns(this.#source, this.#schema, this.#style);
    if ("cells" in row) this.#columns.row(at, row);
    else this.#columns.view(at);
    this.#columns.provenance(at, provenance);
  }

  /** Writes the row group that is being filled. */
  flush(): void {
    if (this.#columns === undefined) return;
    const chunks = this.#columns.finish(this.#groupRows);
    this.release();
    const pieces = this.#offset === 0 ? [magic] : [];
    const group = this.#group(chunks, this.#offset + (pieces[0]?.length ?? 0));
    atDisk(this.path, () => this.#write([...pieces, ...chunks.flatMap((chunk) => chunk.pieces)]));
    this.#groups.push(group);
    this.minTimeMs = Math.min(this.minTimeMs, this.#minMs);
    this.maxTimeMs = Math.max(this.maxTimeMs, this.#maxMs);
    this.#groupRows = 0;
    this.#minMs = Number.POSITIVE_INFINITY;
    this.#maxMs = Number.NEGATIVE_INFINITY;
  }

  /** Writes what is left and the footer: the file is whole. */
  finish(): void {
    this.flush();
    const writer = new ByteWriter();
    writeMetadata(writer, {
      version: 2,
      schema: [...this.#schema.elements],
      num_rows: BigInt(this.rows),
      row_groups: this.#groups,
      created_by: createdBy,
      metadata_length: 0,
    });
    writer.appendBytes(magic);
    atDisk(this.path, () => appendFileSync(this.path, writer.getBytes()));
  }

  /** Gives back the memory of what is not written; to be called if the file is given up. */
  release(): void {
    this.#columns?.release();
    this.#columns = undefined;
  }

  /** Deletes what was written: none of the rows counts. */
  remove(): void {
    this.release();
    atDisk(this.path, () => rmSync(this.path, { force: true }));
  }

  #group(chunks: readonly Chunk[], start: number): RowGroup {
    let offset = start;
    let at = 0;
    const columns: RowGroup["columns"] = [];
    for (const leaf of this.#schema.leaves) {
      for (const path of leaf.paths) {
        const chunk = chunks[at++];
        if (chunk === undefined) throw new Error(`no column chunk for ${path.join(".")}`);
        columns.push({ file_offset: BigInt(offset), meta_data: this.#meta(leaf, path, chunk, offset) });
        offset += chunk.sizeBytes;
      }
    }
    return {
      columns,
      total_byte_size: columns.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n),
      num_rows: BigInt(this.#groupRows),
    };
  }

  #meta(leaf: Leaf, path: readonly string[], chunk: Chunk, offset: number): ColumnMetaData {
    const { dictionaryBytes } = chunk;
    const isTime = leaf.field.name === sourceOf(this.#source).time;
    const range = { min_value: BigInt(this.#minMs) * 1000n, max_value: BigInt(this.#maxMs) * 1000n };
    return {
      ...chunk.meta,
      path_in_schema: [...path],
      data_page_offset: BigInt(offset + dictionaryBytes),
      ...(dictionaryBytes > 0 ? { dictionary_page_offset: BigInt(offset) } : {}),
      ...(isTime ? { statistics: range } : {}),
    };
  }

  #write(pieces: readonly Uint8Array[]): void {
    const descriptor = openSync(this.path, "a");
    try {
      for (let from = 0; from < pieces.length; from += maxVectors) {
        this.#offset += writeAll(descriptor, pieces.slice(from, from + maxVectors));
      }
    } finally {
      closeSync(descriptor);
    }
  }
}

/** As many pieces as one `writev` takes on every system (IOV_MAX). */
const maxVectors = 1024;

function writeAll(descriptor: number, pieces: readonly Uint8Array[]): number {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const written = writevSync(descriptor, pieces);
  if (written === total) return total;
  // A full disk or a signal cut it short: the rest goes out as one piece, and fails if it must.
  const rest = Buffer.concat(pieces).subarray(written);
  appendFileSync(descriptor, rest);
  return total;
}
