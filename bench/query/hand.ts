import { DuckDBInstance } from "@duckdb/node-api";
import { Store } from "@trailkeep/core/store";

/**
 * The process that asks hand-written SQL: DuckDB over the files that the manifest lists, with every setting that helps
 * here. Takes `{ "sql": ... }` from its parent and answers `{ "ms", "rows" }`; rows are read as JavaScript objects.
 */

const [root = ""] = process.argv.slice(2);
const store = Store.open(root);
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run("SET GLOBAL parquet_metadata_cache = true");
for (const source of ["cloudtrail", "s3_access"] as const) {
  const files = store.files(source).map(({ path }) => `'${path.replaceAll("'", "''")}'`);
  await connection.run(
    `CREATE VIEW ${source} AS SELECT * FROM read_parquet([${files.join(", ")}], hive_partitioning = false)`,
  );
}
store.close();

process.on("message", async ({ sql }: { sql: string }) => {
  const start = performance.now();
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
  process.send?.({ ms: performance.now() - start, rows: rows.length });
});
process.send?.("ready");
