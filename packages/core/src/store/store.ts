import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { SourceName } from "../catalog/index.ts";
import { TrailkeepError } from "../error.ts";
import { arrivals } from "./arrivals.ts";
import { type DataDay, daysToCompact } from "./data-files.ts";
import { quarantinedDays } from "./deletions.ts";
import { emptySummary, storedDays } from "./files.ts";
import {
  type JudgementPage,
  type KeptJudgement,
  type KeptVerification,
  type LedgerIntegrity,
  lastVerifications,
  ledgerIntegrity,
  listJudgements,
} from "./integrity.ts";
import { lockHolder } from "./lock.ts";
import { createManifest, manifestPath, openManifest } from "./manifest.ts";
import {
  findQuarantined,
  listQuarantine,
  noQuarantineEntry,
  type QuarantinePage,
  quarantineTotal,
  readQuarantined,
} from "./quarantine.ts";
import { Snapshot } from "./snapshot.ts";
import type { Sqlite } from "./sqlite.ts";
import { manifestState, type StateStore } from "./state.ts";
import { noStatus, readStatus } from "./status.ts";
import type {
  DeletedDay,
  IngestStatus,
  QuarantineCount,
  QuarantineEntry,
  SourceSummary,
  StoredDay,
  StoreFile,
  TimeRange,
} from "./types.ts";

/**
 * An embedded store as readers see it: each call answers from one committed state. A folder without a manifest is an
 * empty store; a manifest that appears, or is replaced by another, is noticed at the next call. Nothing is written but
 * by {@link Store.state}. Every method may throw store-newer or store-damaged.
 */
export class Store {
  /** Absolute path of the store's folder. */
  readonly root: string;
  /** Small state of the service. */
  readonly state: StateStore;
  #open: { readonly manifest: Sqlite; readonly snapshot: Snapshot; readonly identity: string } | undefined;

  private constructor(root: string) {
    this.root = resolve(root);
    this.state = manifestState(
      () => this.#manifest(),
      () => this.#manifest() ?? this.#created(),
    );
  }

