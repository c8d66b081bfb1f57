import { planQuery, scansOf } from "@trailkeep/core/query";
import { describe, expect, it } from "vitest";
import { rowsOf } from "./rows.ts";

const cloudtrail = [
  ["a", "10:00", "r1", "PutObject"],
  ["b", "11:00", "r2", "GetObject"],
  ["c", "12:00", null, "Login"],
  ["d", "13:00", "r4", "PutObject"],
].map(([id, time, request, name]) => ({
  event_id: `'${id}'`,
  event_time: `TIMESTAMP '2026-03-01 ${time}:00'`,
  request_id: request === null ? "NULL" : `'${request}'`,
  event_name: `'${name}'`,
}));
const s3_access = [
  ["r1", "10:00", "x", 200],
  ["r1", "10:01", "y", 200],
  ["r2", "11:00", "x", 403],
  ["r4", "23:00", "z", 200],
  [null, "12:00", "n", 200],
].map(([request, time, key, status]) => ({
  request_id: request === null ? "NULL" : `'${request}'`,
  time: `TIMESTAMP '2026-03-01 ${time}:00'`,
  key: `'${key}'`,
  http_status: String(status),
}));
const records = { cloudtrail, s3_access };

const join = {
  with: "s3_access",
  as: "log",
  kind: "left",
  on: [{ left: "requestID", right: "requestId" }],
  time: { end: "2026-03-01T20:00:00Z" },
};
const rows = { from: "cloudtrail", join, select: ["eventID", "log.key"] };

describe("join", () => {
  it("pairs equal keys that are there; `left` keeps records without a partner", async () => {
    expect(await rowsOf(rows, records)).toEqual([
      ["a", "x"],
      ["a", "y"],
      ["b", "x"],
      ["c", null],
      ["d", null],
    ]);
    expect(await rowsOf({ ...rows, join: { ...join, kind: "inner" } }, records)).toEqual([
      ["a", "x"],
      ["a", "y"],
      ["b", "x"],
    ]);
  });

  it("filters the joined side first, and all of it afterwards", async () => {
    const good = { ...join, where: { field: "httpStatus", op: "eq", value: 200 } };
    expect(await rowsOf({ ...rows, join: good, where: { field: "log.key", op: "missing" } }, records)).toEqual([
      ["b", null],
      ["c", null],
      ["d", null],
    ]);
    const other = {
      and: [
        { field: "eventName", op: "neq", other: "log.key" },
        { field: "log.httpStatus", op: "gt", value: 200 },
      ],
    };
    expect(await rowsOf({ ...rows, where: other }, records)).toEqual([["b", "x"]]);
  });

  it("groups and sorts by fields of either side", async () => {
    const groups = {
      from: "cloudtrail",
      join,
      groupBy: [{ field: "log.key", as: "key" }],
      aggregate: { n: { fn: "count" }, status: { fn: "max", field: "log.httpStatus" } },
    };
    expect(await rowsOf(groups, records)).toEqual([
      ["x", 2, 403],
      ["y", 1, 200],
      [null, 2, null],
    ]);
    const sorted = {
      ...rows,
      orderBy: [
        { field: "log.httpStatus", dir: "desc" },
        { field: "log.time", dir: "desc" },
      ],
      limit: 3,
    };
    expect(await rowsOf(sorted, records)).toEqual([
      ["b", "x"],
      ["a", "y"],
      ["a", "x"],
    ]);
  });

  it("joins a source with itself", async () => {
    const same = { with: "cloudtrail", as: "other", kind: "inner", on: [{ left: "eventName", right: "eventName" }] };
    const query = { from: "cloudtrail", join: same, select: ["eventID", { field: "other.eventID", as: "with" }] };
    const differ = { field: "eventID", op: "neq", other: "other.eventID" };
    expect(await rowsOf({ ...query, where: differ }, records)).toEqual([
      ["a", "d"],
      ["d", "a"],
    ]);
  });

  it("looks at each side's own time range", () => {
    expect(scansOf(planQuery({ ...rows, time: { start: "2026-03-01" } }, 0))).toEqual([
      { source: "cloudtrail", startMs: Date.parse("2026-03-01T00:00:00Z"), endMs: null },
      { source: "s3_access", startMs: null, endMs: Date.parse("2026-03-01T20:00:00Z") },
    ]);
  });
});
