import type { Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { createGunzip, gunzipSync } from "node:zlib";
import { type IngestLimits, ratioFreeBytes } from "../limits.ts";
import { openRegular } from "./regular.ts";

/** What is wrong with an object as a whole: it is quarantined with this reason. */
export class ObjectDamage extends Error {}

/** Objects up to this size are read in one piece: it costs less than a stream. Bytes. */
const wholeBytes = 4 * 1024 ** 2;

/** What is decompressed in one piece: beyond, it goes on as a stream, so that memory does not grow with the content. Bytes. */
const wholeOutputBytes = 32 * 1024 ** 2;

/** Bytes of a file: all of it, or from an offset. */
export interface ByteRange {
  readonly path: string;
  readonly sizeBytes: number;
  /** Where they start; the file has them to its end if left out. */
  readonly offset?: number;
}

export interface OpenOptions {
  readonly limits: IngestLimits;
  /** Takes the bytes as they stand in the file. */
  readonly hash: Hash;
  /** Told how many bytes of the file were read. */
  readonly onBytes: (count: number) => void;
}

/**
 * The decompressed bytes of a file, in pieces. Whether it is gzip is told by its first bytes (RFC 1952), not by its name;
 * several members one after the other are one content. A file that grows meanwhile is read up to the size that it had when
 * it was opened: the next run finds it changed.
 * @throws ObjectDamage if it is cut short, fails its checksum, or is beyond a limit; or the system's error
 */
export async function* decompressed(file: ByteRange, options: OpenOptions): AsyncGenerator<Uint8Array> {
  const { handle, sizeBytes: nowBytes } = await openRegular(file.path);
  try {
    const { offset = 0 } = file;
    const sizeBytes = file.offset === undefined ? nowBytes : file.sizeBytes;
    const { maxObjectBytes } = options.limits;
    if (sizeBytes > maxObjectBytes) {
      throw new ObjectDamage(`the file is ${sizeBytes} bytes long; the limit is ${maxObjectBytes}`);
    }
    if (sizeBytes <= wholeBytes) yield* whole(await bytesAt(handle, offset, sizeBytes), options);
    else yield* streamed(handle, { start: offset, end: offset + sizeBytes - 1 }, options);
  } finally {
    await handle.close();
  }
}

/** The bytes in one piece. */
export async function readBytes(range: ByteRange & { readonly offset: number }): Promise<Uint8Array> {
  const { handle } = await openRegular(range.path);
  try {
    const bytes = await bytesAt(handle, range.offset, range.sizeBytes);
    if (bytes.length < range.sizeBytes) throw new ObjectDamage("the bytes are cut short");
    return bytes;
  } finally {
    await handle.close();
  }
}

/** As many of the bytes as there are: a file may have shrunk meanwhile. */
async function bytesAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function* whole(bytes: Uint8Array, options: OpenOptions): AsyncGenerator<Uint8Array> {
  options.hash.update(bytes);
  options.onBytes(bytes.length);
  // What is longer than is allowed is told while it is read piece by piece.
  const mostBytes = Math.min(wholeOutputBytes, options.limits.maxDecompressedBytes);
  const content = isGzip(bytes) ? gunzipped(bytes, mostBytes) : bytes;
  if (content === undefined) yield* gunzipStream([bytes], bytes.length, options.limits);
  else yield content;
}

/** Z_MIN_CHUNK of zlib. */
const minZlibChunkBytes = 64;
const minChunkBytes = 16 * 1024;
const maxChunkBytes = 16 * 1024 ** 2;

/**
 * Room for all of the content at once, as the last member's size says (RFC 1952, ISIZE): filling many small pieces and
 * putting them together takes as long as decompressing. It is only a hint: what it says wrong costs time, nothing else.
 */
function chunkFor(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const sizeBytes = bytes.length < 4 ? 0 : view.getUint32(bytes.length - 4, true) + 1;
  return Math.min(maxChunkBytes, Math.max(minChunkBytes, sizeBytes));
}

/** The content, or undefined if it is longer than that. */
function gunzipped(bytes: Uint8Array, maxOutputLength: number): Uint8Array | undefined {
  try {
    // With `info` Node answers with the engine too, which knows how much of the input it used.
    const chunkSize = Math.max(minZlibChunkBytes, Math.min(maxOutputLength, chunkFor(bytes)));
    const output: unknown = gunzipSync(bytes, { maxOutputLength, chunkSize, info: true });
    const { buffer, engine } = withInfo(output);
    checkUsed(engine.bytesWritten, bytes.length);
    return buffer;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw asDamage(error);
  }
}

async function* streamed(
  handle: FileHandle,
  range: { readonly start: number; readonly end: number },
  options: OpenOptions,
): AsyncGenerator<Uint8Array> {
  const input = handle.createReadStream({ highWaterMark: 1024 ** 2, autoClose: false, ...range });
  const first = input[Symbol.asyncIterator]();
  const head = await first.next();
  const pieces = counted(head, first, options);
  if (head.done === true || !isGzip(head.value)) yield* pieces;
  else yield* gunzipStream(pieces, range.end - range.start + 1, options.limits);
}

async function* counted(
  head: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
  options: OpenOptions,
): AsyncGenerator<Uint8Array> {
  try {
    for (let piece = head; piece.done !== true; piece = await rest.next()) {
      options.hash.update(piece.value);
      options.onBytes(piece.value.length);
      yield piece.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* gunzipStream(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  sizeBytes: number,
  limits: IngestLimits,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const fed = feed(pieces, gunzip);
  let produced = 0;
  try {
    for await (const piece of gunzip) {
      produced += piece.length;
      checkLength(produced, sizeBytes, limits);
      yield piece;
    }
    checkUsed(gunzip.bytesWritten, sizeBytes);
  } catch (error) {
    throw asDamage(error);
  } finally {
    gunzip.destroy();
    await fed;
  }
}

/** Writes the pieces into the decompressor, at its pace, until it has ended. */
async function feed(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  gunzip: ReturnType<typeof createGunzip>,
): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(piece)) await writable(gunzip);
    }
    if (!gunzip.destroyed) gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function writable(gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      gunzip.off("drain", done).off("close", done).off("end", done);
      resolve();
    };
    gunzip.on("drain", done).on("close", done).on("end", done);
  });
}

