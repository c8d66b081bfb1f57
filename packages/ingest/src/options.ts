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
