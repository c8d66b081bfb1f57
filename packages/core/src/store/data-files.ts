import { z } from "zod";
import { isSourceName, type SourceName } from "../catalog/index.ts";
import { fileColumns, storeFile } from "./files.ts";
import type { Sqlite } from "./sqlite.ts";
import type { StoreFile } from "./types.ts";

/** A visible data file as compaction has to know it. */
export interface DataFile extends StoreFile {
  readonly id: number;
  /** The run that wrote it. */
  readonly runId: number;
  readonly settled: boolean;
}

/** The visible files of a source's day, oldest first. */
export interface DataDay {
  readonly source: SourceName;
  readonly day: string;
  readonly files: readonly DataFile[];
}

/** How many rows of a file came from which input object. */
export interface ObjectRows {
  readonly fileId: number;
  readonly objectId: number;
  readonly uri: string;
  readonly rows: number;
}

const fileRow = z.object({
  ...fileColumns,
  id: z.number(),
  source: z.string(),
  run_id: z.number(),
  settled: z.number(),
});

const objectRow = z.object({ file_id: z.number(), object_id: z.number(), uri: z.string(), rows: z.number() });

/** Every day with at least `leastFiles` visible files that are not settled, in order of source and day. */
export function daysToCompact(manifest: Sqlite, root: string, leastFiles: number): readonly DataDay[] {
  const rows = manifest.all(
    fileRow,
    `SELECT id, source, day, name, rows, size_bytes, min_time_ms, max_time_ms, run_id, settled, shortcuts
     FROM file JOIN (
       SELECT source, day FROM file WHERE removed_ms IS NULL AND settled = 0 GROUP BY source, day HAVING count(*) >= ?
     ) USING (source, day) WHERE removed_ms IS NULL ORDER BY source, day, id`,
    [leastFiles],
  );
  const days = new Map<string, { source: SourceName; day: string; files: DataFile[] }>();
  for (const row of rows) {
    if (!isSourceName(row.source)) continue;
    const key = `${row.source} ${row.day}`;
    const day = days.get(key) ?? { source: row.source, day: row.day, files: [] };
    day.files.push(dataFile(root, row.source, row));
    days.set(key, day);
  }
  return [...days.values()];
}

/** Where the rows of some files came from. */
export function objectRows(manifest: Sqlite, fileIds: readonly number[]): readonly ObjectRows[] {
  const sql = `SELECT file_id, object_id, uri, rows FROM file_object JOIN object ON object.id = object_id
    WHERE file_id = ? ORDER BY object_id`;
  return fileIds.flatMap((id) =>
    manifest.all(objectRow, sql, [id]).map((row) => ({
      fileId: row.file_id,
      objectId: row.object_id,
      uri: row.uri,
      rows: row.rows,
    })),
  );
}

function dataFile(root: string, source: SourceName, row: z.infer<typeof fileRow>): DataFile {
  return { ...storeFile(root, source, row), id: row.id, runId: row.run_id, settled: row.settled !== 0 };
}
