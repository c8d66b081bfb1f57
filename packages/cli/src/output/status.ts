import type { CoverageEntry } from "@trailkeep/core/engine";
import type { CompactionSummary, IngestStatus, RunSummary, SourceSummary } from "@trailkeep/core/store";
import { bytes, count, counted, duration, instant } from "./amount.ts";
import { coverageLines } from "./coverage.ts";
import { sumText } from "./ingest/report.ts";
import { aligned } from "./listing.ts";

export interface StatusView {
  readonly root: string;
  readonly sources: readonly (SourceSummary & { readonly days: number })[];
  /** Entries, each a record or a whole file. */
  readonly quarantined: number;
  readonly ingest: IngestStatus;
  /** What the stores beside the folder hold; null where no stores file is named. */
  readonly remote: readonly CoverageEntry[] | null;
}

/** A store's state for people. */
export function statusLines({ root, sources, quarantined, ingest, remote }: StatusView): readonly string[] {
  const { objects, records, conflicts, lastRun, lastCompaction, removedFiles, running } = ingest;
  const empty = sources.every(({ rows }) => rows === 0)
    ? ["The store is empty; `trailkeep ingest PATH` fills it."]
    : [];
  return [
    `store ${root}`,
    ...aligned(
      [["source", "records", "days", "files", "bytes", "first", "last"], ...sources.map(sourceCells)],
      [1, 2, 3, 4],
    ),
    ...empty,
    ...aligned([
      [
        "files",
        `${count(objects.done)} read, ${count(objects.ignored)} ignored, ${count(objects.quarantined)} quarantined, ${count(objects.unreadable)} unreadable`,
      ],
      ["records", sumText(records)],
      ...(conflicts === 0
        ? []
        : [
            ["conflicts", `${counted(conflicts, "record")} with the id of another record and other content, both kept`],
          ]),
      [
        "quarantine",
        quarantined === 0
          ? "empty"
          : `${counted(quarantined, "entry", "entries")}; \`trailkeep quarantine list\` shows them`,
      ],
      ["last run", lastRun === null ? "none yet" : runText(lastRun, running !== null)],
      ...(lastCompaction === null ? [] : [["compaction", compactionText(lastCompaction, running !== null)]]),
      ...(removedFiles.count === 0
        ? []
        : [
            [
              "leaving",
              `${counted(removedFiles.count, "file")} of ${bytes(removedFiles.sizeBytes)}, merged or removed, deleted by a run an hour later`,
            ],
          ]),
      ...(running === null
        ? []
        : [["now", `process ${running.pid} writes to the store since ${instant(running.sinceMs)}`]]),
    ]),
    ...(remote === null ? [] : ["", ...coverageLines(remote)]),
  ];
}

function sourceCells({
  source,
  rows,
  days,
  files,
  sizeBytes,
  minTimeMs,
  maxTimeMs,
}: StatusView["sources"][number]): readonly string[] {
  return [source, count(rows), count(days), count(files), bytes(sizeBytes), instant(minTimeMs), instant(maxTimeMs)];
}

function runText({ kind, startedAtMs, finishedAtMs, files, records }: RunSummary, isRunning: boolean): string {
  const did = `${counted(files.taken, "file")} and ${counted(records.written, "new record")}`;
  return `${kind} at ${instant(startedAtMs)}, ${endText(startedAtMs, finishedAtMs, isRunning)}: ${did}`;
}

function compactionText({ startedAtMs, finishedAtMs, records }: CompactionSummary, isRunning: boolean): string {
  const did = `${counted(records.written, "record")} in merged files, ${count(records.repeated)} repeated`;
  return `at ${instant(startedAtMs)}, ${endText(startedAtMs, finishedAtMs, isRunning)}: ${did}`;
}

function endText(startedAtMs: number, finishedAtMs: number | null, isRunning: boolean): string {
  if (finishedAtMs !== null) return `took ${duration(finishedAtMs - startedAtMs)}`;
  return isRunning ? "under way" : "was stopped before its end";
}

/** The same as JSON: what `GET /v1/ingest/status` answers, with the number of days of each source. */
export function statusJson({
  sources,
  quarantined,
  ingest: { objects, records, conflicts, lastRun, lastCompaction, removedFiles, running },
  remote,
}: StatusView) {
  return {
    sources: sources.map(({ source, rows, days, files, sizeBytes, minTimeMs, maxTimeMs }) => ({
      source,
      records: rows,
      days,
      files,
      sizeBytes,
      earliest: time(minTimeMs),
      latest: time(maxTimeMs),
    })),
    objects,
    records,
    conflicts,
    quarantined,
    lastRun: lastRun === null ? null : runJson(lastRun),
    lastCompaction: lastCompaction === null ? null : runJson(lastCompaction),
    removedFiles,
    running: running === null ? null : { pid: running.pid, since: time(running.sinceMs) },
    ...(remote === null ? {} : { stores: remote }),
  };
}

function runJson<T extends { startedAtMs: number; finishedAtMs: number | null }>({
  startedAtMs,
  finishedAtMs,
  ...run
}: T) {
  return { ...run, startedAt: time(startedAtMs), finishedAt: time(finishedAtMs) };
}

function time(milliseconds: number | null): string | null {
  return milliseconds === null ? null : instant(milliseconds);
}
