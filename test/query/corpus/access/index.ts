import type { Predicate } from "../../../oracle/language.ts";
import type { CorpusEntry } from "../entry.ts";

export { accessRows } from "./data.ts";

const from = "object_access";
const n = { fn: "count" } as const;
const seen = (value: string): Predicate => ({ field: "seenBy", op: "eq", value });

/** S3 object access, as access logs and CloudTrail tell it. */
export const access: readonly CorpusEntry[] = [
  {
    name: "access-by-who-saw-it",
    query: { from, groupBy: ["seenBy"], aggregate: { n } },
    rows: [
      ["access_logs", 2],
      ["both", 7],
      ["cloudtrail", 2],
    ],
  },
  {
    name: "access-seen-by-logs-alone",
    query: { from, where: seen("access_logs"), select: ["time", "key", "log.operation", "event.eventName"] },
    rows: [
      ["2026-03-01T09:01:00.000Z", "b", "REST.GET.OBJECT", null],
      ["2026-03-01T09:06:00.000Z", "e", "S3.EXPIRE.OBJECT", null],
    ],
  },
  {
    name: "access-seen-by-cloudtrail-alone",
    query: { from, where: seen("cloudtrail"), select: ["time", "requestId", "bucket", "key", "remoteIp"] },
    rows: [
      ["2026-03-02T11:00:00.000Z", "Q7", "payroll", "h", "203.0.113.9"],
      ["2026-03-02T12:00:00.000Z", null, "archive", null, null],
    ],
  },
  {
    name: "access-many-to-many",
    query: {
      from,
      where: { field: "requestId", op: "in", value: ["Q1", "Q3"] },
      select: ["requestId", "key", "log.operation", "event.recipientAccountId"],
    },
    rows: [
      ["Q1", "a", "REST.GET.OBJECT", "111122223333"],
      ["Q1", "a", "REST.GET.OBJECT", "444455556666"],
      ["Q3", "c", "BATCH.DELETE.OBJECT", null],
      ["Q3", "d", "BATCH.DELETE.OBJECT", null],
      ["Q3", null, "REST.POST.MULTI_OBJECT_DELETE", null],
    ],
  },
  {
    name: "access-across-midnight",
    query: {
      from,
      time: { start: "2026-03-01T23:00:00Z", end: "2026-03-02" },
      select: ["time", "seenBy", "event.eventTime", { field: "log.totalTimeMs", as: "ms" }],
    },
    rows: [["2026-03-01T23:59:59.000Z", "both", "2026-03-02T00:05:00.000Z", 301_000]],
  },
  {
    name: "access-after-midnight",
    query: { from, time: { start: "2026-03-02", end: "2026-03-02T11:30:00Z" }, select: ["requestId", "seenBy"] },
    rows: [["Q7", "cloudtrail"]],
  },
  {
    name: "access-denied-by-either",
    query: {
      from,
      where: { field: "errorCode", op: "exists" },
      select: ["key", "errorCode", "log.httpStatus", "event.errorMessage"],
    },
    rows: [["g", "AccessDenied", 403, "Access Denied"]],
  },
  {
    name: "access-by-paths-and-lists-of-the-event",
    query: {
      from,
      where: {
        and: [
          { field: "event.requestParameters.bucketName", op: "eq", value: "payroll" },
          { field: "event.resources", op: "any", where: { field: "ARN", op: "endsWith", value: "/h" } },
        ],
      },
      select: ["key", "event.requestParameters.key", "event.resources[0].type"],
    },
    rows: [["h", "h", "AWS::S3::Object"]],
  },
  {
    name: "access-coverage-by-day",
    query: {
      from,
      time: { start: "2026-03-01", end: "2026-03-03" },
      groupBy: ["bucket", { bucket: "1d", as: "day" }],
      aggregate: {
        n,
        unlogged: { fn: "countIf", where: seen("cloudtrail") },
        unrecorded: { fn: "countIf", where: seen("access_logs") },
        requests: { fn: "countDistinct", field: "requestId" },
        bytes: { fn: "sum", field: "log.bytesSent" },
      },
    },
    rows: [
      ["archive", "2026-03-02T00:00:00.000Z", 1, 1, 0, 0, null],
      ["payroll", "2026-03-01T00:00:00.000Z", 9, 0, 2, 5, 40],
      ["payroll", "2026-03-02T00:00:00.000Z", 1, 1, 0, 1, null],
    ],
  },
  {
    name: "access-joined-to-events",
    query: {
      from: "cloudtrail",
      join: { with: from, as: "access", kind: "left", on: [{ left: "eventID", right: "event.eventID" }] },
      where: { field: "recipientAccountId", op: "missing" },
      select: ["eventID", "access.seenBy", "access.log.key"],
    },
    rows: [
      ["o-2", null, null],
      ["o-3", null, null],
      ["o-4", "both", "c"],
      ["o-4", "both", "d"],
      ["o-4", "both", null],
      ["o-6", "both", "g"],
      ["o-5", "both", "f"],
      ["o-7", "cloudtrail", null],
      ["o-8", "cloudtrail", null],
    ],
  },
  {
    name: "access-latest-of-a-key",
    query: {
      from,
      groupBy: ["key"],
      aggregate: { last: { fn: "last", field: "event.eventName" }, first: { fn: "first", field: "log.operation" } },
      having: { field: "key", op: "in", value: ["a", "h"] },
    },
    rows: [
      ["a", "GetObject", "REST.GET.OBJECT"],
      ["h", "GetObject", null],
    ],
  },
  { name: "every-field-of-access", query: { from } },
];
