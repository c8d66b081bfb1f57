import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { SourceName } from "../catalog/index.ts";
import type { Change } from "./change.ts";
import { cleanUp } from "./clean-up.ts";
import { applyChange } from "./commit.ts";
import { type DataDay, daysToCompact, type ObjectRows, objectRows } from "./data-files.ts";
import { deleteDays } from "./deletions.ts";
import { atDisk, makeFolder } from "./disk.ts";
import { erasePending } from "./erase.ts";
import { filesOfDay } from "./files.ts";
import { layout } from "./layout.ts";
import { type IngestLock, takeIngestLock } from "./lock.ts";
import { createManifest } from "./manifest.ts";
import { type KeptEntry, keptEntries } from "./quarantine.ts";
import type { Sqlite } from "./sqlite.ts";
import type { DeletionCounts, ObjectState, RunKind, StoreFile } from "./types.ts";

const idRow = z.object({ id: z.number() });
const objectRow = z.object({
  id: z.number(),
  version: z.number(),
  size_bytes: z.number(),
  mtime_us: z.number(),
  sha256: z.string().nullable(),
  state: z.enum(["done", "quarantined", "ignored", "unreadable"]),
  known_formats: z.string().nullable(),
});

/** The newest version of an input object that the ledger knows. */
export interface LedgerEntry {
  readonly id: number;
  readonly version: number;
  readonly sizeBytes: number;
  readonly mtimeUs: number;
  readonly sha256: string | null;
  readonly state: ObjectState;
  readonly knownFormats: string | null;
}

export interface WriterOptions {
  readonly kind: RunKind;
  /** Wait for another ingest to end instead of refusing. */
  readonly wait?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A store as the one process that may write to it sees it, for one run. */
export class StoreWriter {
  readonly root: string;
  readonly runId: number;
  readonly #manifest: Sqlite;
  readonly #lock: IngestLock;
  #nextObjectId: number;

  private constructor(root: string, manifest: Sqlite, lock: IngestLock, kind: RunKind) {
    this.root = root;
    this.#manifest = manifest;
    this.#lock = lock;
    this.runId = startRun(manifest, kind);
    this.#nextObjectId = 1 + (manifest.get(idRow, "SELECT coalesce(max(id), 0) AS id FROM object")?.id ?? 0);
  }

  /**
   * Takes the lock, makes the store if there is none, deletes what killed runs left, and begins a run.
   * @throws TrailkeepError store-busy, store-newer, store-damaged, storage-failed
   */
  static async open(folder: string, options: WriterOptions): Promise<StoreWriter> {
    const root = resolve(folder);
    const lock = await takeIngestLock(root, options);
    let manifest: Sqlite | undefined;
    try {
      const opened = createManifest(root);
      manifest = opened;
      return atDisk(root, () => {
        cleanUp(opened, root, Date.now());
        makeFolder(join(root, layout.staging));
        return new StoreWriter(root, opened, lock, options.kind);
      });
    } catch (error) {
      manifest?.close();
      lock.release();
      throw error;
    }
  }

  /** Where the run may put files that are not part of the store; emptied when the next run begins. */
  get staging(): string {
    return join(this.root, layout.staging);
  }

  /** A ledger id that nobody has. */
  newObjectId(): number {
    return this.#nextObjectId++;
  }

  /** The newest version of an object in the ledger. */
  latestObject(uri: string): LedgerEntry | undefined {
    const row = this.#manifest.get(
      objectRow,
      `SELECT id, version, size_bytes, mtime_us, sha256, state, known_formats
       FROM object WHERE uri = ? ORDER BY version DESC LIMIT 1`,
      [uri],
    );
    if (row === undefined) return undefined;
    const { size_bytes: sizeBytes, mtime_us: mtimeUs, known_formats: knownFormats, ...rest } = row;
    return { ...rest, sizeBytes, mtimeUs, knownFormats };
  }

  /** The visible files of a day. */
  filesOfDay(source: SourceName, day: string): readonly StoreFile[] {
    return filesOfDay(this.#manifest, this.root, source, day);
  }

  /** Every day with at least so many visible files that are not settled. */
  daysToCompact(leastFiles: number): readonly DataDay[] {
    return daysToCompact(this.#manifest, this.root, leastFiles);
  }

  /** How many rows of each of the files came from which input object. */
  objectRows(fileIds: readonly number[]): readonly ObjectRows[] {
    return objectRows(this.#manifest, fileIds);
  }

  /** Every quarantine entry that can be read again, object by object. */
  keptEntries(): readonly KeptEntry[] {
    return keptEntries(this.#manifest, this.root);
  }

  /**
   * Makes a change visible and durable: all of it, or nothing.
   * @throws TrailkeepError storage-failed, store-busy
   */
  commit(change: Change): void {
    this.#manifest.transaction(() => applyChange(this.#manifest, this.runId, change, Date.now()));
  }

  /**
   * Takes whole days of a source out of sight, in one transaction, with the quarantine's entries of those days. Files are
   * deleted after the grace period, the entries' bytes at once.
   * @throws TrailkeepError storage-failed, store-busy
   */
  deleteDays(source: SourceName, days: readonly string[], policies: readonly string[]): DeletionCounts {
    return atDisk(this.root, () => {
      const input = { days, policies, nowMs: Date.now() };
      const counts = this.#manifest.transaction(() => deleteDays(this.#manifest, source, input));
      erasePending(this.#manifest, this.root);
      return counts;
    });
  }

  /** Ends the run: what it did is now the last complete run. */
  finish(): void {
    this.#manifest.run("UPDATE run SET finished_ms = ? WHERE id = ?", [Date.now(), this.runId]);
  }

  /** Lets go of the store. A run that was not finished stays in the ledger as interrupted. */
  close(): void {
    rmSync(this.staging, { recursive: true, force: true });
    this.#manifest.close();
    this.#lock.release();
  }
}

function startRun(manifest: Sqlite, kind: RunKind): number {
  const sql = "INSERT INTO run (kind, pid, started_ms) VALUES (?, ?, ?) RETURNING id";
  const run = manifest.get(idRow, sql, [kind, process.pid, Date.now()]);
  if (run === undefined) throw new Error("the manifest gave no id to a run");
  return run.id;
}

/** Deletes what is out of sight and whose grace period is over, if there is something: opening a store to write does it. */
export async function cleanUpStore(folder: string, signal?: AbortSignal): Promise<void> {
  const writer = await StoreWriter.open(folder, { kind: "retention", wait: true, signal });
  writer.finish();
  writer.close();
}
