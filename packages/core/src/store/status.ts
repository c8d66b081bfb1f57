import { z } from "zod";
import type { Sqlite } from "./sqlite.ts";
import type { CompactionSummary, IngestStatus, ObjectState, RecordCounts, RunSummary } from "./types.ts";

const recordColumns = {
  records_read: z.number(),
  records_written: z.number(),
  records_repeated: z.number(),
  records_quarantined: z.number(),
  records_expired: z.number(),
};

const totalRow = z.object({
  state: z.enum(["done", "quarantined", "ignored", "unreadable"]),
  objects: z.number(),
  ...recordColumns,
});

const runRow = z.object({
  kind: z.enum(["ingest", "replay"]),
  started_ms: z.number(),
  finished_ms: z.number().nullable(),
  files_taken: z.number(),
  files_skipped: z.number(),
  files_quarantined: z.number(),
  files_ignored: z.number(),
  ...recordColumns,
  bytes_read: z.number(),
  bytes_written: z.number(),
});

const compactionRow = z.object({
  started_ms: z.number(),
  finished_ms: z.number().nullable(),
  ...recordColumns,
  bytes_read: z.number(),
  bytes_written: z.number(),
});

const removedRow = z.object({ count: z.number(), size_bytes: z.number() });
const conflictRow = z.object({ conflicts: z.number() });

export const noRecords: RecordCounts = { read: 0, written: 0, repeated: 0, quarantined: 0, expired: 0 };
const noObjects: Readonly<Record<ObjectState, number>> = { done: 0, quarantined: 0, ignored: 0, unreadable: 0 };

/** The status of a store that holds nothing. */
export const noStatus: Omit<IngestStatus, "running"> = {
  objects: noObjects,
  records: noRecords,
  conflicts: 0,
  lastRun: null,
  lastCompaction: null,
  removedFiles: { count: 0, sizeBytes: 0 },
};

/** The ledger's sums and the last run, from one snapshot. */
export function readStatus(manifest: Sqlite): Omit<IngestStatus, "running"> {
  return manifest.snapshot(() => {
    const totals = manifest.all(totalRow, "SELECT * FROM total");
    const objects = { ...noObjects };
    for (const row of totals) objects[row.state] = row.objects;
    const records = totals.map(recordsOf).reduce(addRecords, noRecords);
    const conflicts =
      manifest.get(conflictRow, "SELECT coalesce(sum(conflicts), 0) AS conflicts FROM run")?.conflicts ?? 0;
    return {
      objects,
      records,
      conflicts,
      lastRun: lastRun(manifest),
      lastCompaction: lastCompaction(manifest),
      removedFiles: removedFiles(manifest),
    };
  });
}

/** Two counts, added up. */
export function addRecords(a: RecordCounts, b: RecordCounts): RecordCounts {
  return {
    read: a.read + b.read,
    written: a.written + b.written,
    repeated: a.repeated + b.repeated,
    quarantined: a.quarantined + b.quarantined,
    expired: a.expired + b.expired,
  };
}

function lastRun(manifest: Sqlite): RunSummary | null {
  const row = manifest.get(runRow, "SELECT * FROM run WHERE kind IN ('ingest', 'replay') ORDER BY id DESC LIMIT 1");
  if (row === undefined) return null;
  return {
    kind: row.kind,
    startedAtMs: row.started_ms,
    finishedAtMs: row.finished_ms,
    files: {
      taken: row.files_taken,
      skipped: row.files_skipped,
      quarantined: row.files_quarantined,
      ignored: row.files_ignored,
    },
    records: recordsOf(row),
    bytes: { read: row.bytes_read, written: row.bytes_written },
  };
}

function lastCompaction(manifest: Sqlite): CompactionSummary | null {
  const sql = "SELECT * FROM run WHERE kind = 'compact' AND records_read > 0 ORDER BY id DESC LIMIT 1";
  const row = manifest.get(compactionRow, sql);
  if (row === undefined) return null;
  const { read, written, repeated } = recordsOf(row);
  return {
    startedAtMs: row.started_ms,
    finishedAtMs: row.finished_ms,
    records: { read, written, repeated },
    bytes: { read: row.bytes_read, written: row.bytes_written },
  };
}

function removedFiles(manifest: Sqlite): IngestStatus["removedFiles"] {
  const sql = `SELECT count(*) AS count, coalesce(sum(size_bytes), 0) AS size_bytes FROM file WHERE removed_ms IS NOT NULL`;
  const row = manifest.get(removedRow, sql);
  return { count: row?.count ?? 0, sizeBytes: row?.size_bytes ?? 0 };
}

function recordsOf(row: z.infer<z.ZodObject<typeof recordColumns>>): RecordCounts {
  return {
    read: row.records_read,
    written: row.records_written,
    repeated: row.records_repeated,
    quarantined: row.records_quarantined,
    expired: row.records_expired,
  };
}
