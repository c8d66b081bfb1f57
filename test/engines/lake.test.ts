import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type LakeService, lakeService } from "../aws/cloudtrail/service.ts";
import { otherLake } from "../aws/cloudtrail/switches.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../rigs/trino/schema.ts";
import { untilEnded } from "../until-ended.ts";
import { accessKeyId, type Opened, openRemote } from "./open.ts";

/** The engine of CloudTrail Lake through the real SDK client: states, pages, faults, stopping, 100,000 rows. */

const trino = new TrinoClient(inject("trino").url);
const target = "CloudTrail_20131101";
const id = "1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const nowMs = Date.parse("2026-03-03T00:00:00Z");
const declaredWith = (store: string) => ({
  engine: "lake",
  maxRunning: 3,
  sources: { cloudtrail: { eventDataStores: [store], holds: { start: "2026-01-01" } } },
});
const rows = 100_000;

let schema: Schema;
let lake: LakeService;
let opened: Opened;

beforeAll(async () => {
  schema = await freshSchema(trino, "lakeengine");
  const table = `awsdatacatalog.${schema.name}.events`;
  await trino.query(`CREATE TABLE ${table} (eventtime timestamp(3), eventid varchar, eventname varchar)`);
  await trino.query(`INSERT INTO ${table}
    SELECT date_add('millisecond', 1000 * a + b, TIMESTAMP '2026-03-01 00:00:00.000'),
      lpad(cast(1000 * a + b AS varchar), 6, '0'), if(b = 0, NULL, concat('Name', cast(b % 3 AS varchar)))
    FROM UNNEST(sequence(0, ${rows / 1000 - 1})) AS x(a) CROSS JOIN UNNEST(sequence(0, 999)) AS y(b)`);
});
afterAll(() => schema.drop());

const repeated = "2f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";

/** One event four times, once with other content, once of another account; and another event. */
async function loadRepeats(): Promise<void> {
  const table = `awsdatacatalog.${schema.name}.repeats`;
  await trino.query(`CREATE TABLE ${table} (eventtime timestamp(3), eventid varchar, recipientaccountid varchar,
    eventjson varchar)`);
  const row = (id: string, account: string, json: string) =>
    `(TIMESTAMP '2026-03-01 00:00:00.000', '${id}', '${account}', '${json}')`;
  const repeats = [row("e1", "1", "{}"), row("e1", "1", "{}"), row("e1", "1", '{"a":1}'), row("e1", "2", "{}")];
  await trino.query(`INSERT INTO ${table} VALUES ${[...repeats, row("e2", "1", "{}")].join(", ")}`);
}

async function open(switches: Parameters<typeof lakeService>[0]["switches"] = {}, store = id): Promise<void> {
  const eventDataStores = [
    { id, name: "audit", table: "events" },
    { id: repeated, name: "repeats", table: "repeats" },
  ];
  lake = lakeService({ trino, schema: schema.name, eventDataStores, switches });
  opened = await openRemote({ services: [lake.service], nowMs, declared: declaredWith(store) });
}
beforeEach(() => open());
afterEach(() => opened.close());

const place = (operation: string) => ({ target, operation });
const calls = (operation: string) => opened.endpoint.calls.count(target, operation);
const time = { start: "2026-03-01", end: "2026-03-02" };
const ids = { from: "cloudtrail", time, select: ["eventID"] };
const few = { from: "cloudtrail", time, select: ["eventTime", "eventName"], limit: 2 };

describe("an answer", () => {
  test.each([
    ["as the careful reading has them", {}],
    ["as the other reading has them", { timestamps: otherLake.timestamps, nulls: otherLake.nulls }],
    ["with the zone's name", { timestamps: "zoned" as const }],
  ])("has times and nulls in canonical form, %s", async (_, switches) => {
    await opened.close();
    await open(switches);
    const reply = await opened.answer(few);
    expect(reply).toMatchObject({ status: "succeeded", error: null, engine: "remote" });
    expect(reply.rows).toEqual([
      ["2026-03-01T00:00:00.000Z", null],
      ["2026-03-01T00:00:00.001Z", "Name1"],
    ]);
    expect(reply.statistics.rows).toBe(2);
    expect(reply.statistics.scannedBytes).toBeGreaterThan(0);
    expect(reply.statistics.usd).toBeCloseTo(reply.statistics.scannedBytes * 5e-12, 15);
    expect(reply.completeness.held).toMatchObject({ start: "2026-01-01T00:00:00.000Z", records: null });
  });

  test("of 100,000 rows comes whole and in order, whatever the size of the pages, from one query", async () => {
    const expected = Array.from({ length: rows }, (_, n) => [String(n).padStart(6, "0")]);
    const reply = await opened.answer(ids, { pageSize: 10_000 });
    expect(await opened.everyRow(reply)).toEqual(expected);
    const odd = await opened.service.page(reply.id, reply.nextCursor, 1_234);
    expect(odd.rows).toEqual(expected.slice(10_000, 11_234));
    const again = await opened.service.page(reply.id, reply.nextCursor, 1_234);
    expect(again).toEqual(odd);
    const next = await opened.service.page(reply.id, odd.nextCursor, 1);
    expect(next.rows).toEqual([["011234"]]);
    expect(calls("StartQuery")).toBe(1);
    expect((await opened.service.wait(reply.id, 0)).statistics.rows).toBe(rows);
  });
});

