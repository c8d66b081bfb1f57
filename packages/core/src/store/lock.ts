import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { TrailkeepError } from "../error.ts";
import { atDisk, makeFolder } from "./disk.ts";
import { layout } from "./layout.ts";
import { openManifest } from "./manifest.ts";
import { isBusy, Sqlite } from "./sqlite.ts";

/** Long enough to outlast a status probe, which holds the lock for microseconds. */
const acquireTimeoutMs = 300;
const waitStepMs = 200;

const lastRun = z.object({ pid: z.number(), started_ms: z.number(), finished_ms: z.number().nullable() });

/** Who runs an ingest. */
export interface LockHolder {
  readonly pid: number;
  readonly sinceMs: number;
}

/** The right to write data files into a store: held by one ingest at a time. */
export interface IngestLock {
  release(): void;
}

/**
 * Takes the ingest lock of a store. It is an exclusive transaction on a database of its own: the operating system's file
 * lock under it dies with the process, so that a killed ingest leaves nothing to clear. Readers do not touch it.
 * No code of this process may open or close the lock file in another way: closing any descriptor of a file drops the
 * process's POSIX locks on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 * @throws TrailkeepError store-busy, saying who holds it; with `wait` it waits instead, until the signal aborts
 */
export async function takeIngestLock(
  root: string,
  options: { wait?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<IngestLock> {
  atDisk(root, () => makeFolder(root));
  for (;;) {
    const lock = tryLock(root);
    if (lock !== undefined) return lock;
    if (options.wait !== true) throw busy(root);
    if (options.signal?.aborted === true) throw new TrailkeepError("cancelled", "waiting for the store was stopped");
    await sleep(waitStepMs);
  }
}

/** Whether an ingest holds the store now, and who; null if none does. */
export function lockHolder(root: string): LockHolder | null {
  const path = join(root, layout.lock);
  if (!existsSync(path)) return null;
  const probe = new Sqlite(path, { timeoutMs: 0 });
  try {
    probe.all(z.unknown(), "SELECT 1 FROM sqlite_schema");
    return null;
  } catch (error) {
    if (isBusy(error)) return lastStarted(root) ?? { pid: 0, sinceMs: 0 };
    throw error;
  } finally {
    probe.close();
  }
}

function tryLock(root: string): IngestLock | undefined {
  const database = new Sqlite(join(root, layout.lock), { timeoutMs: acquireTimeoutMs });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return {
    release() {
      database.exec("ROLLBACK");
      database.close();
    },
  };
}

function busy(root: string): TrailkeepError {
  const holder = lastStarted(root);
  const who =
    holder === undefined
      ? ", just started"
      : ` (process ${holder.pid}, since ${new Date(holder.sinceMs).toISOString()})`;
  return new TrailkeepError("store-busy", {
    message: `another ingest is writing to this store${who}`,
    at: root,
    hint: "wait until it has ended, or ask to wait for it",
  });
}

function lastStarted(root: string): LockHolder | undefined {
  const manifest = openManifest(root);
  try {
    const row = manifest?.get(lastRun, "SELECT pid, started_ms, finished_ms FROM run ORDER BY id DESC LIMIT 1");
    return row === undefined || row.finished_ms !== null ? undefined : { pid: row.pid, sinceMs: row.started_ms };
  } finally {
    manifest?.close();
  }
}
