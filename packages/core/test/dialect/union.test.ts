import { planQuery, scansOf } from "@trailkeep/core/query";
import { describe, expect, it } from "vitest";
import { rowsOf } from "./rows.ts";

const cloudtrail = [
  { event_time: "TIMESTAMP '2026-03-01 10:00:00'", event_name: "'GetObject'" },
  { event_time: "TIMESTAMP '2026-03-01 12:00:00'", event_name: "'PutObject'" },
];
const s3_access = [
  { time: "TIMESTAMP '2026-03-01 11:00:00'", operation: "'REST.GET.OBJECT'", http_status: "200" },
  { time: "TIMESTAMP '2026-03-01 12:00:00'", operation: "'PutObject'", http_status: "403" },
];

const events = (start: string) => ({
  from: "cloudtrail",
  time: { start },
  select: [
    { field: "eventTime", as: "at" },
    { field: "eventName", as: "what" },
  ],
});
const requests = {
  from: "s3_access",
  time: { start: "2026-03-01T11:00:00Z" },
  where: { field: "httpStatus", op: "gte", value: 200 },
  select: [
    { field: "time", as: "at" },
    { field: "operation", as: "what" },
  ],
};

describe("union", () => {
  it("gives the rows of all branches, repeats too, sorted by all columns", async () => {
    const query = { union: [events("2026-03-01"), requests, events("2026-03-01T11:00:00Z")] };
    expect(await rowsOf(query, { cloudtrail, s3_access })).toEqual([
      ["2026-03-01T10:00:00.000Z", "GetObject"],
      ["2026-03-01T11:00:00.000Z", "REST.GET.OBJECT"],
      ["2026-03-01T12:00:00.000Z", "PutObject"],
      ["2026-03-01T12:00:00.000Z", "PutObject"],
      ["2026-03-01T12:00:00.000Z", "PutObject"],
    ]);
    const ordered = { ...query, orderBy: [{ field: "what", dir: "desc" }], limit: 2 };
    expect(await rowsOf(ordered, { cloudtrail, s3_access })).toEqual([
      ["2026-03-01T11:00:00.000Z", "REST.GET.OBJECT"],
      ["2026-03-01T12:00:00.000Z", "PutObject"],
    ]);
  });

  it("puts groups together, and sums with counts", async () => {
    const groups = (from: string, key: string, n: object) => ({
      from,
      groupBy: [{ field: key, as: "what" }],
      aggregate: { n },
    });
    const query = {
      union: [
        groups("cloudtrail", "eventName", { fn: "count" }),
        groups("s3_access", "operation", { fn: "sum", field: "httpStatus" }),
      ],
      orderBy: [{ field: "n", dir: "desc" }],
    };
    expect(await rowsOf(query, { cloudtrail, s3_access })).toEqual([
      ["PutObject", 403],
      ["REST.GET.OBJECT", 200],
      ["GetObject", 1],
      ["PutObject", 1],
    ]);
  });

  it("looks at each branch's own time range", () => {
    const plan = planQuery({ union: [events("2026-03-01"), requests] }, 0);
    expect(scansOf(plan)).toEqual([
      { source: "cloudtrail", startMs: Date.parse("2026-03-01T00:00:00Z"), endMs: null },
      { source: "s3_access", startMs: Date.parse("2026-03-01T11:00:00Z"), endMs: null },
    ]);
  });
});
