import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { dialects } from "@trailkeep/core/dialect";
import { openQueryService } from "@trailkeep/core/engine";
import { planQuery } from "@trailkeep/core/query";
import { Store, type StoreRow } from "@trailkeep/core/store";
import { compactStore } from "@trailkeep/ingest";
import fc from "fast-check";
import Database from "libsql";
import { afterAll, expect, test } from "vitest";
import { runIngest } from "../../packages/ingest/src/ingest.ts";
import { lineOf, reading, rowOf } from "../../packages/ingest/test/row-lines.ts";
import { evaluate, oracleRecord, type Query, type Records } from "../oracle/index.ts";
import { untilEnded } from "../until-ended.ts";
import { askByPages, expectAgreement } from "./agreement.ts";
import { nowMs, queries, storeRows } from "./arbitraries.ts";

/** `TRAILKEEP_SEED=n` repeats a run. */
const seed = Number(process.env["TRAILKEEP_SEED"] ?? Date.now() % 2 ** 31);
const folder = mkdtempSync(join(tmpdir(), "trailkeep-compaction-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const queriesPerState = 6;
const storesPerRun = 3;

/** A run that takes in the next so many rows, and what is done after it. */
const step = fc.record({ rows: fc.integer({ min: 1, max: 25 }), compact: fc.boolean(), small: fc.boolean() });
const history = fc.record({
  rows: fc.tuple(...localSourceNames.map((source) => storeRows(source, 25))).map((sources) => sources.flat()),
  shuffle: fc.nat(),
  steps: fc.array(step, { minLength: 4, maxLength: 8 }),
  asked: fc.integer(),
});

test(`batches in any number, merged at any time: every answer is the oracle's (seed ${seed})`, async () => {
  const tally = { asked: 0, merged: 0, nothingToMerge: 0 };
  let place = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ rows, shuffle, steps, asked }) => {
      const root = join(folder, `store-${place}`);
      const input = join(folder, `in-${place++}-`);
      const placed: Placed[] = [];
      const left = shuffled(rows, shuffle);
      for (const [number, { rows: count, compact, small }] of steps.entries()) {
        const path = `${input}${number}`;
        const part = number === steps.length - 1 ? left.splice(0) : left.splice(0, count);
        writeFileSync(path, part.map(lineOf).join("\n"));
        await runIngest([path], { root }, reading);
        placed.push(...part.map((row, at) => ({ row, inputObject: pathToFileURL(path).href, inputPosition: at })));
        await agrees(root, placed, asked + number);
        if (!compact) continue;
        const options = small ? { targetBytes: 3_000 } : {};
        const { days } = await compactStore(root, options);
        tally.merged += days;
        await agrees(root, placed, asked + number);
        const again = await compactStore(root, options);
        expect(again.files).toEqual({ before: 0, after: 0 });
        tally.nothingToMerge += 1;
        tally.asked += 2 * queriesPerState * localSourceNames.length;
      }
      rmSync(root, { recursive: true });
    }),
    { seed, numRuns: storesPerRun, endOnFailure: true },
  );
  console.info(`seed ${seed}: ${tally.merged} days merged, ${tally.asked} answers compared`);
  expect(tally.merged).toBeGreaterThan(5);
  expect(tally.nothingToMerge).toBeGreaterThan(2);
});

test("a query that waited its turn reads the files of the moment: those of its start may be gone", async () => {
  const root = join(folder, "queued");
  const times = (count: number) => Array.from({ length: count }, (_, n) => nowMs + n);
  const runs = [
    times(40_000).map((timeMs) =>
      rowOf("cloudtrail", timeMs, { eventID: `${timeMs}`, userAgent: "a".repeat(200) + timeMs }),
    ),
    times(5).map((timeMs) => rowOf("s3_access", timeMs, { requestId: `a${timeMs}` })),
    times(5).map((timeMs) => rowOf("s3_access", timeMs, { requestId: `b${timeMs}` })),
  ];
  for (const [place, rows] of runs.entries()) {
    const path = join(folder, `queued-${place}`);
    writeFileSync(path, rows.map(lineOf).join("\n"));
    await runIngest([path], { root }, reading);
  }
  const store = Store.open(root);
  const service = openQueryService({ store, now: () => nowMs, maxRunning: 1 });
  const { id } = await service.start(slow);
  const waiting = await service.start({ from: "s3_access", aggregate: { n: { fn: "count" } } });
  const old = store.files("s3_access").map(({ path }) => path);
  await compactStore(root);
  const manifest = new Database(join(root, "manifest.db"));
  manifest.exec("UPDATE file SET removed_ms = removed_ms - 3600001");
  manifest.close();
  await compactStore(root);
  expect(old.map((path) => existsSync(path))).toEqual([false, false]);
  await sleep(1_100);
  expect((await service.wait(waiting.id, 0)).status).toBe("queued");
  await service.cancel(id);
  const reply = await untilEnded(service, waiting.id);
  expect([reply.error, reply.rows]).toEqual([null, [[10]]]);
  await service.close();
  store.close();
});

