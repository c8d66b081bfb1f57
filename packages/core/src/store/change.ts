import type { SourceName } from "../catalog/index.ts";
import type { FileCounts, ObjectState, RecordCounts } from "./types.ts";

/** An input object as the ledger will hold it. Ids are given out by the writer. */
export interface NewObject {
  readonly id: number;
  readonly uri: string;
  /** 1 for the first content seen under this URI, then 2, ... */
  readonly version: number;
  readonly sizeBytes: number;
  /** Time of last modification, epoch microseconds. */
  readonly mtimeUs: number;
  /** Of the bytes as they stand in the object, hexadecimal; null if they were not read to the end. */
  readonly sha256: string | null;
  readonly format: string | null;
  readonly state: ObjectState;
  readonly reason: string | null;
  /** The formats that were known when the object was ignored; with others it is looked at again. */
  readonly knownFormats: string | null;
  readonly records: RecordCounts;
}

/** A Parquet file that is durable under its final name, about to become visible. */
export interface NewFile {
  readonly source: SourceName;
  readonly day: string;
  readonly name: string;
  readonly rows: number;
  readonly sizeBytes: number;
  readonly minTimeMs: number;
  readonly maxTimeMs: number;
  /** Whether it has its final size, and is left alone by compactions to come. */
  readonly settled?: boolean;
  /** The version of the shortcuts that it has columns for; none if left out. */
  readonly shortcuts?: number;
  /** How many of its rows came from which input object. */
  readonly objects: ReadonlyMap<number, number>;
}

/** Something for the quarantine; its bytes are durable in a file of the quarantine's folder, or were not kept. */
export interface NewQuarantine {
  readonly objectId: number;
  /** Sources that it may belong to; null for any. */
  readonly sources: readonly SourceName[] | null;
  readonly format: string | null;
  readonly reason: string;
  readonly position: number | null;
  readonly byteOffset: number | null;
  readonly timeMs: number | null;
  readonly sizeBytes: number;
  readonly spool: { readonly name: string; readonly offset: number } | null;
}

/** What a second look at a quarantined object changes in its ledger entry: counts are added. */
export interface ObjectChange {
  readonly id: number;
  readonly records: RecordCounts;
  /** Given where the whole object was in quarantine and has now been read. */
  readonly became?: { readonly state: ObjectState; readonly format: string | null; readonly reason: string | null };
}

/** What becomes visible together, in one transaction. */
export interface Change {
  readonly files: readonly NewFile[];
  readonly objects: readonly NewObject[];
  readonly objectChanges: readonly ObjectChange[];
  /** Ledger entries that the new ones replace: objects that could not be read before. */
  readonly replacedObjects: readonly number[];
  /** Objects whose time of modification changed and whose content did not. */
  readonly touched: readonly { readonly id: number; readonly mtimeUs: number }[];
  readonly quarantine: readonly NewQuarantine[];
  /** Quarantine entries that have been read and are entries no more. */
  readonly released: readonly string[];
  /** Ids of files that go out of sight; they are deleted after the grace period. */
  readonly removedFiles: readonly number[];
  readonly run: RunProgress;
}

/** What a transaction adds to its run's totals. */
export interface RunProgress {
  readonly files: FileCounts;
  readonly records: RecordCounts;
  readonly bytes: { readonly read: number; readonly written: number };
  /** New records whose event id and account stand with other content. */
  readonly conflicts: number;
}

export const noFiles: FileCounts = { taken: 0, skipped: 0, quarantined: 0, ignored: 0 };
