import { join } from "node:path";
import { z } from "zod";
import type { SourceName } from "../catalog/index.ts";
import { dataFilePath } from "./layout.ts";
import type { Sqlite } from "./sqlite.ts";
import type { SourceSummary, StoredDay, StoreFile, TimeRange } from "./types.ts";

/** The columns of the table `file` that make a {@link StoreFile}. */
export const fileColumns = {
  day: z.string(),
  name: z.string(),
  rows: z.number(),
  size_bytes: z.number(),
  min_time_ms: z.number(),
  max_time_ms: z.number(),
  shortcuts: z.number(),
} as const;

const fileRow = z.object(fileColumns);

const summaryRow = z.object({
  files: z.number(),
  rows: z.number(),
  size_bytes: z.number(),
  min_time_ms: z.number().nullable(),
  max_time_ms: z.number().nullable(),
});

/** The visible files of a source whose records may lie in the range, oldest day first. */
export function visibleFiles(
  manifest: Sqlite,
  root: string,
  source: SourceName,
  range?: TimeRange,
): readonly StoreFile[] {
  const overlap = range === undefined ? "" : " AND max_time_ms >= ? AND min_time_ms < ?";
  const bounds = range === undefined ? [] : [range.startMs, range.endMs];
  return manifest
    .all(
      fileRow,
      `SELECT day, name, rows, size_bytes, min_time_ms, max_time_ms, shortcuts FROM file
       WHERE source = ? AND removed_ms IS NULL${overlap} ORDER BY day, id`,
      [source, ...bounds],
    )
    .map((row) => storeFile(root, source, row));
}

/** A file as its row in the manifest says it. */
export function storeFile(root: string, source: SourceName, row: z.infer<typeof fileRow>): StoreFile {
  return {
    source,
    day: row.day,
    path: join(root, dataFilePath(source, row.day, row.name)),
    rows: row.rows,
    sizeBytes: row.size_bytes,
    minTimeMs: row.min_time_ms,
    maxTimeMs: row.max_time_ms,
    shortcuts: row.shortcuts,
  };
}

/** The visible files of one day of a source. */
export function filesOfDay(manifest: Sqlite, root: string, source: SourceName, day: string): readonly StoreFile[] {
  const startMs = Date.parse(`${day}T00:00:00Z`);
  return visibleFiles(manifest, root, source, { startMs, endMs: startMs + 86_400_000 });
}

const dayRow = z.object({ day: z.string(), rows: z.number(), sizeBytes: z.number() });

/** The days of a source that hold records, in order. */
export function storedDays(manifest: Sqlite, source: SourceName): readonly StoredDay[] {
  return manifest.all(
    dayRow,
    `SELECT day, sum(rows) AS rows, sum(size_bytes) AS sizeBytes FROM file
     WHERE source = ? AND removed_ms IS NULL GROUP BY day ORDER BY day`,
    [source],
  );
}

/** What the visible files of a source add up to. */
export function summarise(manifest: Sqlite, source: SourceName): SourceSummary {
  const row = manifest.get(
    summaryRow,
    `SELECT count(*) AS files, coalesce(sum(rows), 0) AS rows, coalesce(sum(size_bytes), 0) AS size_bytes,
       min(min_time_ms) AS min_time_ms, max(max_time_ms) AS max_time_ms
     FROM file WHERE source = ? AND removed_ms IS NULL`,
    [source],
  );
  if (row === undefined) return emptySummary(source);
  return {
    source,
    rows: row.rows,
    files: row.files,
    sizeBytes: row.size_bytes,
    minTimeMs: row.min_time_ms,
    maxTimeMs: row.max_time_ms,
  };
}

/** The summary of a source of which nothing is held. */
export function emptySummary(source: SourceName): SourceSummary {
  return { source, rows: 0, files: 0, sizeBytes: 0, minTimeMs: null, maxTimeMs: null };
}
