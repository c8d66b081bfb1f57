import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type AthenaService, athenaService } from "../aws/athena/service.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../rigs/trino/schema.ts";
import { type Opened, openRemote } from "./open.ts";

/** The engine of Athena through the real SDK client: states, pages, parameters, faults, stopping, 100,000 rows. */

const trino = new TrinoClient(inject("trino").url);
const target = "AmazonAthena";
const nowMs = Date.parse("2026-03-03T00:00:00Z");
const rows = 100_000;

let schema: Schema;
let athena: AthenaService;
let opened: Opened;

beforeAll(async () => {
  schema = await freshSchema(trino, "athenaengine");
  const table = `awsdatacatalog.${schema.name}.fresh`;
  await trino.query(`CREATE TABLE ${table} (event_time timestamp(3), event_id varchar, event_name varchar,
    read_only boolean, ingest_hour varchar)`);
  await trino.query(`INSERT INTO ${table}
    SELECT date_add('millisecond', 1000 * a + b, TIMESTAMP '2026-03-01 00:00:00.000'),
      lpad(cast(1000 * a + b AS varchar), 6, '0'), if(b = 0, NULL, if(b = 1, 'it''s', 'Name')), b % 2 = 0, '2026-03-01T00'
    FROM UNNEST(sequence(0, ${rows / 1000 - 1})) AS x(a) CROSS JOIN UNNEST(sequence(0, 999)) AS y(b)`);
});
afterAll(() => schema.drop());

async function open(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  athena = athenaService({
    trino,
    workGroups: [{ name: "audit", outputLocation: "s3://results-bucket/" }],
    files: inject("trino").files,
  });
  const fresh = { database: schema.name, table: "fresh" };
  const sources = { cloudtrail: { shape: "store", fresh, holds: { start: "2026-01-01" } } };
  const declared = { engine: "athena", workgroup: "audit", maxRunning: 3, sources, ...more };
  opened = await openRemote({ services: [athena.service], nowMs, declared });
}
beforeEach(() => open());
afterEach(() => opened.close());

const place = (operation: string) => ({ target, operation });
const calls = (operation: string) => opened.endpoint.calls.count(target, operation);
const time = { start: "2026-03-01", end: "2026-03-02" };
const ids = { from: "cloudtrail", time, select: ["eventID"] };
const few = { from: "cloudtrail", time, select: ["eventTime", "eventName", "readOnly"], limit: 2 };

describe("an answer", () => {
  test("has times, booleans and nulls in canonical form", async () => {
    const reply = await opened.answer(few);
    expect(reply).toMatchObject({ status: "succeeded", error: null, engine: "remote" });
    expect(reply.rows).toEqual([
      ["2026-03-01T00:00:00.000Z", null, true],
      ["2026-03-01T00:00:00.001Z", "it's", false],
    ]);
    expect(reply.statistics).toMatchObject({ rows: 2, scannedFiles: null });
  });

  test("takes values as execution parameters, quotes and all", async () => {
    const where = { field: "eventName", op: "eq", value: "it's" };
    const query = { from: "cloudtrail", time, where, aggregate: { n: { fn: "count" } } };
    expect((await opened.answer(query)).rows).toEqual([[rows / 1000]]);
  });

  test("of 100,000 rows comes whole and in order, whatever the size of the pages, from one query", async () => {
    const expected = Array.from({ length: rows }, (_, n) => [String(n).padStart(6, "0")]);
    const reply = await opened.answer(ids, { pageSize: 10_000 });
    expect(await opened.everyRow(reply)).toEqual(expected);
    const odd = await opened.service.page(reply.id, reply.nextCursor, 999);
    expect(odd.rows).toEqual(expected.slice(10_000, 10_999));
    expect(await opened.service.page(reply.id, reply.nextCursor, 999)).toEqual(odd);
    expect(calls("StartQueryExecution")).toBe(1);
  });

  test("of an earlier run says that it may be stale", async () => {
    await opened.close();
    await open({ resultReuseMinutes: 60 });
    expect((await opened.answer(few)).completeness.warnings.join()).not.toContain("minutes ago");
    const again = await opened.answer(few);
    expect(again.completeness).toMatchObject({ complete: false });
    expect(again.completeness.warnings.join()).toContain("run up to 60 minutes ago");
  });
});