test("members that have a column of their own are the same with it, without it, and with one of another version", async () => {
  const root = join(folder, "shortcuts");
  const json = [
    '{"ConsoleLogin":"Failure"}',
    '{"ConsoleLogin":"Success"}',
    '{"ConsoleLogin":null}',
    '{"ConsoleLogin":["Failure"]}',
    '{"ConsoleLogin":7}',
    '{"other":1}',
    '{"ConsoleLogin":"\\u00e9 \\"x\\""}',
    null,
  ];
  const login = "responseElements.ConsoleLogin";
  const query = {
    from: "cloudtrail",
    where: { not: { field: login, op: "eq", value: "Failure" } },
    select: [
      "eventID",
      login,
      { field: login, cast: "json", as: "json" },
      { field: login, cast: "integer", as: "number" },
    ],
    orderBy: [{ field: "eventID" }],
  } satisfies Query;
  for (const run of [0, 1]) {
    const path = join(folder, `shortcuts-${run}`);
    const rows = json.map((responseElements, at) =>
      rowOf("cloudtrail", nowMs, { eventID: `${run}${at}`, responseElements }),
    );
    writeFileSync(path, rows.map(lineOf).join("\n"));
    await runIngest([path], { root }, reading);
  }
  const answer = async () => {
    const store = Store.open(root);
    const service = openQueryService({ store, now: () => nowMs });
    const answered = await askByPages(service, query, 1_000);
    await service.close();
    store.close();
    return answered.rows;
  };
  const fresh = await answer();
  expect(fresh.slice(0, 7)).toEqual([
    ["01", "Success", '"Success"', null],
    ["02", null, null, null],
    ["03", null, '["Failure"]', null],
    ["04", "7", "7", 7],
    ["05", null, null, null],
    ["06", 'é "x"', expect.any(String), null],
    ["07", null, null, null],
  ]);
  await compactStore(root);
  expect(await answer()).toEqual(fresh);
  const manifest = new Database(join(root, "manifest.db"));
  expect(
    manifest.prepare("UPDATE file SET shortcuts = 99 WHERE removed_ms IS NULL AND shortcuts = 1").run([]).changes,
  ).toBe(1);
  manifest.close();
  expect(await answer()).toEqual(fresh);
  const { text } = dialects.duckdb(planQuery(query, nowMs));
  expect(text.match(/"response_elements_console_login"/g)).toHaveLength(4);
  expect(text.match(/"response_elements"/g)).toHaveLength(1);
});

/** Patterns that have to be tried everywhere in every row: long enough to keep others waiting. */
const slow = {
  from: "cloudtrail",
  where: {
    or: Array.from({ length: 2_000 }, (_, n) => ({
      field: "userAgent",
      op: "matches",
      value: `(a|a.){20}.*(a.|a){20}${n}x$`,
    })),
  },
  aggregate: { n: { fn: "count" } },
};

interface Placed {
  readonly row: StoreRow;
  readonly inputObject: string;
  readonly inputPosition: number;
}

/** The store's counts add up to what was taken in, and it answers generated queries as the oracle does. */
async function agrees(root: string, placed: readonly Placed[], asked: number): Promise<void> {
  const recordsOf = (source: SourceName) =>
    placed.filter(({ row }) => row.source === source).map(({ row, ...origin }) => oracleRecord(row, origin));
  const records: Records = new Map(localSourceNames.map((source) => [source, recordsOf(source)]));
  const store = Store.open(root);
  const service = openQueryService({ store, now: () => nowMs });
  try {
    const counts = store.ingestStatus().records;
    expect(counts.read).toBe(placed.length);
    expect(counts.written + counts.repeated).toBe(placed.length);
    const listed = localSourceNames.flatMap((source) => store.files(source)).reduce((sum, file) => sum + file.rows, 0);
    expect(listed).toBe(counts.written);
    for (const source of localSourceNames) {
      if (recordsOf(source).length === 0) continue;
      for (const { query, parameters } of fc.sample(queries(source, records), {
        seed: asked,
        numRuns: queriesPerState,
      })) {
        const answer = await askByPages(service, query, 1_000, parameters);
        expectAgreement(query, answer, evaluate(query, records, nowMs, parameters));
      }
    }
  } finally {
    await service.close();
    store.close();
  }
}

/** The same items in an order that a number decides. */
function shuffled<T>(items: readonly T[], by: number): T[] {
  const keyed = items.map((item, index) => ({ item, key: ((index + 1) * 2_654_435_761 + by) % 4_294_967_291 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
