import { conditions, from, parameter, planQuery, type Query, type UnionQuery, union } from "@trailkeep/core/query";
import { describe, expect, test } from "vitest";

const nowMs = Date.parse("2026-03-08T00:00:00Z");
const { is, anyOf, allOf, not, compare, any } = conditions("cloudtrail");
const log = conditions({ from: "cloudtrail", with: "s3_access", as: "log" });

interface Pair {
  readonly name: string;
  readonly built: { toJSON(): Query | UnionQuery };
  readonly wire: Query | UnionQuery;
}

const pairs: readonly Pair[] = [
  {
    name: "rows",
    built: from("cloudtrail")
      .during("2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z")
      .where("eventName", "eq", "ConsoleLogin", { ignoreCase: true })
      .where(anyOf(is("errorCode", "exists"), not(allOf(is("readOnly", "eq", true)))))
      .where(compare("recipientAccountId", "neq", "userIdentity.accountId"))
      .where(any("resources", (element) => element.is("type", "eq", "AWS::S3::Bucket")))
      .select("eventTime", { field: "requestParameters.maxResults", cast: "integer", as: "most" })
      .distinct()
      .orderBy("eventTime", "desc")
      .limit(5),
    wire: {
      from: "cloudtrail",
      time: { start: "2026-03-01T00:00:00Z", end: "2026-03-08T00:00:00Z" },
      where: {
        and: [
          { field: "eventName", op: "eq", value: "ConsoleLogin", ignoreCase: true },
          {
            or: [
              { field: "errorCode", op: "exists" },
              { not: { and: [{ field: "readOnly", op: "eq", value: true }] } },
            ],
          },
          { field: "recipientAccountId", op: "neq", other: "userIdentity.accountId" },
          { field: "resources", op: "any", where: { field: "type", op: "eq", value: "AWS::S3::Bucket" } },
        ],
      },
      select: ["eventTime", { field: "requestParameters.maxResults", cast: "integer", as: "most" }],
      distinct: true,
      orderBy: [{ field: "eventTime", dir: "desc" }],
      limit: 5,
    },
  },
  {
    name: "groups",
    built: from("s3_access")
      .last("7d")
      .groupBy("requester")
      .bucket("1h", "hour", { fill: true })
      .aggregate({
        n: { fn: "count" },
        refused: { fn: "countIf", where: conditions("s3_access").is("httpStatus", "eq", 403) },
        share: { fn: "ratio", of: "refused", to: "n" },
      })
      .having("n", "gte", 3)
      .orderBy("n", "desc"),
    wire: {
      from: "s3_access",
      time: { last: "7d" },
      groupBy: ["requester", { bucket: "1h", as: "hour", fill: true }],
      aggregate: {
        n: { fn: "count" },
        refused: { fn: "countIf", where: { field: "httpStatus", op: "eq", value: 403 } },
        share: { fn: "ratio", of: "refused", to: "n" },
      },
      having: { field: "n", op: "gte", value: 3 },
      orderBy: [{ field: "n", dir: "desc" }],
    },
  },
  {
    name: "join of rows",
    built: from("cloudtrail")
      .last("7d")
      .where("eventSource", "eq", "s3.amazonaws.com")
      .join({
        with: "s3_access",
        as: "log",
        kind: "left",
        on: [
          { left: "requestID", right: "requestId" },
          { left: "requestParameters.bucketName", right: "bucket" },
        ],
        time: { last: "8d" },
        where: conditions("s3_access").is("httpStatus", "gte", 400),
      })
      .where(is("errorCode", "exists"))
      .where(log.compare("log.requester", "neq", "userIdentity.arn"))
      .select("eventTime", "log.key", { field: "log.time", part: "hourOfDay", as: "hour" })
      .orderBy("log.time", "desc"),
    wire: {
      from: "cloudtrail",
      time: { last: "7d" },
      join: {
        with: "s3_access",
        as: "log",
        kind: "left",
        on: [
          { left: "requestID", right: "requestId" },
          { left: "requestParameters.bucketName", right: "bucket" },
        ],
        time: { last: "8d" },
        where: { field: "httpStatus", op: "gte", value: 400 },
      },
      where: {
        and: [
          { field: "eventSource", op: "eq", value: "s3.amazonaws.com" },
          { field: "errorCode", op: "exists" },
          { field: "log.requester", op: "neq", other: "userIdentity.arn" },
        ],
      },
      select: ["eventTime", "log.key", { field: "log.time", part: "hourOfDay", as: "hour" }],
      orderBy: [{ field: "log.time", dir: "desc" }],
    },
  },
  {
    name: "join of groups, its time and values given by the run",
    built: from("cloudtrail")
      .parameters({
        since: { type: "duration", default: "7d" },
        until: { type: "timestamp", default: "2026-03-08T00:00:00Z" },
      })
      .last(parameter("since", "duration"))
      .join({
        with: "s3_access",
        as: "log",
        kind: "inner",
        on: [{ left: "requestID", right: "requestId" }],
        time: { start: "2026-03-01T00:00:00Z", end: parameter("until", "timestamp") },
      })
      .groupBy("log.bucket")
      .aggregate({ refused: { fn: "countIf", where: log.is("log.httpStatus", "eq", 403) } })
      .orderBy("log.bucket"),
    wire: {
      from: "cloudtrail",
      parameters: {
        since: { type: "duration", default: "7d" },
        until: { type: "timestamp", default: "2026-03-08T00:00:00Z" },
      },
      time: { last: { param: "since" } },
      join: {
        with: "s3_access",
        as: "log",
        kind: "inner",
        on: [{ left: "requestID", right: "requestId" }],
        time: { start: "2026-03-01T00:00:00Z", end: { param: "until" } },
      },
      groupBy: ["log.bucket"],
      aggregate: { refused: { fn: "countIf", where: { field: "log.httpStatus", op: "eq", value: 403 } } },
      orderBy: [{ field: "log.bucket", dir: "asc" }],
    },
  },
  {
    name: "union",
    built: union(
      from("cloudtrail").select("eventName"),
      from("s3_access").select({ field: "operation", as: "eventName" }),
    )
      .orderBy("eventName")
      .limit(3),
    wire: {
      union: [
        { from: "cloudtrail", select: ["eventName"] },
        { from: "s3_access", select: [{ field: "operation", as: "eventName" }] },
      ],
      orderBy: [{ field: "eventName", dir: "asc" }],
      limit: 3,
    },
  },
];

describe("a builder is its wire form", () => {
  test.each(pairs)("$name", ({ built, wire }) => {
    expect(JSON.parse(JSON.stringify(built))).toEqual(wire);
    expect(planQuery(built.toJSON(), nowMs)).toEqual(planQuery(wire, nowMs));
  });

  test("each step gives a new builder", () => {
    const plain = from("cloudtrail").select("eventName");
    plain
      .join({ with: "s3_access", as: "log", kind: "left", on: [{ left: "requestID", right: "requestId" }] })
      .limit(1);
    expect(plain.toJSON()).toEqual({ from: "cloudtrail", select: ["eventName"] });
  });
});
