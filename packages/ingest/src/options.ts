import type { SourceName } from "@trailkeep/core/catalog";
import type { WriteBoundary } from "./boundary.ts";
import type { IngestLimits } from "./limits.ts";
import type { IngestProgress } from "./report.ts";

export interface IngestOptions {
  /** The store's folder; made if it is not there. */
  readonly root: string;
  readonly onProgress?: (progress: IngestProgress) => void;
  /** Stops the run: what was not committed yet is left for the next one. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<IngestLimits>;
  /** Wait for another ingest of this store to end instead of refusing. */
  readonly wait?: boolean;
  /** Told at every place where something on the disk has just changed. */
  readonly onBoundary?: (name: WriteBoundary) => void;
  /**
   * Whether a day of a source is past its `deleteAfter` already: its records are counted as expired and not stored. Asked
   * for each day of a batch just before it is written; if left out, none is.
   */
  readonly isExpired?: (source: SourceName, day: string) => Promise<boolean>;
  /** Threads that read files, at most 8; one a processor if left out and there is enough to read. 1: none but the caller's. */
  readonly threads?: number;
  /** Whether the record is kept as it was delivered, in the field `raw`; true if left out. Once left out it is gone. */
  readonly keepRaw?: boolean;
  /** Staged text after which a batch is written, bytes; 256 MiB if left out. A file is never split. */
  readonly batchBytes?: number;
}

/** Larger batches make fewer and larger files and need more room on the disk while they are staged. */
export const defaultBatchBytes = 256 * 1024 ** 2;

/** However small they are, after so many files a batch is written. */
export const maxBatchFiles = 20_000;

/** After so many entries for the quarantine a batch is written: each takes about 400 bytes of memory until then. */
export const maxBatchUnreadable = 100_000;

/** After so many days of a source a batch is written: each takes memory until then. */
export const maxBatchParts = 5_000;
