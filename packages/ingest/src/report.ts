import type { SourceName } from "@trailkeep/core/catalog";
import type { FileCounts, RecordCounts } from "@trailkeep/core/store";

/** A file that was not read, or not as a whole, and why. */
export interface FileReason {
  readonly uri: string;
  readonly reason: string;
}

/** A record that has the event id and account of another one, and other content. Both are stored. */
export interface Conflict {
  readonly source: SourceName;
  readonly eventId: string;
  readonly recipientAccountId: string | null;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly inputObject: string;
}

/** What a run did. `records.read = written + repeated + quarantined + expired`. */
export interface IngestReport {
  readonly files: FileCounts;
  readonly records: RecordCounts;
  readonly bytes: { readonly read: number; readonly written: number };
  readonly seconds: number;
  /** Files that were known with other content and were taken as a new version. */
  readonly changed: readonly string[];
  readonly ignored: readonly FileReason[];
  /** Files that were quarantined as a whole or could not be opened. */
  readonly quarantined: readonly FileReason[];
  /** `examples` holds the first of them. */
  readonly conflicts: { readonly count: number; readonly examples: readonly Conflict[] };
}

/** How far a run is. */
export interface IngestProgress {
  readonly files: { readonly done: number; readonly total: number };
  /** Of the input, as it stands on the disk. */
  readonly bytes: { readonly read: number; readonly total: number };
  readonly records: { readonly read: number; readonly quarantined: number };
  readonly seconds: number;
  /** Null while there is nothing to judge by. */
  readonly secondsLeft: number | null;
}
