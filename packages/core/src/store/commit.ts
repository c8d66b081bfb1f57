import { z } from "zod";
import type { Change, NewFile, NewObject, NewQuarantine, ObjectChange, RunProgress } from "./change.ts";
import { sourcesText } from "./quarantine.ts";
import type { Sqlite } from "./sqlite.ts";
import type { RecordCounts } from "./types.ts";

const idRow = z.object({ id: z.number() });

/** Writes a change into the manifest. The caller holds the transaction. */
export function applyChange(manifest: Sqlite, runId: number, change: Change, nowMs: number): void {
  for (const id of change.replacedObjects) dropObject(manifest, id);
  for (const object of change.objects) addObject(manifest, runId, object, nowMs);
  for (const touched of change.touched) {
    manifest.run("UPDATE object SET mtime_us = ? WHERE id = ?", [touched.mtimeUs, touched.id]);
  }
  for (const object of change.objectChanges) changeObject(manifest, object);
  for (const file of change.files) addFile(manifest, runId, file);
  for (const id of change.removedFiles) manifest.run("UPDATE file SET removed_ms = ? WHERE id = ?", [nowMs, id]);
  for (const id of change.released) manifest.run("DELETE FROM quarantine WHERE id = ?", [Number(id)]);
  for (const entry of change.quarantine) addQuarantine(manifest, entry, nowMs);
  addToRun(manifest, runId, change.run);
}

function dropObject(manifest: Sqlite, id: number): void {
  manifest.run("DELETE FROM quarantine WHERE object_id = ?", [id]);
  manifest.run("DELETE FROM object WHERE id = ?", [id]);
}

function addObject(manifest: Sqlite, runId: number, object: NewObject, nowMs: number): void {
  manifest.run("INSERT INTO object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [
    object.id,
    object.uri,
    object.version,
    object.sizeBytes,
    object.mtimeUs,
    object.sha256,
    object.format,
    object.state,
    withoutNul(object.reason),
    object.knownFormats,
    ...recordValues(object.records),
    nowMs,
    runId,
  ]);
}

function changeObject(manifest: Sqlite, change: ObjectChange): void {
  manifest.run(
    `UPDATE object SET records_read = records_read + ?, records_written = records_written + ?,
       records_repeated = records_repeated + ?, records_quarantined = records_quarantined + ?,
       records_expired = records_expired + ? WHERE id = ?`,
    [...recordValues(change.records), change.id],
  );
  if (change.became === undefined) return;
  const { state, format, reason } = change.became;
  const values = [state, format, withoutNul(reason), change.id];
  manifest.run("UPDATE object SET state = ?, format = ?, reason = ? WHERE id = ?", values);
}

function addFile(manifest: Sqlite, runId: number, file: NewFile): void {
  const added = manifest.get(
    idRow,
    `INSERT INTO file (source, day, name, rows, size_bytes, min_time_ms, max_time_ms, run_id, settled, shortcuts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    [
      file.source,
      file.day,
      file.name,
      file.rows,
      file.sizeBytes,
      file.minTimeMs,
      file.maxTimeMs,
      runId,
      file.settled === true ? 1 : 0,
      file.shortcuts ?? 0,
    ],
  );
  if (added === undefined) throw new Error("the manifest gave no id to a file");
  for (const [objectId, rows] of file.objects) {
    manifest.run("INSERT INTO file_object VALUES (?, ?, ?)", [added.id, objectId, rows]);
  }
}

function addQuarantine(manifest: Sqlite, entry: NewQuarantine, nowMs: number): void {
  manifest.run(
    `INSERT INTO quarantine (object_id, sources, format, reason, position, byte_offset, time_ms, size_bytes, spool, spool_offset,
       quarantined_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      entry.objectId,
      sourcesText(entry.sources),
      entry.format,
      withoutNul(entry.reason),
      entry.position,
      entry.byteOffset,
      entry.timeMs,
      entry.sizeBytes,
      entry.spool?.name ?? null,
      entry.spool?.offset ?? 0,
      nowMs,
    ],
  );
}

function addToRun(manifest: Sqlite, runId: number, run: RunProgress): void {
  const { files, bytes } = run;
  manifest.run(
    `UPDATE run SET files_taken = files_taken + ?, files_skipped = files_skipped + ?,
       files_quarantined = files_quarantined + ?, files_ignored = files_ignored + ?,
       records_read = records_read + ?, records_written = records_written + ?, records_repeated = records_repeated + ?,
       records_quarantined = records_quarantined + ?, records_expired = records_expired + ?,
       bytes_read = bytes_read + ?, bytes_written = bytes_written + ?, conflicts = conflicts + ? WHERE id = ?`,
    [
      files.taken,
      files.skipped,
      files.quarantined,
      files.ignored,
      ...recordValues(run.records),
      bytes.read,
      bytes.written,
      run.conflicts,
      runId,
    ],
  );
}

function recordValues(records: RecordCounts): readonly number[] {
  return [records.read, records.written, records.repeated, records.quarantined, records.expired];
}

/** SQLite's bindings cut text at NUL. */
function withoutNul(text: string | null): string | null {
  return text?.replaceAll("\0", "\\0") ?? null;
}
