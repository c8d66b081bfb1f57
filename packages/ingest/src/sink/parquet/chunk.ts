import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import type { Codec } from "./codec.ts";
import type { ColumnMetaData, PageHeader, SchemaElement } from "./metadata.ts";

/** Below this compressing does not pay. Bytes. */
const leastCompressedBytes = 64;

/** The levels of a data page and what they stand for. */
export interface PageLevels {
  readonly repetition: Uint8Array;
  readonly definition: Uint8Array;
  readonly rows: number;
  /** Values, nulls included. */
  readonly values: number;
  readonly nulls: number;
}

/** A finished column chunk: its pages' bytes in order, and what the footer says of it but for its place in the file. */
export interface Chunk {
  readonly pieces: readonly Uint8Array[];
  readonly meta: Omit<ColumnMetaData, "path_in_schema" | "data_page_offset" | "dictionary_page_offset">;
  /** Length of the dictionary page, header included; 0 if there is none. */
  readonly dictionaryBytes: number;
  readonly sizeBytes: number;
}

/**
 * The pages of one column in one row group, compressed as they come. Data pages are of version 2: their levels stand
 * outside the compressed bytes.
 * @see https://parquet.apache.org/docs/file-format/data-pages/
 */
export class ChunkPages {
  readonly #type: NonNullable<SchemaElement["type"]>;
  readonly #codec: Codec;
  #pieces: Uint8Array[] = [];
  #dictionary: Uint8Array[] = [];
  #encoding: "PLAIN" | "RLE_DICTIONARY" = "PLAIN";
  #values = 0;
  #rawBytes = 0;
  /** Compressed bytes held. */
  sizeBytes = 0;

  constructor(type: NonNullable<SchemaElement["type"]>, codec: Codec) {
    this.#type = type;
    this.#codec = codec;
  }

  data(values: Uint8Array, levels: PageLevels, encoding: "PLAIN" | "RLE_DICTIONARY"): void {
    const levelBytes = levels.repetition.length + levels.definition.length;
    const body = values.length < leastCompressedBytes ? values : this.#codec.compress(values);
    const header: PageHeader = {
      type: "DATA_PAGE_V2",
      uncompressed_page_size: levelBytes + values.length,
      compressed_page_size: levelBytes + body.length,
      data_page_header_v2: {
        num_values: levels.values,
        num_nulls: levels.nulls,
        num_rows: levels.rows,
        encoding,
        definition_levels_byte_length: levels.definition.length,
        repetition_levels_byte_length: levels.repetition.length,
        is_compressed: body !== values,
      },
    };
    const front = headerBytes(header, [levels.repetition, levels.definition]);
    // What is not compressed is a view of a buffer that will be used again.
    this.#pieces.push(front, body === values ? values.slice() : body);
    this.#values += levels.values;
    this.#encoding = encoding;
    this.#count(front.length - levelBytes, header);
  }

  dictionary(values: Uint8Array, count: number): void {
    const body = this.#codec.compress(values);
    const header: PageHeader = {
      type: "DICTIONARY_PAGE",
      uncompressed_page_size: values.length,
      compressed_page_size: body.length,
      dictionary_page_header: { num_values: count, encoding: "PLAIN" },
    };
    const front = headerBytes(header, []);
    this.#dictionary = [front, body];
    this.#count(front.length, header);
  }

  /** The chunk; the next row group begins. */
  finish(): Chunk {
    const chunk: Chunk = {
      pieces: [...this.#dictionary, ...this.#pieces],
      meta: {
        type: this.#type,
        encodings: this.#dictionary.length > 0 ? ["PLAIN", "RLE", "RLE_DICTIONARY"] : ["RLE", this.#encoding],
        codec: this.#codec.name,
        num_values: BigInt(this.#values),
        total_uncompressed_size: BigInt(this.#rawBytes),
        total_compressed_size: BigInt(this.sizeBytes),
      },
      dictionaryBytes: this.#dictionary.reduce((sum, piece) => sum + piece.length, 0),
      sizeBytes: this.sizeBytes,
    };
    this.#pieces = [];
    this.#dictionary = [];
    this.#values = 0;
    this.#rawBytes = 0;
    this.sizeBytes = 0;
    return chunk;
  }

  #count(headerBytes: number, header: PageHeader): void {
    this.sizeBytes += headerBytes + header.compressed_page_size;
    this.#rawBytes += headerBytes + header.uncompressed_page_size;
  }
}

function headerBytes(header: PageHeader, behind: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter(64);
  writePageHeader(writer, header);
  for (const bytes of behind) writer.appendBytes(bytes);
  return writer.getBytes();
}
