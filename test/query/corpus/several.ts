import type { Join, Predicate } from "../../oracle/language.ts";
import type { CorpusEntry } from "./entry.ts";

const salaries = "2026/salaries.csv";
const n = { fn: "count" } as const;
const logs: Predicate = { field: "bucket", op: "eq", value: "logs" };

const byRequester: Join = {
  with: "cloudtrail",
  as: "log",
  kind: "inner",
  on: [{ left: "requester", right: "userIdentity.arn" }],
};
const reads: Join = { ...byRequester, kind: "left", where: { field: "eventName", op: "eq", value: "GetObject" } };

/** Several queries in one, and two sources side by side. */
export const several: readonly CorpusEntry[] = [
  {
    name: "union-of-two-sources",
    query: {
      union: [
        {
          from: "s3_access",
          where: { field: "key", op: "eq", value: salaries },
          select: [
            { field: "requester", as: "who" },
            { field: "operation", as: "what" },
            { field: "time", as: "at" },
          ],
        },
        {
          from: "cloudtrail",
          where: { field: "requestParameters.key", op: "eq", value: salaries },
          select: [
            { field: "userIdentity.arn", as: "who" },
            { field: "eventName", as: "what" },
            { field: "eventTime", as: "at" },
          ],
        },
      ],
      orderBy: [{ field: "at" }],
    },
    rows: [
      ["arn:aws:iam::111122223333:user/bob", "DeleteObject", "2026-03-01T09:30:00.000Z"],
      ["arn:aws:iam::111122223333:user/alice", "REST.GET.OBJECT", "2026-03-01T10:00:00.000Z"],
      ["arn:aws:iam::111122223333:user/bob", "REST.DELETE.OBJECT", "2026-03-01T10:05:00.000Z"],
    ],
  },
  {
    name: "union-keeps-equal-rows",
    query: {
      union: [
        { from: "s3_access", where: logs, select: ["httpStatus"] },
        { from: "s3_access", where: logs, select: ["httpStatus"] },
      ],
    },
    rows: [[200], [200]],
  },
  {
    name: "union-of-groups-in-order",
    query: {
      union: [
        { from: "s3_access", groupBy: [{ bucket: "1d", as: "day" }], aggregate: { n } },
        { from: "cloudtrail", groupBy: [{ bucket: "1d", as: "day" }], aggregate: { n } },
      ],
      orderBy: [{ field: "n", dir: "desc" }],
      limit: 3,
    },
    rows: [
      ["2026-03-01T00:00:00.000Z", 7],
      ["2026-03-01T00:00:00.000Z", 7],
      ["2026-03-02T00:00:00.000Z", 4],
    ],
  },
  {
    name: "join-inner",
    query: {
      from: "s3_access",
      join: { ...byRequester, where: { field: "eventName", op: "eq", value: "ConsoleLogin" } },
      select: ["requestId", "log.eventID"],
    },
    rows: [
      ["R1", "e-01"],
      ["R1", "e-02"],
      ["R1", "e-04"],
      ["R3", "e-03"],
      ["R5", "e-01"],
      ["R5", "e-02"],
      ["R5", "e-04"],
    ],
  },
  {
    name: "join-left-keeps-records-without-a-partner",
    query: { from: "s3_access", join: reads, select: ["requestId", "log.eventID"] },
    rows: [
      ["R1", "e-07"],
      [null, null],
      ["R3", null],
      ["R4", null],
      ["R5", "e-07"],
      ["R6", null],
      ["R7", null],
    ],
  },
  {
    name: "join-where-comes-after",
    query: {
      from: "s3_access",
      join: reads,
      where: {
        and: [
          { field: "log.eventID", op: "missing" },
          { field: "requestId", op: "exists" },
        ],
      },
      select: ["requestId"],
    },
    rows: [["R3"], ["R4"], ["R6"], ["R7"]],
  },
  {
    name: "join-on-two-keys",
    query: {
      from: "s3_access",
      join: { ...byRequester, on: [...byRequester.on, { left: "key", right: "requestParameters.key" }] },
      select: ["requestId", "log.eventID", { field: "log.eventTime", part: "hourOfDay", as: "hour" }],
    },
    rows: [["R3", "e-05", 9]],
  },
  {
    name: "join-in-a-range-of-its-own-grouped",
    query: {
      from: "s3_access",
      time: { start: "2026-03-01T10:00:00Z", end: "2026-03-01T12:00:00Z" },
      join: { ...byRequester, time: { start: "2026-03-01T08:00:10Z" } },
      groupBy: ["log.eventName"],
      aggregate: { n, last: { fn: "last", field: "requestId" }, latest: { fn: "max", field: "log.eventTime" } },
    },
    rows: [
      ["ConsoleLogin", 3, "R5", "2026-03-01T08:01:00.000Z"],
      ["DeleteObject", 1, "R3", "2026-03-01T09:30:00.000Z"],
      ["GetObject", 2, "R5", "2026-03-01T23:59:59.999Z"],
    ],
  },
];
