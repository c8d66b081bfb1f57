import { expect, inject, test } from "vitest";
import { TrinoClient } from "./client.ts";

const trino = inject("trino");
const client = new TrinoClient(trino.url);

test("cells keep all their digits", async () => {
  const { columns, rows } = await client.query(
    "SELECT 9223372036854775807 AS big, 1e-7 AS small, true AS yes, CAST(NULL AS varchar) AS none, 'é''\n' AS text",
  );
  expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    "big bigint",
    "small double",
    "yes boolean",
    "none varchar",
    "text varchar(3)",
  ]);
  expect(rows).toEqual([["9223372036854775807", "1.0E-7", true, null, "é'\n"]]);
});

test("a result of many pages is whole", async () => {
  const numbers = "SELECT a * 1000 + b AS n FROM UNNEST(sequence(0, 99)) x(a), UNNEST(sequence(0, 999)) y(b)";
  const { rows } = await client.query(numbers);
  expect(new Set(rows.map(([n]) => n)).size).toBe(100_000);
});

test("an error has Trino's name for it", async () => {
  await expect(client.query("SELEC 1")).rejects.toMatchObject({ code: "SYNTAX_ERROR", type: "USER_ERROR" });
  await expect(client.query("SELECT nothing")).rejects.toMatchObject({ code: "COLUMN_NOT_FOUND" });
});

test("a query can be stopped", async () => {
  const stop = new AbortController();
  const endless =
    "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(x), UNNEST(sequence(1, 10000)) b(y), UNNEST(sequence(1, 10000)) c(z)";
  const running = client.query(endless, { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) });
  await expect(running).rejects.toThrow("enough");
});

test("one schema holds Hive and Iceberg tables", async () => {
  await client.query("CREATE SCHEMA awsdatacatalog.rig_both");
  try {
    await client.query("CREATE TABLE awsdatacatalog.rig_both.plain (a bigint)");
    await client.query("CREATE TABLE iceberg.rig_both.ice (a bigint, day date) WITH (partitioning = ARRAY['day'])");
    await client.query("INSERT INTO awsdatacatalog.rig_both.plain VALUES 1");
    await client.query("INSERT INTO awsdatacatalog.rig_both.ice VALUES (2, DATE '2026-03-01')");
    const both = "SELECT a FROM rig_both.plain UNION ALL SELECT a FROM rig_both.ice ORDER BY a";
    expect((await client.query(both, { catalog: "awsdatacatalog" })).rows).toEqual([["1"], ["2"]]);
  } finally {
    await client.query("DROP TABLE iceberg.rig_both.ice");
    await client.query("DROP SCHEMA awsdatacatalog.rig_both CASCADE");
  }
});