test("repeats of a record are left out where that is asked for", async () => {
  const table = `awsdatacatalog.${schema.name}.repeats`;
  await trino.query(`CREATE TABLE ${table} (event_time timestamp(3), event_id varchar, record_id varchar)`);
  const row = (id: string, record: string) => `(TIMESTAMP '2026-03-01 00:00:00.000', '${id}', '${record}')`;
  await trino.query(`INSERT INTO ${table} VALUES ${[row("e1", "a"), row("e1", "a"), row("e1", "b")].join(", ")}`);
  await opened.close();
  const fresh = { database: schema.name, table: "repeats" };
  await open({ sources: { cloudtrail: { shape: "store", fresh } } });
  expect((await opened.answer(ids)).rows).toEqual([["e1"], ["e1"], ["e1"]]);
  expect((await opened.answer(ids, { distinctRecords: true })).rows).toEqual([["e1"], ["e1"]]);
});

describe("what goes wrong", () => {
  test("a query that fails says why", async () => {
    athena.runs.plan({ kind: "fail", message: "Query exhausted resources at this scale factor" });
    expect(await opened.failureOf(few)).toMatch(/^exhausted: .*Query exhausted resources/);
    athena.runs.plan({ kind: "fail", message: "something else" });
    expect(await opened.failureOf(few)).toMatch(/^store-failed: .*something else.*may succeed if asked again/);
  });

  test("a query that timed out, or that somebody else stops, has no rows", async () => {
    athena.runs.plan({ kind: "time-out", rows: 1 });
    expect(await opened.failureOf(few)).toMatch(/^(timeout|store-failed): /);
    athena.runs.plan({ kind: "cancel" });
    expect(await opened.failureOf(few)).toMatch(/^cancelled: the query was stopped in Athena/);
    expect(calls("GetQueryResults")).toBe(0);
  });

  test("a start whose reply is lost is made again with the same token, and runs once", async () => {
    opened.endpoint.faults.plan(place("StartQueryExecution"), { kind: "drop", when: "after" });
    expect((await opened.answer(few)).rows).toHaveLength(2);
    expect(calls("StartQueryExecution")).toBe(2);
    expect(athena.runs.all()).toHaveLength(1);
  });

  test("throttled calls are tried again; nothing is lost or doubled", async () => {
    opened.endpoint.faults.throttle(place("StartQueryExecution"), 1, "TooManyRequestsException");
    const reply = await opened.answer({ ...ids, limit: 3_500 }, { pageSize: 3_000 });
    opened.endpoint.faults.throttle(place("GetQueryResults"));
    const all = await opened.everyRow(reply);
    expect(new Set(all.map(([eventID]) => eventID)).size).toBe(3_500);
  });

  test("a result that expires between pages is gone", async () => {
    const reply = await opened.answer(ids, { pageSize: 1_000 });
    athena.runs.expire();
    await expect(opened.service.page(reply.id, reply.nextCursor, 10_000)).rejects.toMatchObject({ code: "expired" });
  });

  test("a workgroup that is not there is what the store says", async () => {
    await opened.close();
    await open({ workgroup: "nobody" });
    expect(await opened.failureOf(few)).toMatch(/^store-failed: .*InvalidRequestException/);
  });
});

test("explain bounds the cost by the cut-off, and calls nothing", async () => {
  await opened.close();
  await open({ bytesScannedCutoff: 1_000_000_000 });
  const { engines } = await opened.service.explain(few, { engine: "remote" });
  expect(engines[1]).toMatchObject({
    engine: "remote",
    kind: "athena",
    estimate: { scannedBytes: 1_000_000_000, files: null, usd: 0.005, basis: "bound" },
  });
  expect(calls("StartQueryExecution")).toBe(0);
});

test("a cancelled query is stopped in Athena", async () => {
  athena.runs.plan({ kind: "hold", as: "queued", released: new Promise(() => undefined) });
  const { id } = await opened.service.start(few, { engine: "remote" });
  while (calls("GetQueryExecution") === 0) await opened.service.wait(id, 20);
  await opened.service.cancel(id);
  while (athena.runs.active > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect([calls("StartQueryExecution"), calls("StopQueryExecution")]).toEqual([1, 1]);
});
