import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LogsService, logsService } from "../aws/logs/service.ts";
import { AwsError } from "../aws/service.ts";
import { untilEnded } from "../until-ended.ts";
import { counted, declared, ids, load, startMs } from "./insights-events.ts";
import { accessKeyId, type Opened, openRemote } from "./open.ts";

/** The engine of Logs Insights through the real SDK client: states, pages, faults, stopping. */

const nowMs = startMs + 86_400_000;
const target = "Logs_20140328";
const place = (operation: string) => ({ target, operation });

let logs: LogsService;
let opened: Opened;
beforeEach(async () => {
  logs = logsService({ now: () => nowMs });
  opened = await openRemote({ services: [logs.service], nowMs, declared });
});
afterEach(() => opened.close());

describe("an answer", () => {
  test("has the rows in their total order, with what it scanned and cost", async () => {
    load(logs, 9);
    const reply = await opened.answer(counted);
    expect(reply.rows).toEqual([
      ["Name0", 3],
      ["Name1", 3],
      ["Name2", 3],
    ]);
    expect(reply).toMatchObject({ status: "succeeded", engine: "remote", error: null });
    expect(reply.statistics).toMatchObject({ rows: 3, scannedFiles: null, matchedRecords: 9 });
    // Nine events of 76 bytes each.
    expect(reply.statistics.scannedBytes).toBe(684);
    expect(reply.statistics.usd).toBeCloseTo(reply.statistics.scannedBytes * 5e-12, 15);
    expect(reply.completeness).toMatchObject({
      complete: false,
      held: { start: "2026-01-01T00:00:00.000Z", records: null },
    });
  });

  test("is asked of every group whose name begins so, which are looked up once", async () => {
    load(logs, 2);
    load(logs, 3, 1_000, "trail/two");
    load(logs, 5, 1_000, "other");
    expect((await opened.answer(ids)).rows).toHaveLength(5);
    await opened.answer(ids);
    expect(opened.endpoint.calls.count(target, "DescribeLogGroups")).toBe(1);
  });

  test("is given page by page, the same page twice, without another query", async () => {
    load(logs, 25_000, 1_000);
    const { id } = await opened.service.start({ ...ids, limit: 24_000 }, { engine: "remote", pageSize: 10_000 });
    const first = await untilEnded(opened.service, id);
    expect(first.error).toBeNull();
    const second = await opened.service.page(id, first.nextCursor);
    const third = await opened.service.page(id, second.nextCursor);
    expect([first, second, third].map(({ rows }) => rows.length)).toEqual([10_000, 10_000, 4_000]);
    expect(third.nextCursor).toBeNull();
    const all = [first, second, third].flatMap(({ rows }) => rows.map(([eventID]) => eventID));
    expect(all).toEqual(Array.from({ length: 24_000 }, (_, n) => `E${String(n).padStart(6, "0")}`));
    expect(await opened.service.page(id, first.nextCursor)).toEqual(second);
    expect(opened.endpoint.calls.count(target, "StartQuery")).toBe(1);
  });
});

