import type { SourceName } from "../catalog/index.ts";

/** Half-open: `startMs` is inside, `endMs` is not. Epoch milliseconds. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** A visible Parquet file. */
export interface StoreFile {
  readonly source: SourceName;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** Absolute. */
  readonly path: string;
  readonly rows: number;
  readonly sizeBytes: number;
  readonly minTimeMs: number;
  readonly maxTimeMs: number;
  /** The version of the catalog's shortcuts that it has columns for; 0 is none. */
  readonly shortcuts: number;
}

/** What the store holds of a source; the times are null if it holds nothing. */
export interface SourceSummary {
  readonly source: SourceName;
  readonly rows: number;
  readonly files: number;
  readonly sizeBytes: number;
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
}

/** Something that could not be read: one record, or (position null) a whole input object. */
export interface QuarantineEntry {
  readonly id: string;
  /** URI of the file or object that it came from. */
  readonly inputObject: string;
  /** The source it belongs to; null where that is not known. */
  readonly source: SourceName | null;
  readonly format: string | null;
  readonly reason: string;
  readonly position: number | null;
  readonly byteOffset: number | null;
  readonly timeMs: number | null;
  readonly sizeBytes: number;
  readonly quarantinedAtMs: number;
}

/** Quarantined records that may belong to a range: with a time in it, and with none that could be read. */
export interface QuarantineCount {
  readonly inRange: number;
  readonly timeUnknown: number;
}

/** What became of records; `read = written + repeated + quarantined + expired`. */
export interface RecordCounts {
  readonly read: number;
  readonly written: number;
  readonly repeated: number;
  readonly quarantined: number;
  readonly expired: number;
}

/** What became of input files in one run. */
export interface FileCounts {
  readonly taken: number;
  readonly skipped: number;
  readonly quarantined: number;
  readonly ignored: number;
}

/** `done`: read. `quarantined`: unreadable as a whole, bytes kept. `ignored`: no log. `unreadable`: the disk refused. */
export type ObjectState = "done" | "quarantined" | "ignored" | "unreadable";

export interface RunSummary {
  readonly kind: "ingest" | "replay";
  readonly startedAtMs: number;
  /** Null while it runs, and for ever if it was killed. */
  readonly finishedAtMs: number | null;
  readonly files: FileCounts;
  readonly records: RecordCounts;
  readonly bytes: { readonly read: number; readonly written: number };
}

export type RunKind = "ingest" | "replay" | "compact" | "retention";

/** What is stored of one day. */
export interface StoredDay {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly rows: number;
  readonly sizeBytes: number;
}

/** A day whose records retention deleted. */
export interface DeletedDay {
  /** Grows with every deletion of the store. */
  readonly id: number;
  readonly day: string;
  readonly rows: number;
  /** Names of the policies that asked for it. */
  readonly policies: readonly string[];
  readonly deletedAtMs: number;
}

/** What went with some days: records, and entries of the quarantine. Zero where nothing was left of them. */
export interface DeletionCounts {
  readonly days: readonly string[];
  readonly rows: number;
  readonly sizeBytes: number;
  readonly files: number;
  readonly quarantined: number;
}

/** What a compaction did. `records.read = written + repeated`. */
export interface CompactionSummary {
  readonly startedAtMs: number;
  /** Null while it runs, and for ever if it was killed. */
  readonly finishedAtMs: number | null;
  readonly records: { readonly read: number; readonly written: number; readonly repeated: number };
  readonly bytes: { readonly read: number; readonly written: number };
}

export interface IngestStatus {
  /** Versions of input objects in the ledger, by state. */
  readonly objects: Readonly<Record<ObjectState, number>>;
  /** Over all runs. */
  readonly records: RecordCounts;
  /** Records kept over all runs although their event id and account stand with other content of the same day (law 9). */
  readonly conflicts: number;
  readonly lastRun: RunSummary | null;
  readonly lastCompaction: CompactionSummary | null;
  /** Files that are out of sight and stand on the disk for the sake of running queries. */
  readonly removedFiles: { readonly count: number; readonly sizeBytes: number };
  /** The run that is under way now, in whatever process. */
  readonly running: { readonly pid: number; readonly sinceMs: number } | null;
}
