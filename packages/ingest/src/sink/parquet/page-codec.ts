import { compressSync } from "lz4-napi";
import { type Codec, zstdCodec } from "./codec.ts";

/** `lz4-napi` puts the size before the block; Parquet's LZ4_RAW is the block alone. Bytes. */
const lz4SizeBytes = 4;

/** The embedded store's: zstd where Node has it, LZ4 elsewhere. Compaction writes zstd everywhere. */
export const pageCodec: Codec = zstdCodec ?? {
  name: "LZ4_RAW",
  compress: (bytes) => compressSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).subarray(lz4SizeBytes),
};
