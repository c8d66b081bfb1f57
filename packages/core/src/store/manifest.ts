import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { TrailkeepError } from "../error.ts";
import { makeFolder, syncPath } from "./disk.ts";
import { layout, storeFormatVersion } from "./layout.ts";
import { migrations } from "./migrations.ts";
import { Sqlite } from "./sqlite.ts";

const versionRow = z.object({ user_version: z.number() });

/** Where a store's manifest stands. */
export function manifestPath(root: string): string {
  return join(root, layout.manifest);
}

/**
 * Opens the manifest to read; undefined if the folder has none (yet). Creates nothing.
 * @throws TrailkeepError store-newer, store-damaged
 */
export function openManifest(root: string): Sqlite | undefined {
  const path = manifestPath(root);
  if (!existsSync(path)) return undefined;
  const manifest = new Sqlite(path);
  try {
    const version = checkedVersion(manifest);
    if (version === 0) {
      manifest.close();
      return undefined;
    }
    return prepared(manifest, version);
  } catch (error) {
    manifest.close();
    throw error;
  }
}

/**
 * Opens the manifest to write: makes the folder and the manifest if they are missing.
 * @throws TrailkeepError store-newer, store-damaged, storage-failed
 */
export function createManifest(root: string): Sqlite {
  makeFolder(root);
  const manifest = new Sqlite(manifestPath(root));
  try {
    return prepared(manifest, checkedVersion(manifest));
  } catch (error) {
    manifest.close();
    throw error;
  }
}

/**
 * Settings of every connection. A migration may replace a table that others refer to, so references are checked from
 * then on. WAL: readers never wait for the writer, nor it for them. FULL: a commit is on the disk
 * when it returns, so that nothing is deleted or answered on the strength of a transaction that a power cut takes back.
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
function prepared(manifest: Sqlite, version: number): Sqlite {
  manifest.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF");
  if (version < storeFormatVersion) migrate(manifest);
  manifest.exec("PRAGMA foreign_keys = ON");
  return manifest;
}

function migrate(manifest: Sqlite): void {
  manifest.exec("PRAGMA journal_mode = WAL");
  manifest.transaction(() => {
    const from = checkedVersion(manifest);
    for (const step of migrations.slice(from)) manifest.exec(step);
    manifest.exec(`PRAGMA user_version = ${storeFormatVersion}`);
  });
  syncPath(join(manifest.path, ".."));
}

function checkedVersion(manifest: Sqlite): number {
  const version = manifest.get(versionRow, "PRAGMA user_version")?.user_version ?? 0;
  if (version > storeFormatVersion) {
    throw new TrailkeepError("store-newer", {
      message: `the store has format version ${version}; this Trailkeep knows versions up to ${storeFormatVersion}`,
      at: manifest.path,
      hint: "use the newer Trailkeep that wrote it",
    });
  }
  return version;
}
