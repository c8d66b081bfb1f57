import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { readLedgerStatus } from "../../packages/ingest/src/ledger/dynamo/status.ts";
import { startMinistack } from "../rigs/ministack/server.ts";
import { event, trailFile, trailKey } from "./logs.ts";
import { openWorld, type World } from "./world.ts";

/** The mover, over real Trino with the Iceberg plugin: what ingest has put becomes the archive, and answers stay the same. */

let ministack: Awaited<ReturnType<typeof startMinistack>>;
let world: World;

beforeAll(async () => {
  ministack = await startMinistack();
});
afterAll(() => ministack?.close());
beforeEach(async () => {
  world = await openWorld({ ministack, trino: inject("trino") });
});
afterEach(() => world?.close());

const time = { start: "2020-01-01", end: "2026-12-31" };

/** Each event's number, as often as it is answered. */
async function answered(): Promise<readonly number[]> {
  const rows = await world.ask({ from: "cloudtrail", time, select: ["eventID"], limit: 10_000 });
  return rows.map(([id]) => Number(String(id).slice(24))).sort((a, b) => a - b);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const events = (from: number, count: number) =>
  upTo(count).map((index) => event(from + index, `2026-03-0${1 + (index % 3)}T08:00:00Z`));

/** Takes 12 events an hour, the oldest hour first, and sets the clock to the hour behind them, from now. */
async function takeHours(hours: number, endsAt = 0): Promise<void> {
  for (let hour = 0; hour < hours; hour++) {
    world.clock(endsAt + hour - hours);
    await world.take(trailKey(), trailFile(events(hour * 12, 6)));
    await world.take(trailKey(), trailFile(events(hour * 12 + 6, 6)));
  }
  world.clock(endsAt);
}

const tables = () => ({
  archive: `iceberg."${world.names.database}".cloudtrail`,
  fresh: `awsdatacatalog."${world.names.database}".cloudtrail_fresh`,
});

async function count(sql: string): Promise<number> {
  const { rows } = await world.trino.query(sql);
  return Number(rows[0]?.[0]);
}

describe("moving", () => {
  test("every hour that is closed, once; the hour that is under way stays fresh", async () => {
    await takeHours(3);
    await world.take(trailKey(), trailFile(events(36, 4)));
    expect(await answered()).toEqual(upTo(40));
    const report = await world.move();
    expect(report).toMatchObject({ state: "done", reason: null, waitsFor: null });
    expect(report.moved.map(({ rows, records, moved, known }) => [rows, records, moved, known])).toEqual(
      Array.from({ length: 3 }, () => [12, 12, 12, 0]),
    );
    expect(report.through).toBe(report.moved.at(-1)?.ingestHour);
    expect(await count(`SELECT count(*) FROM ${tables().archive}`)).toBe(36);
    expect(await answered()).toEqual(upTo(40));
    const { archive } = await readLedgerStatus(world.dynamo, world.names.table, 2);
    const told = { source: "cloudtrail", through: report.through, hours: 3, records: { moved: 36, known: 0 } };
    expect(archive).toEqual([{ ...told, scannedBytes: expect.any(Number) }]);
    expect(await world.move()).toMatchObject({ state: "done", moved: [], through: report.through });
    expect(await count(`SELECT count(*) FROM ${tables().archive}`)).toBe(36);
  });

  test("a statement reads the archive up to the mark, and fresh files behind it", async () => {
    await takeHours(2);
    const { through } = await world.move();
    await answered();
    const last = (await world.statements()).findLast((text) => text.includes("UNION ALL")) ?? "";
    expect(last).toContain(`"ingest_hour" <= '${through}'`);
    expect(last).toContain(`"ingest_hour" > '${through}'`);
  });

  test("repeats stay out: within an hour, and of earlier hours", async () => {
    world.clock(-3);
    await world.take(trailKey(), trailFile(events(0, 6)));
    await world.take(trailKey(), trailFile(events(3, 6)));
    world.clock(-2);
    await world.take(trailKey(), trailFile(events(0, 12)));
    world.clock(0);
    const { moved } = await world.move();
    expect(moved.map(({ rows, records, moved: taken, known }) => ({ rows, records, taken, known }))).toEqual([
      { rows: 12, records: 9, taken: 9, known: 0 },
      { rows: 12, records: 12, taken: 3, known: 9 },
    ]);
    expect(await answered()).toEqual(upTo(12));
  });

  test("an hour of more days than an INSERT may write", async () => {
    world.clock(-1);
    const day = (index: number) => new Date(Date.UTC(2025, 0, 1 + index, 12)).toISOString().replace(".000", "");
    await world.take(trailKey(), trailFile(upTo(250).map((index) => event(index, day(index)))));
    world.clock(0);
    const { moved } = await world.move();
    expect(moved).toMatchObject([{ records: 250, moved: 250, days: { from: "2025-01-01", through: "2025-09-07" } }]);
    const inserts = (await world.statements()).filter((text) => text.startsWith("INSERT"));
    expect(inserts).toHaveLength(3);
    expect(await answered()).toEqual(upTo(250));
  });

  test("waits for an object that is under way, and for those before it", async () => {
    await takeHours(2);
    const ingestHour = new Date(Date.now() - 3_600_000).toISOString().slice(0, 13);
    const open = (by: number) =>
      world.dynamo.client.send(
        new UpdateCommand({
          TableName: world.names.table,
          Key: { pk: `hour#${ingestHour}`, sk: "open#3" },
          UpdateExpression: "ADD #open :by",
          ExpressionAttributeNames: { "#open": "open" },
          ExpressionAttributeValues: { ":by": by },
        }),
      );
    await open(1);
    const waiting = await world.move();
    expect(waiting).toMatchObject({ state: "waiting", waitsFor: { ingestHour, objects: 1 } });
    expect(await answered()).toEqual(upTo(24));
    await open(-1);
    expect(await world.move()).toMatchObject({ state: "done", through: ingestHour });
    expect(await answered()).toEqual(upTo(24));
  });
});

describe("what gets in the way", () => {
  test("too little time: what Athena was told goes on, and the next run joins it", async () => {
    await takeHours(1);
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    world.athena.runs.plan({ kind: "pass" });
    world.athena.runs.plan({ kind: "hold", as: "running", released });
    expect(await world.move(20_000)).toMatchObject({ state: "time", through: null, moved: [] });
    const second = world.move();
    release();
    expect(await second).toMatchObject({ state: "done", moved: [{ moved: 12 }] });
    expect((await world.statements()).filter((text) => text.startsWith("INSERT"))).toHaveLength(1);
    expect(await count(`SELECT count(*) FROM ${tables().archive}`)).toBe(12);
  });

  test("another writer's commit: the INSERT is tried again", async () => {
    await takeHours(1);
    world.athena.runs.plan({ kind: "pass" });
    const message = "ICEBERG_COMMIT_ERROR: Failed to commit the transaction during insert";
    for (let times = 0; times < 2; times++) world.athena.runs.plan({ kind: "fail", message });
    expect(await world.move()).toMatchObject({ state: "done", moved: [{ moved: 12 }] });
    expect(await answered()).toEqual(upTo(12));
  });

  test("a statement that was stopped, or ran out of its limits: the next run starts another", async () => {
    await takeHours(1);
    for (const outcome of [{ kind: "cancel" }, { kind: "fail", message: "Query exhausted resources" }] as const) {
      world.athena.runs.plan({ kind: "pass" });
      world.athena.runs.plan(outcome);
      expect(await world.move()).toMatchObject({ state: "failed", through: null });
    }
    expect(await world.move()).toMatchObject({ state: "done", moved: [{ moved: 12 }] });
    expect(await answered()).toEqual(upTo(12));
  });

  test("a table that is not there: it is said which, and what to do", async () => {
    await takeHours(1);
    await world.run("DROP TABLE cloudtrail");
    const report = await world.move();
    expect(report).toMatchObject({ state: "failed", through: null });
    expect(report.reason).toContain("trailkeep ddl SOURCE --store NAME --create");
    expect(await answered()).toEqual(upTo(12));
  });

  test("fresh files that the table does not show: nothing is moved, and nothing deleted", async () => {
    // Partitions are projected up to now: the next hour's are not seen yet.
    world.clock(1);
    await world.take(trailKey(), trailFile(events(0, 6)));
    for (const hours of [2, 60]) {
      world.clock(hours);
      const report = await world.move();
      expect(report).toMatchObject({ state: "failed", through: null, moved: [], trimmedFiles: 0 });
      expect(report.reason).toMatch(/has written 6 rows in the hour .*, and .*cloudtrail_fresh shows 0/);
    }
  });

  test("rows that somebody copied already: they are taken out, and copied once", async () => {
    await takeHours(1);
    const { archive, fresh } = tables();
    for (let times = 0; times < 2; times++) {
      await world.trino.query(`INSERT INTO ${archive} SELECT *, CAST(event_time AS date) FROM ${fresh}`);
    }
    expect(await answered()).toEqual(upTo(12));
    expect(await world.move()).toMatchObject({ state: "done", moved: [{ records: 12, moved: 12 }] });
    expect(await count(`SELECT count(*) FROM ${archive}`)).toBe(12);
    expect(await answered()).toEqual(upTo(12));
  });

  test("two movers at once: one of them moves", async () => {
    await takeHours(2);
    const reports = await Promise.all([world.move(), world.move()]);
    expect(reports.map(({ state }) => state).sort()).toEqual(["busy", "done"]);
    expect(await count(`SELECT count(*) FROM ${tables().archive}`)).toBe(24);
  });
});

describe("upkeep", () => {
  test("small files are merged and snapshots kept for as long as the table says, once a day", async () => {
    await takeHours(3, -1);
    const files = () => count(`SELECT count(*) FROM iceberg."${world.names.database}"."cloudtrail$files"`);
    const first = await world.move();
    expect(first.upkeep).toEqual({ optimized: { from: "2026-03-01", through: "2026-03-03" }, vacuumed: true });
    expect(await files()).toBe(3);
    expect(
      await count(`SELECT count(*) FROM iceberg."${world.names.database}"."cloudtrail$snapshots"`),
    ).toBeGreaterThan(3);
    await world.take(trailKey(), trailFile(events(36, 6)));
    world.clock(0);
    const second = await world.move();
    expect(second).toMatchObject({ moved: [{ moved: 6 }], upkeep: { optimized: null, vacuumed: false } });
    expect(await answered()).toEqual(upTo(42));
  });

  test("fresh files outlive their move by two days, and are then deleted", async () => {
    await takeHours(2);
    const fresh = async () =>
      (
        (await world.s3.send(new ListObjectsV2Command({ Bucket: world.names.store, Prefix: "trails/cloudtrail/" })))
          .Contents ?? []
      ).length;
    await world.move();
    world.clock(47);
    expect(await world.move()).toMatchObject({ trimmedFiles: 0 });
    expect(await fresh()).toBe(4);
    world.clock(49);
    expect(await world.move()).toMatchObject({ state: "done", trimmedFiles: 4 });
    expect(await fresh()).toBe(0);
    expect(await answered()).toEqual(upTo(24));
    expect(await world.move()).toMatchObject({ trimmedFiles: 0 });
  });
});
