import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf, provenance } from "@trailkeep/core/catalog";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import { Store, type StoreRow } from "@trailkeep/core/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { untilEnded } from "../until-ended.ts";
import { type Asked, storeOf } from "./fill.ts";

/** How the query service behaves around a query: waiting, pages, cancelling, limits, what it says of completeness. */

const startMs = Date.parse("2026-03-01T00:00:00Z");
const nowMs = Date.parse("2026-03-08T00:00:00Z");
const names = fieldsOf("s3_access").flatMap(([name]) => (Object.hasOwn(provenance, name) ? [] : [name]));

function row(index: number): StoreRow {
  const timeMs = startMs + index * 60_000;
  const named: Record<string, string> = {
    requestId: `R${index}`,
    key: `k${index % 7}`,
    userAgent: "a".repeat(200) + index,
  };
  const cells = names.map((name) => (name === "time" ? timeMs : (named[name] ?? null)));
  return { source: "s3_access", timeMs, recordId: index.toString(16).padStart(32, "0"), cells };
}

const rows = Array.from({ length: 4_000 }, (_, index) => row(index));
const lastMs = startMs + 3_999 * 60_000;
const everything = { from: "s3_access", select: ["requestId"] };
/** Patterns that have to be tried everywhere in every row: long enough to be met at work. */
const slow = {
  from: "s3_access",
  where: {
    or: Array.from({ length: 2_000 }, (_, n) => ({
      field: "userAgent",
      op: "matches",
      value: `(a|a.){20}.*(a.|a){20}${n}x$`,
    })),
  },
  aggregate: { n: { fn: "count" } },
};

let asked: Asked;
let store: Store;
const opened: QueryService[] = [];
beforeAll(async () => {
  asked = await storeOf(rows, nowMs);
  store = Store.open(asked.root);
});
afterAll(async () => {
  for (const service of opened) await service.close();
  store.close();
  await asked.close();
});

function serviceWith(options: Omit<Parameters<typeof openQueryService>[0], "store">): QueryService {
  const service = openQueryService({ store, now: () => nowMs, ...options });
  opened.push(service);
  return service;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => "no error",
    (reason: unknown) => reason,
  );
  return error instanceof TrailkeepError ? error.code : String(error);
}

describe("waiting and cancelling", () => {
  it("answers `running` when the wait is over before the query", async () => {
    const { id } = await asked.service.start(slow);
    expect((await asked.service.wait(id, 1)).status).toMatch(/queued|running/);
    await asked.service.cancel(id);
    expect((await untilEnded(asked.service, id)).status).toBe("cancelled");
  });

  it("frees the place of a cancelled query", async () => {
    const service = serviceWith({ maxRunning: 1 });
    const { id } = await service.start(slow);
    const next = await service.start(everything);
    await service.cancel(id);
    expect((await untilEnded(service, next.id)).status).toBe("succeeded");
  });

  it("frees the place in the queue of a query cancelled while it waits", async () => {
    const service = serviceWith({ maxRunning: 1, maxQueued: 1 });
    await service.start(slow);
    const waiting = await service.start(everything);
    expect(await codeOf(service.start(everything))).toBe("too-many");
    await service.cancel(waiting.id);
    expect((await untilEnded(service, waiting.id)).status).toBe("cancelled");
    expect(await codeOf(service.start(everything))).toBe("no error");
  });

  it("has no rows to give for a cancelled query", async () => {
    const { id } = await asked.service.start(slow);
    await asked.service.cancel(id);
    expect(await codeOf(asked.service.page(id, null))).toBe("cancelled");
  });

  it("refuses a runtime that is longer than replaced files stay", () => {
    expect(() => openQueryService({ store, maxRuntimeMs: 3_600_000 })).toThrow("a query may run 55 minutes at most");
  });

  it("stops a query that runs longer than it may", async () => {
    const service = serviceWith({ maxRuntimeMs: 1 });
    const { id } = await service.start(slow);
    const reply = await untilEnded(service, id);
    expect([reply.status, reply.error?.code]).toEqual(["failed", "timeout"]);
  });

  it("answers as before after queries that were stopped, that failed and that were spilled", async () => {
    const service = serviceWith({ maxRunning: 1 });
    const few = { from: "s3_access", groupBy: ["key"], aggregate: { n: { fn: "count" } } };
    const answer = async (query: unknown) => {
      const { status, statistics, rows: page } = await untilEnded(service, (await service.start(query)).id);
      return { status, rows: statistics.rows, first: page[0] };
    };
    const before = [await answer(few), await answer({ ...few, limit: 3 }), await answer(everything)];
    expect(before.map(({ rows: count }) => count)).toEqual([7, 3, 4_000]);
    for (const waitMs of [0, 5, 40]) {
      const { id } = await service.start(slow);
      await service.wait(id, waitMs);
      await service.cancel(id);
      expect([await answer(few), await answer({ ...few, limit: 3 }), await answer(everything)]).toEqual(before);
    }
  });

  it("refuses more waiting queries than it may keep", async () => {
    const service = serviceWith({ maxRunning: 1, maxQueued: 2 });
    for (let n = 0; n < 3; n++) await service.start(slow);
    expect(await codeOf(service.start(slow))).toBe("too-many");
  });
});

