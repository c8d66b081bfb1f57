import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isSourceName, type SourceName } from "../catalog/index.ts";
import { TrailkeepError } from "../error.ts";
import { layout } from "./layout.ts";
import type { Sqlite } from "./sqlite.ts";
import type { QuarantineCount, QuarantineEntry, TimeRange } from "./types.ts";

const entryRow = z.object({
  id: z.number(),
  uri: z.string(),
  sources: z.string().nullable(),
  format: z.string().nullable(),
  reason: z.string(),
  position: z.number().nullable(),
  byte_offset: z.number().nullable(),
  time_ms: z.number().nullable(),
  size_bytes: z.number(),
  quarantined_ms: z.number(),
});

const countRow = z.object({ in_range: z.number(), time_unknown: z.number() });
const total = z.object({ n: z.number() });
const place = z.object({ spool: z.string().nullable(), spool_offset: z.number(), size_bytes: z.number() });

const mayBelong = "(sources IS NULL OR instr(sources, '|' || ? || '|') > 0)";

/** Sources as the index holds them: `|a|b|`, or null for any. */
export function sourcesText(sources: readonly SourceName[] | null): string | null {
  return sources === null ? null : `|${sources.join("|")}|`;
}

/** How many entries may belong to a source and a range. */
export function countQuarantined(manifest: Sqlite, source: SourceName, range?: TimeRange): QuarantineCount {
  const [startMs, endMs] =
    range === undefined ? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] : [range.startMs, range.endMs];
  const row = manifest.get(
    countRow,
    `SELECT
       (SELECT count(*) FROM quarantine WHERE time_ms >= ? AND time_ms < ? AND ${mayBelong}) AS in_range,
       (SELECT count(*) FROM quarantine WHERE time_ms IS NULL AND ${mayBelong}) AS time_unknown`,
    [startMs, endMs, source, source],
  );
  return { inRange: row?.in_range ?? 0, timeUnknown: row?.time_unknown ?? 0 };
}

export interface QuarantinePage {
  readonly limit: number;
  /** Entries after this one; from the first if left out. */
  readonly afterId?: string | undefined;
  readonly source?: SourceName | undefined;
}

/** Entries in the order in which they came. */
export function listQuarantine(manifest: Sqlite, page: QuarantinePage): readonly QuarantineEntry[] {
  const after = page.afterId === undefined ? 0 : idOf(page.afterId);
  const filter = page.source === undefined ? "" : `AND ${mayBelong}`;
  return manifest
    .all(
      entryRow,
      `SELECT q.id, o.uri, q.sources, q.format, q.reason, q.position, q.byte_offset, q.time_ms, q.size_bytes, q.quarantined_ms
       FROM quarantine q JOIN object o ON o.id = q.object_id WHERE q.id > ? ${filter} ORDER BY q.id LIMIT ?`,
      [after, ...(page.source === undefined ? [] : [page.source]), page.limit],
    )
    .map((row) => ({
      id: String(row.id),
      inputObject: row.uri,
      source: onlySource(row.sources),
      format: row.format,
      reason: row.reason,
      position: row.position,
      byteOffset: row.byte_offset,
      timeMs: row.time_ms,
      sizeBytes: row.size_bytes,
      quarantinedAtMs: row.quarantined_ms,
    }));
}

/** One entry. Throws not-found. */
export function findQuarantined(manifest: Sqlite, id: string): QuarantineEntry {
  const [entry] = listQuarantine(manifest, { limit: 1, afterId: String(idOf(id) - 1) });
  if (entry?.id !== id) throw noQuarantineEntry(id);
  return entry;
}

const keptRow = z.object({
  id: z.number(),
  object_id: z.number(),
  uri: z.string(),
  format: z.string().nullable(),
  position: z.number().nullable(),
  size_bytes: z.number(),
  spool: z.string(),
  spool_offset: z.number(),
});

/** An entry whose bytes were kept, with the place where they stand. */
export interface KeptEntry {
  readonly id: string;
  readonly objectId: number;
  readonly uri: string;
  readonly format: string | null;
  readonly position: number | null;
  readonly sizeBytes: number;
  /** Absolute path of the file that holds the bytes, and where in it they start. */
  readonly path: string;
  readonly offset: number;
}

/** Every entry that can be read again, object by object. */
export function keptEntries(manifest: Sqlite, root: string): readonly KeptEntry[] {
  const rows = manifest.all(
    keptRow,
    `SELECT q.id, q.object_id, o.uri, q.format, q.position, q.size_bytes, q.spool, q.spool_offset
     FROM quarantine q JOIN object o ON o.id = q.object_id WHERE q.spool IS NOT NULL ORDER BY q.object_id, q.id`,
  );
  return rows.map((row) => ({
    id: String(row.id),
    objectId: row.object_id,
    uri: row.uri,
    format: row.format,
    position: row.position,
    sizeBytes: row.size_bytes,
    path: join(root, layout.quarantine, row.spool),
    offset: row.spool_offset,
  }));
}

/** How many entries there are. */
export function quarantineTotal(manifest: Sqlite): number {
  return manifest.get(total, "SELECT count(*) AS n FROM quarantine")?.n ?? 0;
}

/**
 * The bytes of an entry, as they stood in the input.
 * @throws TrailkeepError not-found if there is no such entry, or if its bytes were never kept
 */
export function readQuarantined(manifest: Sqlite, root: string, id: string): Uint8Array {
  const row = manifest.get(place, "SELECT spool, spool_offset, size_bytes FROM quarantine WHERE id = ?", [idOf(id)]);
  if (row === undefined) throw noQuarantineEntry(id);
  if (row.spool === null) {
    const message = `the bytes of quarantine entry ${id} were not kept: the file could not be read or was beyond the size limit`;
    throw new TrailkeepError("not-found", { message, hint: "its reason and its input object are in the list" });
  }
  return readRange(join(root, layout.quarantine, row.spool), row.spool_offset, row.size_bytes);
}

function readRange(path: string, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const descriptor = openSpool(path);
  try {
    let filled = 0;
    while (filled < length) {
      const count = readSync(descriptor, bytes, filled, length - filled, offset + filled);
      if (count === 0) throw lost(path);
      filled += count;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

function openSpool(path: string): number {
  try {
    return openSync(path, "r");
  } catch {
    throw lost(path);
  }
}

function lost(path: string): TrailkeepError {
  const message = "the quarantine's bytes are missing or cut short";
  return new TrailkeepError("store-damaged", { message, at: path, hint: "restore the store's folder from a backup" });
}

function idOf(id: string): number {
  if (!/^\d{1,15}$/.test(id)) throw noQuarantineEntry(id);
  return Number(id);
}

/** The error for an id that names no entry. */
export function noQuarantineEntry(id: string): TrailkeepError {
  const hint = "`trailkeep quarantine list` shows those there are";
  return new TrailkeepError("not-found", { message: `there is no quarantine entry ${JSON.stringify(id)}`, hint });
}

function onlySource(sources: string | null): SourceName | null {
  const [only, more] = (sources ?? "").split("|").filter((name) => name !== "");
  return only !== undefined && more === undefined && isSourceName(only) ? only : null;
}