function checkLength(length: number, sizeBytes: number, limits: IngestLimits): void {
  const { maxDecompressedBytes, maxRatio } = limits;
  const byRatio = Math.max(ratioFreeBytes, sizeBytes * maxRatio);
  if (length <= Math.min(maxDecompressedBytes, byRatio)) return;
  const [limit, why] =
    byRatio < maxDecompressedBytes
      ? [byRatio, ` (${maxRatio} times its size, but at least 64 MiB)`]
      : [maxDecompressedBytes, ""];
  throw new ObjectDamage(`decompressed, the file is longer than the limit of ${limit} bytes${why}`);
}

/** Node stops silently at a zero byte after a member: what follows would be lost. */
function checkUsed(used: number, given: number): void {
  if (used < given)
    throw new ObjectDamage(`the compressed data ends after ${used} bytes, and ${given - used} more follow`);
}

function asDamage(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  if (code === "Z_BUF_ERROR") return new ObjectDamage("the compressed data is cut short");
  if (code.startsWith("Z_")) return new ObjectDamage(`the compressed data is damaged (${error.message})`);
  return error;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** `gunzipSync` with `info: true` answers `{ buffer, engine }`, which its types do not say. */
function withInfo(output: unknown): {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
} {
  if (typeof output === "object" && output !== null && "buffer" in output && "engine" in output) {
    const { buffer, engine } = output;
    if (buffer instanceof Uint8Array && typeof engine === "object" && engine !== null && "bytesWritten" in engine) {
      return { buffer, engine: { bytesWritten: Number(engine.bytesWritten) } };
    }
  }
  throw new Error("zlib did not say how much it read");
}
