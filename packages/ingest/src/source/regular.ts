import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** Opening a pipe that nobody writes to would wait for ever. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file for reading, and tells the size that it has now.
 * @throws the system's error, also if the path has become something else than a regular file since it was listed
 */
export async function openRegular(path: string): Promise<{ readonly handle: FileHandle; readonly sizeBytes: number }> {
  const handle = await open(path, readOnly);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new NotRegular(path);
    return { handle, sizeBytes: stat.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Bytes of a regular file in pieces, at most so many; by default those that it has when it is opened. */
export async function* piecesOf(path: string, maxBytes = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
  const { handle, sizeBytes } = await openRegular(path);
  try {
    const end = Math.min(sizeBytes, maxBytes) - 1;
    if (end >= 0) yield* handle.createReadStream({ highWaterMark: 1024 ** 2, autoClose: false, start: 0, end });
  } finally {
    await handle.close();
  }
}

/** The SHA-256 of a file, hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of piecesOf(path)) hash.update(piece);
  return hash.digest("hex");
}

/** In the shape of the system's errors: to the run it is a file that cannot be read. */
class NotRegular extends Error {
  readonly code = "it is no regular file any more";
  readonly syscall = "open";

  constructor(path: string) {
    super(`${path} is no regular file`);
  }
}
