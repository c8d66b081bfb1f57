import type { CorpusEntry } from "../entry.ts";
import { errors, failed, lastWeek, mostFirst, n } from "./parts.ts";

/** Errors. */
export const errorTiles: readonly CorpusEntry[] = [
  {
    name: "tile-errors-by-assumed-role",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: { and: [failed, { field: "userIdentity.type", op: "eq", value: "AssumedRole" }] },
      groupBy: [{ field: "userIdentity.sessionContext.sessionIssuer.userName", as: "role" }, "userIdentity.arn"],
      aggregate: { n },
      orderBy: mostFirst,
      limit: 10,
    },
    rows: [["deploy", "arn:aws:sts::111122223333:assumed-role/deploy/ci", 2]],
  },
  {
    name: "tile-errors-by-user-type",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: failed,
      groupBy: ["userIdentity.type"],
      aggregate: { n },
      orderBy: mostFirst,
    },
    rows: [
      ["IAMUser", 4],
      ["AssumedRole", 2],
      ["AWSAccount", 1],
    ],
  },
  {
    name: "tile-errors-by-source",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      groupBy: ["eventSource"],
      aggregate: { n, errors },
      having: { field: "errors", op: "gt", value: 0 },
      orderBy: [{ field: "errors", dir: "desc" }],
    },
    rows: [
      ["s3.amazonaws.com", 9, 3],
      ["cloudtrail.amazonaws.com", 3, 1],
      ["ec2.amazonaws.com", 15, 1],
      ["iam.amazonaws.com", 2, 1],
      ["sts.amazonaws.com", 5, 1],
    ],
  },
  {
    name: "tile-errors-over-time-with-share",
    query: {
      from: "cloudtrail",
      time: { start: "2026-03-02T14:00:00Z", end: "2026-03-02T17:00:00Z" },
      groupBy: [{ bucket: "30m", as: "at", fill: true }],
      aggregate: { n, errors, share: { fn: "ratio", of: "errors", to: "n" } },
    },
    rows: [
      ["2026-03-02T14:00:00.000Z", 4, 3, 0.75],
      ["2026-03-02T14:30:00.000Z", 0, 0, null],
      ["2026-03-02T15:00:00.000Z", 2, 0, 0],
      ["2026-03-02T15:30:00.000Z", 0, 0, null],
      ["2026-03-02T16:00:00.000Z", 2, 1, 0.5],
      ["2026-03-02T16:30:00.000Z", 0, 0, null],
    ],
  },
  {
    name: "tile-top-events-with-errors",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: failed,
      groupBy: ["eventName", "eventSource"],
      aggregate: { n },
      orderBy: mostFirst,
      limit: 3,
    },
    rows: [
      ["AssumeRole", "sts.amazonaws.com", 1],
      ["CreateUser", "iam.amazonaws.com", 1],
      ["DeleteObject", "s3.amazonaws.com", 1],
    ],
  },
  {
    name: "tile-top-error-codes",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: failed,
      groupBy: ["errorCode"],
      aggregate: { n },
      orderBy: mostFirst,
      limit: 10,
    },
    rows: [
      ["AccessDenied", 5],
      ["Client.UnauthorizedOperation", 1],
      ["VpceAccessDenied", 1],
    ],
  },
  {
    name: "tile-errors-of-a-principal",
    query: {
      parameters: { principal: { type: "string" } },
      from: "cloudtrail",
      time: lastWeek,
      where: { and: [failed, { field: "userIdentity.arn", op: "eq", value: { param: "principal" } }] },
      groupBy: ["errorCode", "errorMessage"],
      aggregate: { n, last: { fn: "max", field: "eventTime" } },
      having: { field: "n", op: "gt", value: 1 },
      orderBy: mostFirst,
    },
    parameters: { principal: "arn:aws:iam::111122223333:user/bob" },
    rows: [["AccessDenied", "Access Denied", 2, "2026-03-02T14:06:00.000Z"]],
  },
];
