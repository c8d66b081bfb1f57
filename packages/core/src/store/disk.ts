import { closeSync, fsyncSync, mkdirSync, openSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { TrailkeepError } from "../error.ts";

const hints: Readonly<Record<string, string>> = {
  ENOSPC: "make room on the disk and run again: nothing half-written is visible",
  EDQUOT: "raise the disk quota or make room, and run again: nothing half-written is visible",
  EFBIG: "raise the file size limit and run again: nothing half-written is visible",
  EACCES: "give this user the right to write there, or choose another folder with --data",
  EPERM: "give this user the right to write there, or choose another folder with --data",
  EROFS: "the file system is read-only; choose another folder with --data",
  ENOTDIR: "part of the path is a file; choose another folder with --data",
};

/** With less room than this a file system counts as full, bytes: SQLite and DuckDB write in blocks of up to 256 KiB. */
const fullBelowBytes = 512 * 1024;

/** The words in which DuckDB and SQLite report what the operating system said, by errno. */
const words: readonly (readonly [RegExp, string])[] = [
  [/no space left on device|database or disk is full/i, "ENOSPC"],
  [/quota exceeded/i, "EDQUOT"],
  [/file too large/i, "EFBIG"],
  [/permission denied/i, "EACCES"],
  [/read-only file system|readonly database/i, "EROFS"],
  [/out of memory/i, "ENOMEM"],
  [/^IO Error|disk I\/O error|unable to open database file/i, "EIO"],
];

/**
 * Runs what writes to the store's disk at `path`.
 * @throws TrailkeepError storage-failed with the path and the errno when the operating system refused.
 */
export function atDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStorageError(error, path);
  }
}

/** {@link atDisk} for work that takes its time. */
export async function atDiskAsync<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asStorageError(error, path);
  }
}

/** The error as `storage-failed` if the operating system was the cause; any other is given back as it is. */
export function asStorageError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof TrailkeepError) return error;
  const said = errnoOf(error);
  if (said === undefined) return error;
  const errno = said === "EIO" && isFull(path) ? "ENOSPC" : said;
  const hint = hints[errno] ?? "look at the disk and run again: nothing half-written is visible";
  return new TrailkeepError(
    "storage-failed",
    { message: `the disk refused to write: ${errno} (${firstLine(error.message)})`, at: path, hint },
    { cause: error },
  );
}

/** SQLite reports a full disk as a plain I/O error where it maps memory; the file system knows better. */
function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < fullBelowBytes;
  } catch {
    return false;
  }
}

function errnoOf(error: Error): string | undefined {
  if ("errno" in error && "code" in error && typeof error.code === "string") return error.code;
  return words.find(([pattern]) => pattern.test(error.message))?.[1];
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}

/** Makes a folder with its parents, each of them durable in its own parent. */
export function makeFolder(path: string): void {
  const made = mkdirSync(path, { recursive: true });
  if (made === undefined) return;
  for (let folder = path; folder.length >= made.length; folder = dirname(folder)) syncPath(dirname(folder));
}

/** fsync of a file or a folder: what was written is on the disk when it returns. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