test("repeats of a record are left out where that is asked for, and ruled out by `exact`", async () => {
  await loadRepeats();
  await opened.close();
  await open({}, repeated);
  const query = { from: "cloudtrail", time, groupBy: ["eventID"], aggregate: { n: { fn: "count" } } };
  expect((await opened.answer(query)).rows).toEqual([
    ["e1", 4],
    ["e2", 1],
  ]);
  const once = [
    ["e1", 3],
    ["e2", 1],
  ];
  expect((await opened.answer(query, { distinctRecords: true })).rows).toEqual(once);
  expect((await opened.answer(query, { distinctRecords: true, exact: true })).rows).toEqual(once);
  expect(await opened.failureOf(query, { exact: true })).toMatch(/^capability: `remote` may hold repeats/);
});

describe("what goes wrong", () => {
  test("a query that fails says why", async () => {
    lake.runs.plan({ kind: "fail", message: "Query exhausted resources at this scale factor" });
    expect(await opened.failureOf(few)).toMatch(/^exhausted: .*Query exhausted resources at this scale factor/);
    lake.runs.plan({ kind: "fail", message: "something else" });
    expect(await opened.failureOf(few)).toMatch(/^store-failed: .*something else/);
  });

  test("the rows of a query that timed out are a part, and are not given", async () => {
    lake.runs.plan({ kind: "time-out", rows: 1 });
    expect(await opened.failureOf(few)).toMatch(/^timeout: /);
    expect(calls("GetQueryResults")).toBe(0);
  });

  test("a query that somebody else stops is cancelled", async () => {
    lake.runs.plan({ kind: "cancel" });
    expect(await opened.failureOf(few)).toMatch(/^cancelled: the query was stopped in CloudTrail Lake/);
  });

  test("throttled calls are tried again; nothing is lost or doubled", async () => {
    for (const operation of ["StartQuery", "DescribeQuery"]) opened.endpoint.faults.throttle(place(operation));
    opened.endpoint.faults.throttle(place("StartQuery"), 1, "MaxConcurrentQueriesException");
    const reply = await opened.answer({ ...ids, limit: 3_500 }, { pageSize: 3_000 });
    opened.endpoint.faults.throttle(place("GetQueryResults"));
    const all = await opened.everyRow(reply);
    expect(new Set(all.map(([eventID]) => eventID)).size).toBe(3_500);
    expect(calls("StartQuery")).toBe(3);
  });

  test("a result that expires between pages is gone", async () => {
    const reply = await opened.answer(ids, { pageSize: 1_000 });
    lake.runs.expire();
    await expect(opened.service.page(reply.id, reply.nextCursor, 10_000)).rejects.toMatchObject({ code: "expired" });
  });

  test("credentials that expire between pages are told, and the page can be had with better ones", async () => {
    const reply = await opened.answer({ ...ids, limit: 5_000 }, { pageSize: 1_000 });
    opened.endpoint.credentials.expire(accessKeyId);
    await expect(opened.service.page(reply.id, reply.nextCursor, 4_000)).rejects.toMatchObject({ code: "credentials" });
    opened.endpoint.credentials.clear();
    expect((await opened.service.page(reply.id, reply.nextCursor, 4_000)).rows).toHaveLength(4_000);
  });

  test("a statement that is too long is refused before anything is called", async () => {
    const value = Array.from({ length: 2_000 }, (_, n) => `a-long-name-${n}`);
    const where = { field: "eventName", op: "in", value };
    expect(await opened.failureOf({ ...few, where })).toMatch(/^capability: /);
    expect(calls("StartQuery")).toBe(0);
  });
});

test("a cancelled query is stopped in Lake", async () => {
  lake.runs.plan({ kind: "hold", as: "running", released: new Promise(() => undefined) });
  const { id: query } = await opened.service.start(few, { engine: "remote" });
  while (calls("DescribeQuery") === 0) await opened.service.wait(query, 20);
  await opened.service.cancel(query);
  while (lake.runs.active > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect([calls("StartQuery"), calls("CancelQuery")]).toEqual([1, 1]);
});

test("no more queries run at once than the store is declared with", async () => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  for (let n = 0; n < 8; n++) lake.runs.plan({ kind: "hold", as: "running", released });
  const started = await Promise.all(Array.from({ length: 8 }, () => opened.service.start(few, { engine: "remote" })));
  while (lake.runs.active < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(lake.runs.active).toBe(3);
  release();
  for (const { id: query } of started) expect((await untilEnded(opened.service, query)).status).toBe("succeeded");
});
