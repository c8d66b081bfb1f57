import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fieldsOf, provenance } from "@trailkeep/core/catalog";
import { openQueryService, type QueryOptions, type QueryService } from "@trailkeep/core/engine";
import { describe as sentence, TrailkeepError } from "@trailkeep/core/error";
import { Store, type StoreRow } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { untilEnded } from "../until-ended.ts";
import { type Asked, storeOf } from "./fill.ts";

/** Which of several stores answers, and why: one folder with March, one with January and February, and one in AWS. */

const nowMs = Date.parse("2026-03-31T23:10:00Z");
const names = fieldsOf("s3_access").flatMap(([name]) => (Object.hasOwn(provenance, name) ? [] : [name]));

function rowsOf(start: string, end: string, mark: string): readonly StoreRow[] {
  const [first, last] = [Date.parse(start), Date.parse(end)];
  const count = (last - first) / 3_600_000;
  return Array.from({ length: count }, (_, index) => {
    const timeMs = first + index * 3_600_000;
    const cells = names.map((name) => (name === "time" ? timeMs : name === "requestId" ? `${mark}${index}` : null));
    const recordId = Buffer.from(`${mark}${index}`.padEnd(16, " ")).toString("hex");
    return { source: "s3_access", timeMs, recordId, cells };
  });
}

const march = rowsOf("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", "M");
const winter = rowsOf("2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "W");

const folder = mkdtempSync(join(tmpdir(), "trailkeep-router-"));
let recent: Asked;
let cold: Asked;
let store: Store;
let service: QueryService;

beforeAll(async () => {
  [recent, cold] = [await storeOf(march, nowMs), await storeOf(winter, nowMs)];
  const file = join(folder, "stores.yaml");
  writeFileSync(
    file,
    `
stores:
  cold: { engine: local, folder: ${JSON.stringify(cold.root)} }
  trails:
    engine: lake
    region: eu-west-1
    sources:
      cloudtrail: { eventDataStores: [0a1b2c3d-f852-4e8f-8bd1-bcf6c0123456] }
`,
  );
  store = Store.open(recent.root);
  service = openQueryService({ store, now: () => nowMs, others: await openStores(file) });
});
afterAll(async () => {
  await service.close();
  store.close();
  await Promise.all([recent.close(), cold.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const ids = (start: string, end: string) => ({ from: "s3_access", time: { start, end }, select: ["requestId"] });

async function answer(query: unknown, options: QueryOptions = {}) {
  const { id } = await service.start(query, options);
  return { id, reply: await untilEnded(service, id) };
}

async function refusal(query: unknown, options: QueryOptions): Promise<string> {
  const error = await service.start(query, options).catch((reason: unknown) => reason);
  if (error instanceof TrailkeepError) return `${error.code}: ${error.problems.map(sentence).join("; ")}`;
  throw error;
}

describe("auto", () => {
  it("asks the store that holds the range, and says why the others are not asked", async () => {
    const { reply } = await answer(ids("2026-02-01", "2026-02-03"));
    expect(reply.rows).toHaveLength(48);
    expect(reply.rows[0]).toEqual(["W744"]);
    expect(reply.engine).toBe("cold");
    expect(reply.routing).toEqual({
      engine: "cold",
      reasons: [
        { engine: "local", reason: "lacks 2 days of the range" },
        { engine: "cold", reason: "holds the whole range; costs nothing" },
        { engine: "trails", reason: "the store `trails` holds no s3_access records" },
      ],
    });
    expect(reply.completeness).toMatchObject({ complete: true, held: { records: 1_416 } });
  });

  it("asks the first of two that hold the range alike", async () => {
    const { reply } = await answer({ from: "cloudtrail", time: { start: "2026-01-01", end: "2026-01-02" } });
    expect(reply.engine).toBe("local");
  });

  it("asks the store that holds most of a range that none holds whole, and says so", async () => {
    const { reply } = await answer(ids("2026-02-27", "2026-03-11"));
    expect(reply.engine).toBe("local");
    expect(reply.routing.reasons[0]).toEqual({
      engine: "local",
      reason: "holds most of the range (all but 2 days); costs nothing",
    });
    expect(reply.completeness.complete).toBe(false);
    expect(reply.rows).toHaveLength(240);
  });

  it("takes what is still on its way as missing from no store", async () => {
    const { reply } = await answer({ ...ids("", ""), time: { last: "3d" } });
    expect(reply.routing.reasons[0]?.reason).toMatch(/^holds the whole range/);
    expect(reply.rows).toHaveLength(72);
  });
});

describe("by name", () => {
  it("asks the store that is named, whatever it holds, and pages through its result", async () => {
    const { id, reply } = await answer(ids("2026-01-01", "2026-04-01"), { engine: "cold", pageSize: 1_000 });
    expect(reply.routing).toEqual({ engine: "cold", reasons: [{ engine: "cold", reason: "asked for by name" }] });
    expect(reply.nextCursor).not.toBeNull();
    const rest = await service.page(id, reply.nextCursor);
    expect([reply.rows.length, rest.rows.length, rest.nextCursor]).toEqual([1_000, 416, null]);
  });

  it("refuses a name that nobody has, with the nearest", async () => {
    expect(await refusal(ids("2026-02-01", "2026-02-03"), { engine: "colt" })).toBe(
      "invalid-request: unknown engine `colt` at /engine; did you mean `cold`?",
    );
  });

  it("refuses what the store does not hold, and names those that do", async () => {
    expect(await refusal(ids("2026-02-01", "2026-02-03"), { engine: "trails" })).toBe(
      "capability: the store `trails` holds no s3_access records; `local`, `cold` can",
    );
  });

  it("refuses under `exact` a store that may hold repeats", async () => {
    expect(await refusal({ from: "cloudtrail" }, { engine: "trails", exact: true })).toMatch(
      /^capability: `trails` may hold repeats of a record, which `exact` rules out/,
    );
  });
});

describe("explain", () => {
  it("shows every store's statement or refusal, and runs nothing", async () => {
    const explained = await service.explain(ids("2026-02-01", "2026-02-03"), { exact: true, distinctRecords: true });
    expect(explained.chosen).toBe("cold");
    expect(explained.engines.map(({ engine, kind }) => [engine, kind])).toEqual([
      ["local", "local"],
      ["cold", "local"],
      ["trails", "lake"],
    ]);
    const [local, chosen, lake] = explained.engines;
    expect(local?.statement?.text).toContain("s3_access");
    expect(local?.estimate).toEqual({ scannedBytes: 0, files: 0, usd: 0, basis: "bound" });
    expect(chosen?.estimate?.scannedBytes).toBeGreaterThan(0);
    expect(lake).toMatchObject({ statement: null, estimate: null, refusal: { code: "capability" } });
    expect(explained.completeness?.complete).toBe(true);
  });

  it("shows the refusals where no store can answer, instead of an error", async () => {
    const explained = await service.explain({ from: "s3_access" }, { engine: "trails" });
    expect([explained.chosen, explained.completeness]).toEqual([null, null]);
  });
});
