import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { SourceName } from "@trailkeep/core/catalog";
import { Store } from "@trailkeep/core/store";
import { onTestFinished } from "vitest";

/** A folder that is gone when the test has finished. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function put(folder: string, path: string, content: string | Uint8Array, mtimeSeconds?: number): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  if (mtimeSeconds !== undefined) utimesSync(full, mtimeSeconds, mtimeSeconds);
  return full;
}

/** Runs SQL over what a reader of the store sees of a source, under the name `t`. */
export async function ask(root: string, source: SourceName, sql: string): Promise<Record<string, unknown>[]> {
  const store = Store.open(root);
  const files = store.files(source).map((file) => `'${file.path.replaceAll("'", "''")}'`);
  store.close();
  if (files.length === 0) return [];
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    await connection.run(
      `CREATE VIEW t AS SELECT * FROM read_parquet([${files.join(", ")}], hive_partitioning = false)`,
    );
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