describe("what goes wrong", () => {
  test.each([
    ["Failed", /^store-failed: the query failed in Logs Insights/],
    ["Timeout", /^timeout: Logs Insights stopped the query after 60 minutes/],
    ["Cancelled", /^cancelled: the query was stopped in Logs Insights/],
  ] as const)("a query that ends as %s has no rows", async (status, expected) => {
    load(logs, 3);
    logs.schedule.next("Running", status);
    expect(await opened.failureOf(ids)).toMatch(expected);
  });

  test("throttled calls are tried again, and the answer is whole", async () => {
    load(logs, 6);
    for (const operation of ["DescribeLogGroups", "StartQuery", "GetQueryResults"]) {
      opened.endpoint.faults.throttle(place(operation), 2);
    }
    expect((await opened.answer(ids)).rows).toHaveLength(6);
    expect(opened.endpoint.calls.count(target, "StartQuery")).toBe(3);
  });

  test("a store that stays busy is `too-many`, after a few tries and no more", async () => {
    load(logs, 1);
    opened.endpoint.faults.throttle(place("StartQuery"), 1_000, "LimitExceededException");
    expect(await opened.failureOf(ids)).toMatch(
      /^too-many: it has too much to do: .*LimitExceededException.* at store remote/,
    );
    expect(opened.endpoint.calls.count(target, "StartQuery")).toBeLessThanOrEqual(6);
  });

  test.each([
    ["expired", /^credentials: .*ExpiredTokenException/],
    ["unknown", /^credentials: .*UnrecognizedClientException/],
    ["denied", /^forbidden: .*AccessDeniedException/],
  ])("credentials that are %s are one clear error", async (kind, expected) => {
    if (kind === "expired") opened.endpoint.credentials.expire(accessKeyId);
    if (kind === "unknown") opened.endpoint.credentials.forget(accessKeyId);
    if (kind === "denied") opened.endpoint.credentials.deny(accessKeyId);
    expect(await opened.failureOf(ids)).toMatch(expected);
  });

  test("credentials that expire while it runs end the query", async () => {
    load(logs, 1);
    logs.schedule.next("Running", "Running", "Running", "Running", "Complete");
    const { id } = await opened.service.start(ids, { engine: "remote" });
    while (opened.endpoint.calls.count(target, "GetQueryResults") === 0) await opened.service.wait(id, 20);
    opened.endpoint.credentials.expire(accessKeyId);
    expect((await untilEnded(opened.service, id)).error?.code).toBe("credentials");
  });

  test("a connection that breaks is made again", async () => {
    load(logs, 4);
    opened.endpoint.faults.plan(place("StartQuery"), { kind: "drop", when: "before" });
    opened.endpoint.faults.plan(place("GetQueryResults"), { kind: "drop", when: "after" }, 2);
    expect((await opened.answer(ids)).rows).toHaveLength(4);
  });

  test("an endpoint where nobody answers is `store-unreachable`", async () => {
    load(logs, 1);
    await opened.answer(ids);
    await opened.endpoint.close();
    expect(await opened.failureOf(ids)).toMatch(/^store-unreachable: it cannot be reached/);
  });

  test("an error that nobody foresaw says what the store said", async () => {
    load(logs, 1);
    opened.endpoint.faults.plan(place("StartQuery"), { kind: "error", error: new AwsError("Odd", "what?") }, 10);
    expect(await opened.failureOf(ids)).toBe("store-failed: it refused: what? (Odd) at store remote");
  });

  test("no group whose name begins so is refused before anything runs", async () => {
    expect(await opened.failureOf(ids)).toMatch(/^capability: no log group's name begins with trail\//);
    expect(opened.endpoint.calls.count(target, "StartQuery")).toBe(0);
  });
});

describe("stopping", () => {
  const endless = () => logs.schedule.next(...Array.from({ length: 10_000 }, () => "Running" as const), "Complete");

  test("stops the store's own query", async () => {
    load(logs, 1);
    endless();
    const { id } = await opened.service.start(ids, { engine: "remote" });
    while (logs.active() === 0) await opened.service.wait(id, 10);
    await opened.service.cancel(id);
    expect((await untilEnded(opened.service, id)).status).toBe("cancelled");
    while (logs.active() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(opened.endpoint.calls.count(target, "StopQuery")).toBe(1);
  });

  test("closing the service stops what runs, and starts nothing that waits", async () => {
    load(logs, 1);
    for (let n = 0; n < 4; n++) endless();
    for (let n = 0; n < 4; n++) await opened.service.start(ids, { engine: "remote" });
    while (logs.active() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await opened.service.close();
    expect(logs.active()).toBe(0);
    expect(opened.endpoint.calls.count(target, "StartQuery")).toBe(2);
  });

  test("a query that waits for its turn starts nothing when it is stopped", async () => {
    load(logs, 1);
    endless();
    endless();
    const running = [
      await opened.service.start(ids, { engine: "remote" }),
      await opened.service.start(ids, { engine: "remote" }),
    ];
    const waiting = await opened.service.start(ids, { engine: "remote" });
    await opened.service.cancel(waiting.id);
    expect((await untilEnded(opened.service, waiting.id)).status).toBe("cancelled");
    for (const { id } of running) await opened.service.cancel(id);
    expect(opened.endpoint.calls.count(target, "StartQuery")).toBeLessThanOrEqual(2);
  });
});
