import { expect, test } from "vitest";
import { mostRows } from "../../src/engine/local/most-rows.ts";
import { planQuery } from "../../src/query/index.ts";

const dayMs = 86_400_000;
const week = { minTimeMs: Date.UTC(2026, 0, 1), maxTimeMs: Date.UTC(2026, 0, 8) };
const count = { n: { fn: "count" } };

/** The most rows of a query of CloudTrail over a week of records. */
function most(query: object, held: Parameters<typeof mostRows>[1] = week): number | null {
  return mostRows(planQuery({ from: "cloudtrail", ...query }, 0), held);
}

test("rows and groups of a field have no bound but the limit", () => {
  expect(most({ select: ["eventName"] })).toBeNull();
  expect(most({ select: ["eventName"], limit: 7 })).toBe(7);
  expect(most({ groupBy: ["eventName"], aggregate: count })).toBeNull();
  expect(most({ groupBy: [{ bucket: "1d" }, "eventName"], aggregate: count })).toBeNull();
  const branch = { from: "cloudtrail", select: ["eventName"] };
  expect(mostRows(planQuery({ union: [branch, branch] }, 0), week)).toBeNull();
});

test("without groups there is one row", () => {
  expect(most({ aggregate: count })).toBe(1);
});

test("of buckets there are as many as the time that is both asked and held, and two at its ends", () => {
  const hourly = { groupBy: [{ bucket: "1h" }], aggregate: count };
  expect(most(hourly)).toBe(7 * 24 + 2);
  expect(most({ ...hourly, time: { start: "2026-01-03T00:00:00Z", end: "2026-01-04T00:00:00Z" } })).toBe(24 + 2);
  expect(most({ ...hourly, time: { start: "2027-01-01T00:00:00Z", end: "2027-01-04T00:00:00Z" } })).toBe(0);
  expect(most({ ...hourly, limit: 5 })).toBe(5);
  expect(most(hourly, { minTimeMs: null, maxTimeMs: null })).toBe(0);
  expect(most(hourly, { minTimeMs: dayMs, maxTimeMs: dayMs })).toBe(2);
});

test("filled buckets are all there, whatever is held", () => {
  const time = { start: "2026-01-01T00:00:00Z", end: "2026-03-02T00:00:00Z" };
  expect(most({ time, groupBy: [{ bucket: "1d", fill: true }], aggregate: count })).toBe(60);
});
