import { createHash } from "node:crypto";
import { createGunzip } from "node:zlib";

/** What is in a compressed object. */
export interface Content {
  /** SHA-256 of the object's bytes as they are stored, lower-case hex. */
  readonly storedSha256: string;
  /** SHA-256 of the uncompressed content; null if the bytes are not one gzip stream. */
  readonly sha256: string | null;
  /** Why it is null. */
  readonly damage: string | null;
}

/** Longest content that is looked at: CloudTrail's files hold 50 MB before compression at most. Bytes. */
const maxContentBytes = 1024 ** 3;

/** The size that a gzip member writes at its end (RFC 1952, ISIZE). */
const sizeFieldBytes = 4;

/**
 * Reads a gzip object to its end, piece by piece. One member and nothing after it: a second one, or bytes behind it, did not
 * come from CloudTrail, whatever they unpack to.
 */
export async function readContent(
  bytes: AsyncIterable<Uint8Array>,
  onPiece: (piece: Uint8Array) => void = () => undefined,
): Promise<Content> {
  const [stored, content] = [createHash("sha256"), createHash("sha256")];
  const gunzip = createGunzip();
  let [storedBytes, contentBytes, tail] = [0, 0, Buffer.alloc(0)];
  let damage: string | null = null;
  const unpacked = (async () => {
    for await (const piece of gunzip) {
      contentBytes += piece.length;
      if (contentBytes > maxContentBytes) throw new Error(`it unpacks to more than ${maxContentBytes} bytes`);
      content.update(piece);
      onPiece(piece);
    }
  })().catch((error: unknown) => {
    damage = error instanceof Error ? error.message : String(error);
  });
  for await (const piece of bytes) {
    stored.update(piece);
    storedBytes += piece.length;
    tail = Buffer.concat([tail, piece]).subarray(-sizeFieldBytes);
    const takes = damage === null && !gunzip.destroyed && !gunzip.readableEnded;
    if (takes && !gunzip.write(piece)) await roomIn(gunzip);
  }
  if (!gunzip.destroyed) gunzip.end();
  await unpacked;
  damage ??= trailing({ storedBytes, readBytes: gunzip.bytesWritten, contentBytes, tail });
  const storedSha256 = stored.digest("hex");
  return damage === null
    ? { storedSha256, sha256: content.digest("hex"), damage }
    : { storedSha256, sha256: null, damage };
}

function trailing({
  storedBytes,
  readBytes,
  contentBytes,
  tail,
}: {
  readonly storedBytes: number;
  readonly readBytes: number;
  readonly contentBytes: number;
  readonly tail: Buffer;
}): string | null {
  if (readBytes < storedBytes) return "bytes follow the compressed data";
  const size = tail.length === sizeFieldBytes ? tail.readUInt32LE() : Number.NaN;
  return size === contentBytes % 2 ** 32 ? null : "the compressed data is not of one piece";
}

function roomIn(gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      gunzip.off("drain", done).off("close", done).off("end", done).off("error", done);
      resolve();
    };
    gunzip.on("drain", done).on("close", done).on("end", done).on("error", done);
  });
}
