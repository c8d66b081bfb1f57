import { z } from "zod";
import { localSourceNames, type SourceName } from "../catalog/index.ts";
import type { Sqlite } from "./sqlite.ts";
import type { DeletedDay, DeletionCounts } from "./types.ts";

const dayMs = 86_400_000;

const deletionRow = z.object({
  id: z.number(),
  day: z.string(),
  rows: z.number(),
  policies: z.string(),
  deleted_ms: z.number(),
});
const policyNames = z.array(z.string());
const filesRow = z.object({ files: z.number(), rows: z.number(), size_bytes: z.number() });
const entryRow = z.object({
  id: z.number(),
  object_id: z.number(),
  sources: z.string().nullable(),
  position: z.number().nullable(),
  spool: z.string().nullable(),
  spool_offset: z.number(),
  size_bytes: z.number(),
});

/** The deleted days of a source, in order. */
export function deletedDays(manifest: Sqlite, source: SourceName): readonly DeletedDay[] {
  const sql = "SELECT id, day, rows, policies, deleted_ms FROM deletion WHERE source = ? ORDER BY day";
  return manifest.all(deletionRow, sql, [source]).map(({ deleted_ms: deletedAtMs, policies, ...row }) => ({
    ...row,
    policies: policyNames.parse(JSON.parse(policies)),
    deletedAtMs,
  }));
}

/**
 * Takes whole days of a source out of sight, the quarantine's entries of those days with them: files go after the grace
 * period, the entries' bytes with {@link pendingErasures}. The ledger stays, its counts too, but that quarantined records
 * are expired ones now. Days that hold nothing are left alone. The caller holds the transaction and the ingest lock.
 */
export function deleteDays(
  manifest: Sqlite,
  source: SourceName,
  {
    days,
    policies,
    nowMs,
  }: { readonly days: readonly string[]; readonly policies: readonly string[]; readonly nowMs: number },
): DeletionCounts {
  const counts = { days: [] as string[], rows: 0, sizeBytes: 0, files: 0, quarantined: 0 };
  for (const day of days) {
    const found = removeFiles(manifest, source, day, nowMs);
    const entries = waitingEntries(manifest, source, day);
    if (found.files === 0 && entries.length === 0) continue;
    note(manifest, { source, day, rows: found.rows, sizeBytes: found.size_bytes, policies, nowMs });
    const quarantined = deleteQuarantined(manifest, entries, day);
    counts.days.push(day);
    counts.rows += found.rows;
    counts.sizeBytes += found.size_bytes;
    counts.files += found.files;
    counts.quarantined += quarantined;
  }
  return counts;
}

function removeFiles(manifest: Sqlite, source: SourceName, day: string, nowMs: number): z.infer<typeof filesRow> {
  const where = "source = ? AND day = ? AND removed_ms IS NULL";
  const sums = `SELECT count(*) AS files, coalesce(sum(rows), 0) AS rows, coalesce(sum(size_bytes), 0) AS size_bytes`;
  const found = manifest.get(filesRow, `${sums} FROM file WHERE ${where}`, [source, day]);
  manifest.run(`UPDATE file SET removed_ms = ? WHERE ${where}`, [nowMs, source, day]);
  return found ?? { files: 0, rows: 0, size_bytes: 0 };
}

interface Note {
  readonly source: SourceName;
  readonly day: string;
  readonly rows: number;
  readonly sizeBytes: number;
  readonly policies: readonly string[];
  readonly nowMs: number;
}

function note(manifest: Sqlite, { source, day, rows, sizeBytes, policies, nowMs }: Note): void {
  const [before] = manifest.all(deletionRow, "SELECT * FROM deletion WHERE source = ? AND day = ?", [source, day]);
  manifest.run("DELETE FROM deletion WHERE source = ? AND day = ?", [source, day]);
  const values = [source, day, (before?.rows ?? 0) + rows, sizeBytes, JSON.stringify(policies), nowMs];
  const columns = "source, day, rows, size_bytes, policies, deleted_ms";
  manifest.run(`INSERT INTO deletion (${columns}) VALUES (?, ?, ?, ?, ?, ?)`, values);
}

/** The entries that may be of a source, of a day in which the source's records were not deleted since they came. */
const waiting = `FROM quarantine q WHERE time_ms IS NOT NULL AND (sources IS NULL OR instr(sources, ?1) > 0)
  AND NOT EXISTS (SELECT 1 FROM deletion d WHERE d.source = ?2 AND d.day = date(q.time_ms / 1000, 'unixepoch')
    AND d.deleted_ms >= q.quarantined_ms)`;

function waitingEntries(manifest: Sqlite, source: SourceName, day: string): readonly z.infer<typeof entryRow>[] {
  const start = Date.parse(day);
  return manifest.all(
    entryRow,
    `SELECT id, object_id, sources, position, spool, spool_offset, size_bytes ${waiting} AND time_ms >= ?3 AND time_ms < ?4`,
    [`|${source}|`, source, start, start + dayMs],
  );
}

/** Days on which the quarantine has entries that may be of a source: they go with the source's days. */
export function quarantinedDays(manifest: Sqlite, source: SourceName): readonly string[] {
  const sql = `SELECT DISTINCT date(time_ms / 1000, 'unixepoch') AS day ${waiting} ORDER BY day`;
  return manifest.all(z.object({ day: z.string() }), sql, [`|${source}|`, source]).map(({ day }) => day);
}

/**
 * An entry goes when the day is deleted of every source that it may be of. One of no known time stays, listed: it cannot be
 * told to be due.
 */
function deleteQuarantined(manifest: Sqlite, entries: readonly z.infer<typeof entryRow>[], day: string): number {
  const sql = "SELECT source FROM deletion WHERE day = ?";
  const deletedOf = new Set(manifest.all(z.object({ source: z.string() }), sql, [day]).map(({ source }) => source));
  const going = entries.filter(({ sources }) => sourcesIn(sources).every((source) => deletedOf.has(source)));
  for (const entry of going) {
    manifest.run("DELETE FROM quarantine WHERE id = ?", [entry.id]);
    if (entry.spool !== null && entry.size_bytes > 0) {
      const values = [entry.spool, entry.spool_offset, entry.size_bytes];
      manifest.run("INSERT INTO erasure VALUES (?, ?, ?) ON CONFLICT DO NOTHING", values);
    }
    if (entry.position === null) continue;
    manifest.run(
      `UPDATE object SET records_quarantined = records_quarantined - 1, records_expired = records_expired + 1
       WHERE id = ? AND records_quarantined > 0`,
      [entry.object_id],
    );
  }
  return going.length;
}

function sourcesIn(sources: string | null): readonly string[] {
  return sources === null ? localSourceNames : sources.split("|").filter((name) => name !== "");
}

/** The highest deletion's id of the store; 0 if there was none. */
export function lastDeletion(manifest: Sqlite): number {
  return manifest.get(z.object({ id: z.number() }), "SELECT coalesce(max(id), 0) AS id FROM deletion")?.id ?? 0;
}
