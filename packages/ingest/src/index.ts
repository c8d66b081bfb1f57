import { type Afterwards, compactAfterwards } from "./compact/after-ingest.ts";
import { runIngest } from "./ingest.ts";
import { knownReading } from "./known-formats.ts";
import type { IngestOptions as RunOptions } from "./options.ts";
import { type ReplayOptions, type ReplayReport, runReplay } from "./replay.ts";
import type { IngestReport as RunReport } from "./report.ts";

export { type WriteBoundary, writeBoundaries } from "./boundary.ts";
export type { Afterwards } from "./compact/after-ingest.ts";
export { type CompactBoundary, compactBoundaries } from "./compact/boundary.ts";
export { type CompactOptions, type CompactProgress, type CompactReport, compactStore } from "./compact/compact.ts";
export { defaultLimits, type IngestLimits } from "./limits.ts";
export { defaultBatchBytes } from "./options.ts";
export type { ReplayOptions, ReplayReport } from "./replay.ts";
export type { Conflict, FileReason, IngestProgress } from "./report.ts";

export interface IngestOptions extends RunOptions {
  /** Whether small files are merged after the run where that pays; true if left out. */
  readonly compact?: boolean;
}

export interface IngestReport extends RunReport {
  readonly afterwards: Afterwards;
}

/**
 * Takes log files into an embedded store: files, folders (recursively) and wildcards, in order of their paths. Each
 * content is taken once; a file that changed under its name is taken as a new version. A record that is stored already is
 * counted as repeated and not written. What cannot be read goes to the quarantine. Stopped at any point and run again, it
 * ends with what one undisturbed run would have stored. Afterwards days of many small files are merged, where that pays.
 * @throws TrailkeepError unreadable-input (a given path; nothing has been written then), store-busy, store-newer,
 * store-damaged, storage-failed, cancelled
 */
export async function ingest(paths: readonly string[], options: IngestOptions): Promise<IngestReport> {
  const report = await runIngest(paths, options, knownReading);
  const { root, signal, compact = true } = options;
  return { ...report, afterwards: compact ? await compactAfterwards(root, signal) : { kind: "nothing" } };
}

/**
 * Reads quarantined bytes again, with the formats and limits of today. What can be read now becomes rows, what cannot
 * stays; the ledger's counts follow.
 * @throws TrailkeepError not-found (an id), store-busy, store-newer, store-damaged, storage-failed, cancelled
 */
export function replayQuarantine(root: string, options: ReplayOptions = {}): Promise<ReplayReport> {
  return runReplay(root, options, knownReading);
}
