import type { SourceName } from "../catalog/index.ts";

/** Version of the store's format that this code writes, and the newest that it reads. */
export const storeFormatVersion = 6;

/** Where things are below the store's root, as relative paths with `/`. */
export const layout = {
  manifest: "manifest.db",
  lock: "ingest.lock",
  quarantine: "quarantine",
  staging: "staging",
  /** Made-up logs, for the first start: the one folder of the store that ingest may read. */
  sampleInput: "sample-input",
} as const;

/** Names of Parquet files: of ingest (run, batch and place in it), and of compaction (run and number). None comes twice. */
export const dataFileName = /^(r\d+-b\d+|c\d+)-\d+\.parquet$/;

/** How long a file that went out of sight stays on the disk, milliseconds: longer than the longest query. */
export const graceMs = 60 * 60 * 1000;

/** The instants that the store can hold, epoch milliseconds: from 0001-01-01 to the last millisecond of 9999-12-31. */
export const earliestTimeMs = -62_135_596_800_000;
export const latestTimeMs = 253_402_300_799_999;

/** The UTC day of an instant, `YYYY-MM-DD`. Defined from {@link earliestTimeMs} to {@link latestTimeMs}. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** The folder of a source's day, relative to the root. */
export function dayFolder(source: SourceName, day: string): string {
  return `${source}/day=${day}`;
}

/** A Parquet file's path, relative to the root. */
export function dataFilePath(source: SourceName, day: string, name: string): string {
  return `${dayFolder(source, day)}/${name}`;
}