  /**
   * Opens the store in a folder, which need not exist yet.
   * @throws TrailkeepError store-newer, store-damaged, invalid-request where a file stands in the folder's place
   */
  static open(root: string): Store {
    const store = new Store(root);
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw new TrailkeepError("invalid-request", {
        message: "a store is a folder, and this is none",
        at: store.root,
        hint: "name a folder, or a place where one can be made",
      });
    }
    store.#manifest();
    return store;
  }

  /** What `work` reads of the store comes from one committed state. `work` must not wait for anything. */
  snapshot<T>(work: () => T): T {
    const manifest = this.#manifest();
    return manifest === undefined ? work() : manifest.snapshot(work);
  }

  /** Every day with at least so many visible files that are not settled: what a compaction could look at. */
  daysToCompact(leastFiles: number): readonly DataDay[] {
    const manifest = this.#manifest();
    return manifest === undefined ? [] : daysToCompact(manifest, this.root, leastFiles);
  }

  /** The files that may hold records of a source in the range: one consistent snapshot. */
  files(source: SourceName, range?: TimeRange): readonly StoreFile[] {
    return this.#snapshot()?.files(source, range) ?? [];
  }

  summary(source: SourceName): SourceSummary {
    return this.#snapshot()?.summary(source) ?? emptySummary(source);
  }

  /** The days that hold records of a source, or quarantine entries that may be of it, in order. */
  days(source: SourceName): readonly StoredDay[] {
    const manifest = this.#manifest();
    if (manifest === undefined) return [];
    const days = new Map(quarantinedDays(manifest, source).map((day) => [day, { day, rows: 0, sizeBytes: 0 }]));
    for (const stored of storedDays(manifest, source)) days.set(stored.day, stored);
    return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /** The days of a source that retention deleted and that lie in the range, in order. */
  deletedDays(source: SourceName, range?: TimeRange): readonly DeletedDay[] {
    const all = this.#snapshot()?.deleted(source) ?? [];
    if (range === undefined) return all;
    const { startMs, endMs } = range;
    return all.filter(({ day }) => Date.parse(day) < endMs && Date.parse(day) + 86_400_000 > startMs);
  }

  /** When the disk has input objects since, by their modification time, epoch milliseconds by URI; those that are known. */
  arrivals(inputObjects: readonly string[]): ReadonlyMap<string, number> {
    const manifest = this.#manifest();
    return manifest === undefined ? new Map() : arrivals(manifest, inputObjects);
  }

  /** The id of the last deletion; 0 if there was none. */
  lastDeletion(): number {
    return this.#snapshot()?.lastDeletion() ?? 0;
  }

  /** How many quarantined records may belong to the range: those with a time inside it, and those without a known time. */
  quarantined(source: SourceName, range?: TimeRange): QuarantineCount {
    return this.#snapshot()?.quarantined(source, range) ?? { inRange: 0, timeUnknown: 0 };
  }

  /** Quarantine entries in the order in which they came. */
  quarantine(page: QuarantinePage): readonly QuarantineEntry[] {
    const manifest = this.#manifest();
    return manifest === undefined ? [] : listQuarantine(manifest, page);
  }

  /**
   * One quarantine entry.
   * @throws TrailkeepError not-found
   */
  quarantineEntry(id: string): QuarantineEntry {
    const manifest = this.#manifest();
    if (manifest === undefined) throw noQuarantineEntry(id);
    return findQuarantined(manifest, id);
  }

  /**
   * The bytes of a quarantine entry, as they stood in the input.
   * @throws TrailkeepError not-found
   */
  quarantineRaw(id: string): Uint8Array {
    const manifest = this.#manifest();
    if (manifest === undefined) throw noQuarantineEntry(id);
    return readQuarantined(manifest, this.root, id);
  }

  quarantineCount(): number {
    const manifest = this.#manifest();
    return manifest === undefined ? 0 : quarantineTotal(manifest);
  }

  /** What the ledger holds, what the last run did, and whether one is under way. */
  ingestStatus(): IngestStatus {
    const manifest = this.#manifest();
    const status = manifest === undefined ? noStatus : readStatus(manifest);
    return { ...status, running: lockHolder(this.root) };
  }

  /** Objects that verifications judged, in order of their URIs. */
  judgements(page: JudgementPage): readonly KeptJudgement[] {
    const manifest = this.#manifest();
    return manifest === undefined ? [] : listJudgements(manifest, page);
  }

  /** The last verifications that were recorded here, newest first. */
  verifications(limit: number): readonly KeptVerification[] {
    const manifest = this.#manifest();
    return manifest === undefined ? [] : lastVerifications(manifest, limit);
  }

  /** CloudTrail's log files in the ledger by what verifications said of their bytes. */
  ledgerIntegrity(): LedgerIntegrity {
    const manifest = this.#manifest();
    return manifest === undefined ? { verified: 0, tampered: 0, unverified: 0 } : ledgerIntegrity(manifest);
  }

  close(): void {
    this.#open?.manifest.close();
    this.#open = undefined;
  }

  #snapshot(): Snapshot | undefined {
    this.#manifest();
    return this.#open?.snapshot;
  }

  #manifest(): Sqlite | undefined {
    const identity = identityOf(manifestPath(this.root));
    if (this.#open?.identity === identity) return this.#open?.manifest;
    this.close();
    return identity === undefined ? undefined : this.#opened(openManifest(this.root), identity);
  }

  #created(): Sqlite {
    const manifest = createManifest(this.root);
    this.#opened(manifest, identityOf(manifest.path) ?? "");
    return manifest;
  }

  #opened(manifest: Sqlite | undefined, identity: string): Sqlite | undefined {
    this.#open =
      manifest === undefined ? undefined : { manifest, snapshot: new Snapshot(manifest, this.root), identity };
    return manifest;
  }
}

/** Device and inode: another file under the same name is another manifest. */
function identityOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.dev}:${stat.ino}`;
}
