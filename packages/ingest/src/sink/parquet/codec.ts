import * as zlib from "node:zlib";

/** How pages are compressed: Parquet's name of the codec, and the work. */
export interface Codec {
  readonly name: "ZSTD" | "LZ4_RAW" | "GZIP";
  compress(bytes: Uint8Array): Uint8Array;
}

/** The level at which zstd is quickest on log text: 680 MB/s a core, 1 : 8 (docs/decisions/0020). */
const zstdLevel = 1;

/** zstd where Node has it (22.15 and later). */
export const zstdCodec = codecOfNode();

/** What Athena reads wherever it was written: zstd, or gzip on a Node that has none. */
export const athenaCodec: Codec = zstdCodec ?? {
  name: "GZIP",
  compress: (bytes) => zlib.gzipSync(bytes, { level: 1 }),
};

function codecOfNode(): Codec | undefined {
  // The types are those of the oldest Node that Trailkeep runs on.
  const { zstdCompressSync }: ZstdOfNode = { ...zlib };
  const { ZSTD_c_compressionLevel: parameter }: ZstdConstants = { ...zlib.constants };
  if (zstdCompressSync === undefined || parameter === undefined) return undefined;
  const params = { [parameter]: zstdLevel };
  return { name: "ZSTD", compress: (bytes) => zstdCompressSync(bytes, { params }) };
}

interface ZstdOfNode {
  readonly gunzipSync: unknown;
  readonly zstdCompressSync?: (bytes: Uint8Array, options: { params: Record<number, number> }) => Uint8Array;
}

interface ZstdConstants {
  readonly Z_OK: number;
  readonly ZSTD_c_compressionLevel?: number;
}
