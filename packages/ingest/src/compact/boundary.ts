/**
 * The places where a compaction has just changed something on the disk, in the order in which a day meets them. One that
 * is killed at any of them leaves a store that reads as before, and holds the day in its old files or in its new ones.
 */
export const compactBoundaries = [
  "compact-started",
  "compact-written",
  "compact-synced",
  "compact-named",
  "compact-before-commit",
  "compact-committed",
  "compact-finished",
] as const;

export type CompactBoundary = (typeof compactBoundaries)[number];
