import { expect, it } from "vitest";
import { rowsOf } from "./rows.ts";

const cloudtrail = [
  ["2026-03-01T22:10:00", "PutObject", "NULL"],
  ["2026-03-01T22:50:00", "PutObject", "'AccessDenied'"],
  ["2026-03-01T20:59:59.999", "GetObject", "'AccessDenied'"],
  ["2026-03-01T20:00:00", "NULL", "NULL"],
].map(([time, name = "", error = ""]) => ({
  event_time: `TIMESTAMP '${time}'`,
  event_name: name === "NULL" ? name : `'${name}'`,
  error_code: error,
}));

const time = { start: "2026-03-01T20:30:00Z", end: "2026-03-01T23:00:00Z" };
const failures = { fn: "countIf", where: { field: "errorCode", op: "exists" } };

it("every bucket that overlaps the range has a row for every combination of the other keys", async () => {
  const query = {
    from: "cloudtrail",
    time,
    groupBy: ["eventName", { bucket: "1h", as: "hour", fill: true }],
    aggregate: {
      share: { fn: "ratio", of: "failures", to: "n" },
      failures,
      n: { fn: "count" },
      first: { fn: "first", field: "errorCode" },
    },
  };
  const hours = ["20", "21", "22"].map((hour) => `2026-03-01T${hour}:00:00.000Z`);
  expect(await rowsOf(query, { cloudtrail })).toEqual([
    ["GetObject", hours[0], 1, 1, 1, "AccessDenied"],
    ["GetObject", hours[1], null, 0, 0, null],
    ["GetObject", hours[2], null, 0, 0, null],
    ["PutObject", hours[0], null, 0, 0, null],
    ["PutObject", hours[1], null, 0, 0, null],
    ["PutObject", hours[2], 0.5, 1, 2, "AccessDenied"],
  ]);
  const alone = {
    from: "cloudtrail",
    time: { last: "1h" },
    groupBy: [{ bucket: "30m", fill: true }],
    aggregate: { failures },
  };
  expect(await rowsOf(alone, {})).toEqual([
    ["2026-03-01T23:00:00.000Z", 0],
    ["2026-03-01T23:30:00.000Z", 0],
  ]);
  const having = {
    ...query,
    having: { field: "n", op: "eq", value: 0 },
    orderBy: [{ field: "hour", dir: "desc" }],
    limit: 1,
  };
  expect(await rowsOf(having, { cloudtrail })).toEqual([["GetObject", hours[2], null, 0, 0, null]]);
});

it("distinct rows come once, nulls last", async () => {
  const query = { from: "cloudtrail", distinct: true, select: ["eventName"] };
  expect(await rowsOf(query, { cloudtrail })).toEqual([["GetObject"], ["PutObject"], [null]]);
  const descending = { ...query, orderBy: [{ field: "eventName", dir: "desc" }], limit: 2 };
  expect(await rowsOf(descending, { cloudtrail })).toEqual([["PutObject"], ["GetObject"]]);
});
