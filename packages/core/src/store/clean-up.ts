import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isSourceName, localSourceNames } from "../catalog/index.ts";
import { erasePending } from "./erase.ts";
import { dataFileName, dataFilePath, graceMs, layout } from "./layout.ts";
import type { Sqlite } from "./sqlite.ts";

const fileRow = z.object({ id: z.number(), source: z.string(), day: z.string(), name: z.string() });
const spoolRow = z.object({ spool: z.string() });

/**
 * Deletes what no reader can need: the staging of runs that were killed, files that such runs wrote and never listed, and
 * files removed longer than the grace period ago. The caller holds the ingest lock, so nobody is writing such a file.
 */
export function cleanUp(manifest: Sqlite, root: string, nowMs: number): void {
  rmSync(join(root, layout.staging), { recursive: true, force: true });
  erasePending(manifest, root);
  deleteRemoved(manifest, root, nowMs - graceMs);
  deleteUnlisted(manifest, root);
  deleteUnusedSpools(manifest, root);
}

function deleteRemoved(manifest: Sqlite, root: string, beforeMs: number): void {
  const sql = "SELECT id, source, day, name FROM file WHERE removed_ms < ?";
  for (const file of manifest.all(fileRow, sql, [beforeMs])) {
    if (isSourceName(file.source)) rmSync(join(root, dataFilePath(file.source, file.day, file.name)), { force: true });
    manifest.run("DELETE FROM file WHERE id = ?", [file.id]);
  }
}

function deleteUnlisted(manifest: Sqlite, root: string): void {
  const files = manifest.all(fileRow, "SELECT id, source, day, name FROM file");
  const listed = new Set(files.map((file) => `${file.source}/day=${file.day}/${file.name}`));
  for (const source of localSourceNames) {
    for (const folder of namesIn(join(root, source)).filter((name) => /^day=\d{4}-\d{2}-\d{2}$/.test(name))) {
      for (const name of namesIn(join(root, source, folder)).filter((file) => dataFileName.test(file))) {
        const path = `${source}/${folder}/${name}`;
        if (!listed.has(path)) rmSync(join(root, path), { force: true });
      }
    }
  }
}

function deleteUnusedSpools(manifest: Sqlite, root: string): void {
  const folder = join(root, layout.quarantine);
  const names = namesIn(folder);
  if (names.length === 0) return;
  const sql = "SELECT DISTINCT spool FROM quarantine WHERE spool IS NOT NULL";
  const used = new Set(manifest.all(spoolRow, sql).map((row) => row.spool));
  for (const name of names) {
    if (!used.has(name) && /^r\d+-b\d+(-\d+)?\.bin$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** The entries of a folder; none if it is not there. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