describe("pages", () => {
  it("gives the same page twice, forwards and back, and each row once", async () => {
    const { id } = await asked.service.start(everything, { pageSize: 700 });
    const first = await untilEnded(asked.service, id);
    const cursors: (string | null)[] = [null];
    const pages = [first.rows];
    for (let cursor = first.nextCursor; cursor !== null; ) {
      cursors.push(cursor);
      const page = await asked.service.page(id, cursor);
      pages.push(page.rows);
      cursor = page.nextCursor;
    }
    expect(pages.map((page) => page.length)).toEqual([700, 700, 700, 700, 700, 500]);
    expect(pages.flat().map(([requestId]) => requestId)).toEqual(rows.map((_, index) => `R${index}`));
    for (const [index, cursor] of [...cursors.entries()].reverse()) {
      expect((await asked.service.page(id, cursor)).rows).toEqual(pages[index]);
    }
  });

  it("refuses a cursor of another result, a made-up one and a made-up id", async () => {
    const one = await asked.service.start(everything, { pageSize: 10 });
    const two = await asked.service.start(everything, { pageSize: 10 });
    const { nextCursor } = await untilEnded(asked.service, one.id);
    await untilEnded(asked.service, two.id);
    expect(await codeOf(asked.service.page(two.id, nextCursor))).toBe("invalid-request");
    expect(await codeOf(asked.service.page(one.id, "MTA"))).toBe("invalid-request");
    expect(await codeOf(asked.service.page("made.up", null))).toBe("not-found");
    expect(await codeOf(asked.service.page(`${one.id}x`, null))).toBe("not-found");
  });

  it("refuses a page size beyond its bounds and an unknown engine", async () => {
    expect(await codeOf(asked.service.start(everything, { pageSize: 0 }))).toBe("invalid-request");
    expect(await codeOf(asked.service.start(everything, { pageSize: 10_001 }))).toBe("invalid-request");
    expect(await codeOf(asked.service.start(everything, { engine: "loacl" }))).toBe("invalid-request");
  });

  it("lets the oldest results go when all of them hold too much", async () => {
    const service = serviceWith({ maxHeldValues: 100 });
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { id } = await service.start({ ...everything, limit: 60 });
      await untilEnded(service, id);
      ids.push(id);
    }
    // When the fourth begins, the three before it hold 180 values: the first has to go, and then 120 are still too many.
    const codes = await Promise.all(ids.map((id) => codeOf(service.wait(id, 0))));
    expect(codes).toEqual(["expired", "expired", "no error", "no error"]);
  });

  it("forgets a result when its time is over, and removes its file", async () => {
    const clock = { nowMs };
    const service = serviceWith({ now: () => clock.nowMs, resultLifetimeMs: 0 });
    const { id } = await service.start(everything, { pageSize: 10 });
    expect((await untilEnded(service, id)).status).toBe("succeeded");
    const spilled = () => readdirSync(join(asked.root, "results"), { recursive: true }).length;
    const before = spilled();
    await service.start({ from: "s3_access", aggregate: { n: { fn: "count" } } });
    expect(spilled()).toBeLessThan(before);
    expect(await codeOf(service.page(id, null))).toBe("expired");
  });
});

describe("what an answer covers", () => {
  const completeness = async (time: object | undefined) =>
    (await asked.service.explain({ ...everything, ...(time === undefined ? {} : { time }) })).completeness;

  it("is complete over what the store holds", async () => {
    expect(await completeness(undefined)).toEqual({
      complete: true,
      asked: { start: null, end: null },
      held: {
        start: "2026-03-01T00:00:00.000Z",
        end: new Date(lastMs).toISOString(),
        records: 4_000,
        accounts: null,
        regions: null,
      },
      quarantined: { inRange: 0, timeUnknown: 0 },
      warnings: [],
    });
  });

  it("says so when the range reaches beyond it", async () => {
    const covered = await completeness({ start: "2026-02-01", end: "2026-04-01" });
    expect(covered?.complete).toBe(false);
    expect(covered?.warnings.join("\n")).toMatch(/begins before .* 2026-03-01T00:00:00\.000Z[\s\S]*ends after/);
  });

  it("looks at no file outside the range", async () => {
    const estimate = async (query: object) => (await asked.service.explain(query)).engines[0]?.estimate;
    const all = await estimate(everything);
    const day = await estimate({ ...everything, time: { start: "2026-03-02", end: "2026-03-03" } });
    expect(all?.files).toBeGreaterThanOrEqual(3);
    expect(day?.files).toBeLessThan(all?.files ?? 0);
    expect(day?.scannedBytes).toBeLessThan(all?.scannedBytes ?? 0);
  });
});

describe("an empty or damaged store", () => {
  it("answers with zero rows, says that it is empty, and writes nothing", async () => {
    const root = join(asked.root, "..", "nothing-here");
    const empty = Store.open(root);
    const service = openQueryService({ store: empty });
    const { id } = await service.start({ from: "cloudtrail" });
    const reply = await untilEnded(service, id);
    expect([reply.status, reply.rows, reply.completeness.complete]).toEqual(["succeeded", [], false]);
    expect(reply.completeness.warnings).toEqual(["the store is empty: it holds no cloudtrail records"]);
    await service.close();
    empty.close();
    expect(existsSync(root)).toBe(false);
  });

  it("names the file that cannot be read", async () => {
    const other = await storeOf(rows.slice(0, 10), nowMs);
    const damaged = Store.open(other.root);
    const [file] = damaged.files("s3_access");
    if (file === undefined) throw new Error("the store has no file");
    writeFileSync(file.path, "not Parquet");
    const { id } = await other.service.start(everything);
    const reply = await untilEnded(other.service, id);
    expect(reply.error?.code).toBe("store-damaged");
    expect(reply.error?.problems[0]?.message).toContain(file.path);
    rmSync(file.path);
    const gone = await other.service.start(everything);
    expect((await untilEnded(other.service, gone.id)).error?.code).toBe("store-damaged");
    damaged.close();
    await other.close();
  });
});
