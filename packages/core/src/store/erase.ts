import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { layout } from "./layout.ts";
import type { Sqlite } from "./sqlite.ts";

const erasureRow = z.object({ spool: z.string(), spool_offset: z.number(), size_bytes: z.number() });

const pieceBytes = 1024 * 1024;

/**
 * Overwrites the bytes of quarantine entries that retention deleted: a file of the quarantine holds the bytes of many
 * entries, and stays while one of them does. Killed in the middle, the next call goes on. The caller holds the lock.
 */
export function erasePending(manifest: Sqlite, root: string): void {
  for (const { spool, spool_offset, size_bytes } of manifest.all(erasureRow, "SELECT * FROM erasure")) {
    zero(join(root, layout.quarantine, spool), spool_offset, size_bytes);
    manifest.run("DELETE FROM erasure WHERE spool = ? AND spool_offset = ?", [spool, spool_offset]);
  }
}

function zero(path: string, offset: number, length: number): void {
  const descriptor = opened(path);
  if (descriptor === null) return;
  try {
    const zeros = new Uint8Array(Math.min(length, pieceBytes));
    for (let done = 0; done < length; ) {
      done += writeSync(descriptor, zeros, 0, Math.min(zeros.length, length - done), offset + done);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The file, unless nothing of it was left and it is gone already. */
function opened(path: string): number | null {
  try {
    return openSync(path, "r+");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
