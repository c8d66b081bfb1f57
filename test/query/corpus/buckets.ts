import type { CorpusEntry } from "./entry.ts";

const hour = { bucket: "1h", as: "hour", fill: true } as const;
const morning = { start: "2026-03-01T10:00:00Z", end: "2026-03-01T14:00:00Z" };
const noon = { start: "2026-03-01T11:00:00Z", end: "2026-03-01T13:00:00Z" };
const n = { fn: "count" } as const;
const nothing = { field: "key", op: "eq", value: "nothing" } as const;

/** Buckets of nothing, and quotients of aggregates. */
export const buckets: readonly CorpusEntry[] = [
  {
    name: "fill",
    query: { from: "s3_access", time: morning, groupBy: [hour], aggregate: { n } },
    rows: [
      ["2026-03-01T10:00:00.000Z", 3],
      ["2026-03-01T11:00:00.000Z", 3],
      ["2026-03-01T12:00:00.000Z", 1],
      ["2026-03-01T13:00:00.000Z", 0],
    ],
  },
  {
    name: "fill-buckets-that-overlap-the-range",
    query: {
      from: "s3_access",
      time: { start: "2026-03-01T08:59:59.999Z", end: "2026-03-01T10:00:00.001Z" },
      groupBy: [hour],
      aggregate: { n },
    },
    rows: [
      ["2026-03-01T08:00:00.000Z", 0],
      ["2026-03-01T09:00:00.000Z", 0],
      ["2026-03-01T10:00:00.000Z", 2],
    ],
  },
  {
    name: "fill-for-every-other-key",
    query: {
      from: "s3_access",
      time: noon,
      groupBy: ["bucket", hour],
      aggregate: {
        n,
        keys: { fn: "countDistinct", field: "key" },
        slow: { fn: "countIf", where: { field: "totalTimeMs", op: "gt", value: 10 } },
        most: { fn: "max", field: "totalTimeMs" },
        bytes: { fn: "sum", field: "objectSize" },
        rate: { fn: "ratio", of: "slow", to: "n" },
      },
    },
    rows: [
      ["logs", "2026-03-01T11:00:00.000Z", 0, 0, 0, null, null, null],
      ["logs", "2026-03-01T12:00:00.000Z", 1, 1, 1, 100, null, 1],
      ["payroll", "2026-03-01T11:00:00.000Z", 3, 3, 1, 40, null, 1 / 3],
      ["payroll", "2026-03-01T12:00:00.000Z", 0, 0, 0, null, null, null],
    ],
  },
  {
    name: "fill-where-there-is-nothing",
    query: { from: "s3_access", time: noon, where: nothing, groupBy: [hour], aggregate: { n } },
    rows: [
      ["2026-03-01T11:00:00.000Z", 0],
      ["2026-03-01T12:00:00.000Z", 0],
    ],
  },
  {
    name: "fill-has-no-key-where-there-is-nothing",
    query: { from: "s3_access", time: noon, where: nothing, groupBy: ["bucket", hour], aggregate: { n } },
    rows: [],
  },
  {
    name: "fill-comes-before-having-order-and-limit",
    query: {
      from: "s3_access",
      time: { start: "2026-03-01T12:00:00Z", end: "2026-03-01T16:00:00Z" },
      groupBy: [hour],
      aggregate: { n },
      having: { field: "n", op: "eq", value: 0 },
      orderBy: [{ field: "hour", dir: "desc" }],
      limit: 2,
    },
    rows: [
      ["2026-03-01T15:00:00.000Z", 0],
      ["2026-03-01T14:00:00.000Z", 0],
    ],
  },
  {
    name: "fill-a-relative-range",
    query: { from: "cloudtrail", time: { last: "2d" }, groupBy: [{ bucket: "1d", fill: true }], aggregate: { n } },
    rows: [
      ["2026-03-01T00:00:00.000Z", 7],
      ["2026-03-02T00:00:00.000Z", 4],
    ],
  },
  {
    name: "fill-before-1970",
    query: {
      from: "cloudtrail",
      time: { start: "1969-12-31T22:30:00Z", end: "1970-01-01T00:30:00Z" },
      groupBy: [{ bucket: "1h", fill: true }],
      aggregate: { n },
    },
    rows: [
      ["1969-12-31T22:00:00.000Z", 0],
      ["1969-12-31T23:00:00.000Z", 1],
      ["1970-01-01T00:00:00.000Z", 0],
    ],
  },
  {
    name: "ratio",
    query: {
      from: "s3_access",
      groupBy: ["bucket"],
      aggregate: {
        rate: { fn: "ratio", of: "failures", to: "n" },
        n,
        failures: { fn: "countIf", where: { field: "httpStatus", op: "gte", value: 400 } },
      },
      orderBy: [{ field: "rate", dir: "desc" }],
    },
    rows: [
      ["payroll", 1 / 6, 6, 1],
      ["logs", 0, 1, 0],
    ],
  },
  {
    name: "ratio-of-nothing-and-by-zero",
    query: {
      from: "s3_access",
      aggregate: {
        n,
        zero: { fn: "countIf", where: nothing },
        none: { fn: "max", field: "objectSize" },
        byZero: { fn: "ratio", of: "n", to: "zero" },
        ofNone: { fn: "ratio", of: "none", to: "n" },
        byNone: { fn: "ratio", of: "n", to: "none" },
        zeroOf: { fn: "ratio", of: "zero", to: "n" },
      },
    },
    rows: [[7, 0, null, null, null, null, 0]],
  },
];
