import { fieldsOf, provenance } from "@trailkeep/core/catalog";
import { openQueryService } from "@trailkeep/core/engine";
import { type Cell, Store, type StoreRow } from "@trailkeep/core/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluate, type Query } from "../oracle/index.ts";
import { askByPages, expectAgreement } from "./agreement.ts";
import { type Asked, storeOf } from "./fill.ts";

const nowMs = Date.parse("2026-03-03T00:00:00Z");
const groups = 1_500;

/** Two records for each of many keys, both with the largest 64-bit integer: a result that does not stay in memory. */
const rows = Array.from({ length: groups * 2 }, (_, index) =>
  row(index, {
    key: `key-${index % groups}`,
    requestId: `R${(index * 7_919) % 5_000}`,
    bytesSent: 9223372036854775807n,
    objectSize: index % 5 === 0 ? null : BigInt(index),
    userAgent: index % 3 === 0 ? "\ufeffagent" : "a\u0000b",
  }),
);

function row(index: number, named: Readonly<Record<string, Cell>>): StoreRow {
  const timeMs = Number(named["time"] ?? nowMs - 86_400_000 + (index % 11));
  const names = fieldsOf("s3_access").flatMap(([name]) => (Object.hasOwn(provenance, name) ? [] : [name]));
  const cells = names.map((name) => (name === "time" ? timeMs : (named[name] ?? null)));
  return { source: "s3_access", timeMs, recordId: index.toString(16).padStart(32, "0"), cells };
}

let asked: Asked;
beforeAll(async () => {
  asked = await storeOf(rows, nowMs);
});
afterAll(() => asked.close());

const queries: readonly (readonly [string, Query])[] = [
  ["rows in their own order", { from: "s3_access", select: ["time", "requestId", "userAgent", "objectSize"] }],
  [
    "rows in another order",
    { from: "s3_access", select: ["key"], orderBy: [{ field: "objectSize", dir: "desc" }], limit: 2_999 },
  ],
  [
    "sums beyond 64 bits",
    { from: "s3_access", groupBy: ["key"], aggregate: { total: { fn: "sum", field: "bytesSent" } } },
  ],
  ["a column named like one of Parquet's", { from: "s3_access", select: [{ field: "key", as: "file_row_number" }] }],
];

test.each(queries)("a large result by pages: %s", async (_, query) => {
  const answer = await askByPages(asked.service, query, 700);
  expect(answer.rows.length).toBeGreaterThan(1_000);
  expectAgreement(query, answer, evaluate(query, asked.records, nowMs));
});

test("databases that remember too many files are replaced under running queries and results that are read on", async () => {
  const days = 8;
  const everywhere = Array.from({ length: 1_600 }, (_, index) => {
    const timeMs = nowMs - (index % days) * 86_400_000 - 1 - index;
    return row(index, { key: `key-${index}`, time: timeMs });
  });
  const several = await storeOf(everywhere, nowMs);
  const store = Store.open(several.root);
  const service = openQueryService({ store, now: () => nowMs, maxRememberedFiles: 1 });
  const whole: Query = { from: "s3_access", select: ["time", "key"] };
  const oneDay = (day: number): Query => {
    const startMs = nowMs - (day + 1) * 86_400_000;
    const time = { start: new Date(startMs).toISOString(), end: new Date(startMs + 86_400_000).toISOString() };
    return { from: "s3_access", time, aggregate: { n: { fn: "count" } } };
  };
  const asks = Array.from({ length: 24 }, (_, place) => (place % 6 === 5 ? whole : oneDay(place % days)));
  await Promise.all(
    asks.map(async (query) => {
      expectAgreement(query, await askByPages(service, query, 400), evaluate(query, several.records, nowMs));
    }),
  );
  await service.close();
  store.close();
  await several.close();
});
