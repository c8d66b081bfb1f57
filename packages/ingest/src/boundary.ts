/**
 * The places where a run has just changed something on the disk, in the order in which a batch meets them. A run that is
 * killed at any of them leaves a store that reads as before or after the batch, and the next run completes it.
 */
export const writeBoundaries = [
  "run-started",
  "batch-staged",
  "quarantine-written",
  "quarantine-named",
  "parquet-written",
  "parquet-synced",
  "parquet-named",
  "before-commit",
  "committed",
  "cleaned-up",
  "run-finished",
] as const;

export type WriteBoundary = (typeof writeBoundaries)[number];
