import { describe as sentence, TrailkeepError } from "@trailkeep/core/error";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AwsError } from "../aws/service.ts";
import type { Query } from "../oracle/index.ts";
import { corpusRows, nowMs } from "../query/corpus/index.ts";
import { untilEnded } from "../until-ended.ts";
import { openWorld, type World } from "./world.ts";

/** What goes wrong in AWS, seen through the engines: nothing lost or doubled, one clear error, no storm of retries. */

let world: World;
beforeAll(async () => {
  world = await openWorld(corpusRows, nowMs);
});
afterAll(() => world?.close());
afterEach(() => {
  world.endpoint.faults.clear();
  world.endpoint.credentials.clear();
  world.endpoint.calls.clear();
});

const services = {
  lake: { target: "CloudTrail_20131101", start: "StartQuery", status: "DescribeQuery", results: "GetQueryResults" },
  athena: {
    target: "AmazonAthena",
    start: "StartQueryExecution",
    status: "GetQueryExecution",
    results: "GetQueryResults",
  },
} as const;
type Store = keyof typeof services;
const both = Object.keys(services) as Store[];

const ids: Query = { from: "cloudtrail", select: ["eventID"] };
const expected = [...["e-11", "e-01", "e-02", "e-03", "e-04", "e-05", "e-06", "e-07", "e-08", null, "e-10", "e-12"]];

const firstMs = Date.parse("2026-01-01T00:00:00Z");
/** As many rows as there are minutes in the range. */
const minutes: Query = {
  from: "cloudtrail",
  time: { start: new Date(firstMs).toISOString(), end: new Date(firstMs + 100_000 * 60_000).toISOString() },
  groupBy: [{ bucket: "1m", fill: true }],
  aggregate: { n: { fn: "count" } },
};

const place = (store: Store, operation: "start" | "status" | "results") => ({
  target: services[store].target,
  operation: services[store][operation],
});
const calls = (store: Store, operation: "start" | "status" | "results") =>
  world.endpoint.calls.count(services[store].target, services[store][operation]);

async function run(store: Store, query: Query = ids) {
  const { id } = await world.service.start(query, { engine: store, pageSize: 10_000 });
  return untilEnded(world.service, id);
}

/** What a run ended with: its rows, or its error's code and words. */
async function ended(store: Store): Promise<string> {
  try {
    const { status, error } = await run(store);
    return error === null ? status : `${error.code}: ${error.problems.map(sentence).join("; ")}`;
  } catch (error) {
    if (error instanceof TrailkeepError) return `${error.code}: ${error.problems.map(sentence).join("; ")}`;
    throw error;
  }
}

describe.each(both)("%s", (store) => {
  const runs = () => world[store].runs;

  test("a throttled start, poll and page are tried again, and the answer is whole", async () => {
    for (const operation of ["start", "status", "results"] as const) {
      world.endpoint.faults.throttle(place(store, operation), 2);
    }
    const before = runs().all().length;
    const { rows } = await run(store);
    expect(rows.flat()).toEqual(expected);
    expect(runs().all().length - before).toBe(1);
    expect(calls(store, "start")).toBe(3);
    expect(calls(store, "results")).toBeLessThanOrEqual(4);
  });

  test("throttling without end becomes one error after a few calls", async () => {
    world.endpoint.faults.throttle(place(store, "start"), 1_000);
    expect(await ended(store)).toMatch(/^too-many: /);
    expect(calls(store, "start")).toBeLessThanOrEqual(6);
  });

  test("a fault of the service's own is tried again", async () => {
    const error = new AwsError("InternalServerException", "oops", 500);
    world.endpoint.faults.plan(place(store, "status"), { kind: "error", error }, 2);
    expect((await run(store)).rows.flat()).toEqual(expected);
  });

  test("a reply that is lost on its way is asked for again", async () => {
    world.endpoint.faults.plan(place(store, "results"), { kind: "drop", when: "after" });
    world.endpoint.faults.plan(place(store, "status"), { kind: "drop", when: "before" });
    expect((await run(store)).rows.flat()).toEqual(expected);
  });

  test("a query that fails, times out or is cancelled has no rows, and says why", async () => {
    runs().plan({ kind: "fail", message: "Query exhausted resources at this scale factor" });
    expect(await ended(store)).toMatch(/^exhausted: .*exhausted resources/);
    runs().plan({ kind: "time-out", rows: 1 });
    expect(await ended(store)).toMatch(/^timeout: /);
    runs().plan({ kind: "cancel" });
    expect(await ended(store)).toMatch(/^cancelled: /);
    expect(calls(store, "start")).toBe(3);
  });

  test("keys that have expired or that nobody has are one clear error, and are not tried again", async () => {
    world.endpoint.credentials.expire("AKID");
    expect(await ended(store)).toMatch(/expired/i);
    world.endpoint.credentials.clear();
    world.endpoint.credentials.forget("AKID");
    expect(await ended(store)).toMatch(/credentials|security token/i);
    world.endpoint.credentials.clear();
    world.endpoint.credentials.deny("AKID");
    expect(await ended(store)).toMatch(/^forbidden: /);
    expect(calls(store, "start")).toBeLessThanOrEqual(6);
  });

  test("100,000 rows: none lost, none doubled, in order", async () => {
    const { id } = await world.service.start(minutes, { engine: store, pageSize: 10_000 });
    const first = await untilEnded(world.service, id);
    const rows = [...first.rows];
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await world.service.page(id, cursor);
      rows.push(...page.rows);
      cursor = page.nextCursor;
    }
    const times = rows.map(([time]) => Date.parse(String(time)));
    expect(times).toEqual(Array.from({ length: 100_000 }, (_, index) => firstMs + index * 60_000));
    expect(calls(store, "start")).toBe(1);
    expect(calls(store, "results")).toBeLessThanOrEqual(102);
  });

  test("a result that is gone between two pages is said to be gone, not cut short", async () => {
    const { id } = await world.service.start(minutes, { engine: store, pageSize: 1_000 });
    const first = await untilEnded(world.service, id);
    expect(first.rows).toHaveLength(1_000);
    runs().expire();
    const rest = async () => {
      for (let cursor = first.nextCursor; cursor !== null; ) {
        cursor = (await world.service.page(id, cursor)).nextCursor;
      }
    };
    await expect(rest()).rejects.toMatchObject({ code: "expired" });
  });

  test("a query that is stopped is stopped in AWS too", async () => {
    runs().plan({ kind: "hold", as: "running", released: new Promise(() => undefined) });
    const { id } = await world.service.start(ids, { engine: store });
    await expect.poll(() => runs().all().at(-1)?.state, { timeout: 300_000 }).toBe("running");
    await world.service.cancel(id);
    await expect.poll(() => runs().all().at(-1)?.state, { timeout: 300_000 }).toBe("cancelled");
  });
});
