import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip, gunzipSync } from "node:zlib";
import { type IngestLimits, ratioFreeBytes } from "../limits.ts";

/** What is wrong with an object as a whole: it is quarantined with this reason. */
export class ObjectDamage extends Error {}

/** Objects up to this size are read in one piece: it costs less than a stream. Bytes. */
const wholeBytes = 4 * 1024 ** 2;

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
 * several members one after the other are one content.
 * @throws ObjectDamage if it is cut short, fails its checksum, or is beyond a limit; or the system's error
 */
export async function* decompressed(file: ByteRange, options: OpenOptions): AsyncGenerator<Uint8Array> {
  const { maxObjectBytes } = options.limits;
  if (file.sizeBytes > maxObjectBytes) {
    throw new ObjectDamage(`the file is ${file.sizeBytes} bytes long; the limit is ${maxObjectBytes}`);
  }
  if (file.sizeBytes <= wholeBytes) yield* whole(await readBytes(file), options);
  else yield* streamed(file, options);
}

/** The bytes in one piece. A whole file may have grown or shrunk meanwhile: what it has now is what is read. */
export async function readBytes(file: ByteRange): Promise<Uint8Array> {
  const handle = await open(file.path);
  try {
    if (file.offset === undefined) return await handle.readFile();
    const bytes = new Uint8Array(file.sizeBytes);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, file.offset + filled);
      if (bytesRead === 0) throw new ObjectDamage("the bytes are cut short");
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

function* whole(bytes: Uint8Array, options: OpenOptions): Generator<Uint8Array> {
  options.hash.update(bytes);
  options.onBytes(bytes.length);
  yield isGzip(bytes) ? gunzipped(bytes, options.limits) : bytes;
}

function gunzipped(bytes: Uint8Array, limits: IngestLimits): Uint8Array {
  const limit = outputLimit(bytes.length, limits);
  try {
    // With `info` Node answers with the engine too, which knows how much of the input it used.
    const output: unknown = gunzipSync(bytes, { maxOutputLength: limit, info: true });
    const { buffer, engine } = withInfo(output);
    checkUsed(engine.bytesWritten, bytes.length);
    return buffer;
  } catch (error) {
    throw asDamage(error, limit);
  }
}

async function* streamed(file: ByteRange, options: OpenOptions): AsyncGenerator<Uint8Array> {
  const range = file.offset === undefined ? {} : { start: file.offset, end: file.offset + file.sizeBytes - 1 };
  const input = createReadStream(file.path, { highWaterMark: 1024 ** 2, ...range });
  const first = input[Symbol.asyncIterator]();
  const head = await first.next();
  const pieces = counted(head, first, options);
  if (head.done === true || !isGzip(head.value)) yield* pieces;
  else yield* gunzipStream(pieces, file.sizeBytes, options.limits);
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
  pieces: AsyncIterable<Uint8Array>,
  sizeBytes: number,
  limits: IngestLimits,
): AsyncGenerator<Uint8Array> {
  const limit = outputLimit(sizeBytes, limits);
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const fed = feed(pieces, gunzip);
  let produced = 0;
  try {
    for await (const piece of gunzip) {
      produced += piece.length;
      if (produced > limit) throw tooLong(limit);
      yield piece;
    }
    checkUsed(gunzip.bytesWritten, sizeBytes);
  } catch (error) {
    throw asDamage(error, limit);
  } finally {
    gunzip.destroy();
    await fed;
  }
}

/** Writes the pieces into the decompressor, at its pace, until it has ended. */
async function feed(pieces: AsyncIterable<Uint8Array>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
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

function outputLimit(sizeBytes: number, limits: IngestLimits): number {
  return Math.min(limits.maxDecompressedBytes, Math.max(ratioFreeBytes, sizeBytes * limits.maxRatio));
}

/** Node stops silently at a zero byte after a member: what follows would be lost. */
function checkUsed(used: number, given: number): void {
  if (used < given)
    throw new ObjectDamage(`the compressed data ends after ${used} bytes, and ${given - used} more follow`);
}

function tooLong(limit: number): ObjectDamage {
  return new ObjectDamage(`decompressed, the file is longer than the limit of ${limit} bytes`);
}

function asDamage(error: unknown, limit: number): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  if (code === "ERR_BUFFER_TOO_LARGE") return tooLong(limit);
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
