import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { localSourceNames } from "@trailkeep/core/catalog";
import { columnTypes, identifier, Store } from "@trailkeep/core/store";
import Database from "libsql";

/** Everything that a store holds, as text that is equal for equal stores: rows, ledger, quarantine, totals, files listed. */
export async function contents(root: string): Promise<Record<string, unknown>> {
  const store = Store.open(root);
  const { objects, records } = store.ingestStatus();
  const quarantine = store.quarantine({ limit: 10_000 }).map(({ id, quarantinedAtMs: _, ...entry }) => ({
    ...entry,
    raw: Buffer.from(store.quarantineRaw(id)).toString("base64"),
  }));
  const rows: Record<string, unknown> = {};
  for (const source of localSourceNames) rows[source] = await fingerprint(store, source);
  store.close();
  return {
    rows,
    objects,
    records,
    quarantine: quarantine.map((entry) => JSON.stringify(entry)).sort(),
    ledger: ledger(root),
  };
}

/** Whether what readers see agrees with itself: files and rows, rows and ledger. Answers with the rows there are. */
export async function agreement(root: string): Promise<{ rows: number; objects: ReadonlyMap<string, number> }> {
  const store = Store.open(root);
  const objects = new Map<string, number>();
  let listed = 0;
  for (const source of localSourceNames) {
    const files = store.files(source);
    listed += files.reduce((sum, file) => sum + file.rows, 0);
    const counts = await ask(
      files.map((file) => file.path),
      "SELECT input_object AS uri, count(*)::INT AS rows FROM t GROUP BY 1",
    );
    for (const { uri, rows } of counts) objects.set(String(uri), (objects.get(String(uri)) ?? 0) + Number(rows));
  }
  const rows = [...objects.values()].reduce((sum, count) => sum + count, 0);
  if (rows !== listed) throw new Error(`the manifest lists ${listed} rows, the files hold ${rows}`);
  store.close();
  return { rows, objects };
}

/** Parquet and quarantine files on the disk, relative to the root. */
export function filesOnDisk(root: string): readonly string[] {
  const all = readdirSync(root, { recursive: true, encoding: "utf8" });
  return all.filter((path) => path.endsWith(".parquet") || path.endsWith(".bin") || path.startsWith("staging/")).sort();
}

/** Parquet files that readers see. */
export function filesListed(root: string): readonly string[] {
  const store = Store.open(root);
  const files = localSourceNames.flatMap((source) =>
    store.files(source).map((file) => file.path.slice(join(root, "/").length)),
  );
  store.close();
  return files.sort();
}

async function fingerprint(store: Store, source: (typeof localSourceNames)[number]): Promise<unknown> {
  const paths = store.files(source).map((file) => file.path);
  const columns = columnTypes(source).map(({ name }) => identifier(name));
  const row = `row(${columns.join(", ")})::VARCHAR`;
  return ask(paths, `SELECT count(*)::INT AS rows, md5(string_agg(${row}, '|' ORDER BY record_id)) AS hash FROM t`);
}

async function ask(paths: readonly string[], sql: string): Promise<Record<string, unknown>[]> {
  if (paths.length === 0) return [];
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    const list = paths.map((path) => `'${path}'`).join(", ");
    await connection.run(`CREATE VIEW t AS SELECT * FROM read_parquet([${list}], hive_partitioning = false)`);
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function ledger(root: string): readonly string[] {
  const manifest = new Database(join(root, "manifest.db"));
  const rows = manifest
    .prepare(
      `SELECT uri, version, size_bytes, mtime_us, sha256, format, state, reason, records_read, records_written,
         records_repeated, records_quarantined, records_expired FROM object ORDER BY uri, version`,
    )
    .all([]);
  manifest.close();
  return rows.map((row) => JSON.stringify(row));
}
