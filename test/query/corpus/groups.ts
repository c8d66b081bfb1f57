import type { CorpusEntry } from "./entry.ts";

export const groups: readonly CorpusEntry[] = [
  {
    name: "count-by-field-null-is-a-key",
    query: { from: "cloudtrail", groupBy: ["awsRegion"], aggregate: { n: { fn: "count" } } },
    rows: [
      ["eu-west-1", 5],
      ["us-east-1", 5],
      [null, 2],
    ],
  },
  {
    name: "aggregates-of-nothing",
    query: {
      from: "s3_access",
      where: { field: "bucket", op: "eq", value: "none" },
      aggregate: {
        n: { fn: "count" },
        some: { fn: "countIf", where: { field: "key", op: "exists" } },
        different: { fn: "countDistinct", field: "key" },
        total: { fn: "sum", field: "bytesSent" },
        mean: { fn: "avg", field: "bytesSent" },
        p50: { fn: "percentile", field: "bytesSent", p: 50 },
        earliest: { fn: "min", field: "time" },
        one: { fn: "first", field: "key" },
      },
    },
    rows: [[0, 0, 0, null, null, null, null, null]],
  },
  {
    name: "groups-of-nothing",
    query: {
      from: "s3_access",
      where: { field: "bucket", op: "eq", value: "none" },
      groupBy: ["bucket"],
      aggregate: { n: { fn: "count" } },
    },
    rows: [],
  },
  {
    name: "counts",
    query: {
      from: "s3_access",
      groupBy: ["bucket"],
      aggregate: {
        all: { fn: "count" },
        withBytes: { fn: "count", field: "bytesSent" },
        denied: { fn: "countIf", where: { field: "httpStatus", op: "eq", value: 403 } },
        keys: { fn: "countDistinct", field: "key" },
        requesters: { fn: "countDistinct", field: "requester" },
      },
    },
    rows: [
      ["logs", 1, 1, 0, 1, 0],
      ["payroll", 6, 4, 1, 5, 2],
    ],
  },
  {
    name: "sum-beyond-64-bits",
    query: { from: "s3_access", aggregate: { total: { fn: "sum", field: "bytesSent" } } },
    rows: [["9223372036854779122"]],
  },
  {
    name: "sum-and-average-of-doubles",
    query: {
      from: "cloudtrail_insights",
      aggregate: {
        total: { fn: "sum", field: "insightDetails.insightContext.statistics.insight.average" },
        mean: { fn: "avg", field: "insightDetails.insightContext.statistics.insight.average" },
      },
    },
    rows: [[32.25, 16.125]],
  },
  {
    name: "average-of-integers",
    query: {
      from: "s3_access",
      where: { field: "operation", op: "eq", value: "REST.GET.OBJECT" },
      aggregate: { mean: { fn: "avg", field: "totalTimeMs" } },
    },
    rows: [[19.25]],
  },
  {
    name: "percentiles",
    query: {
      from: "s3_access",
      aggregate: {
        p1: { fn: "percentile", field: "totalTimeMs", p: 1 },
        p50: { fn: "percentile", field: "totalTimeMs", p: 50 },
        p51: { fn: "percentile", field: "totalTimeMs", p: 51 },
        p95: { fn: "percentile", field: "totalTimeMs", p: 95 },
        p100: { fn: "percentile", field: "totalTimeMs", p: 100 },
      },
    },
    rows: [[5, 10, 20, 100, 100]],
  },
  {
    name: "min-and-max",
    query: {
      from: "cloudtrail",
      aggregate: {
        firstName: { fn: "min", field: "eventName" },
        lastName: { fn: "max", field: "eventName" },
        from: { fn: "min", field: "eventTime" },
        to: { fn: "max", field: "eventTime" },
      },
    },
    rows: [["AuthorizeSecurityGroupIngress", "\u{1F600}", "1969-12-31T23:59:59.999Z", "2026-03-02T13:00:00.000Z"]],
  },
  {
    name: "first-and-last-by-time-then-id",
    query: {
      from: "s3_access",
      groupBy: ["operation"],
      aggregate: { first: { fn: "first", field: "key" }, last: { fn: "last", field: "key" } },
    },
    rows: [
      ["REST.DELETE.OBJECT", "2026/salaries.csv", "2026/salaries.csv"],
      ["REST.GET.OBJECT", "2026/salaries.csv", "A"],
      ["REST.PUT.OBJECT", "z", "z"],
      ["S3.EXPIRE.OBJECT", "é", "é"],
    ],
  },
  {
    name: "first-and-last-skip-nulls",
    query: {
      from: "cloudtrail",
      aggregate: { first: { fn: "first", field: "errorCode" }, last: { fn: "last", field: "userAgent" } },
    },
    rows: [["AccessDenied", "Ünïcode/1.0"]],
  },
  {
    name: "bucket",
    query: { from: "s3_access", groupBy: [{ bucket: "1h" }], aggregate: { n: { fn: "count" } } },
    rows: [
      ["2026-03-01T10:00:00.000Z", 3],
      ["2026-03-01T11:00:00.000Z", 3],
      ["2026-03-01T12:00:00.000Z", 1],
    ],
  },
  {
    name: "bucket-before-1970",
    query: {
      from: "cloudtrail",
      time: { end: "1970-01-01" },
      groupBy: [{ bucket: "1h", as: "hour" }],
      aggregate: { n: { fn: "count" } },
    },
    rows: [["1969-12-31T23:00:00.000Z", 1]],
  },
  {
    name: "weeks-begin-on-thursday",
    query: { from: "s3_access", groupBy: [{ bucket: "1w" }] },
    rows: [["2026-02-26T00:00:00.000Z"]],
  },
  {
    name: "distinct-groups",
    query: {
      from: "cloudtrail",
      where: { field: "eventSource", op: "eq", value: "signin.amazonaws.com" },
      groupBy: ["awsRegion", "readOnly"],
    },
    rows: [["us-east-1", false]],
  },
  {
    name: "group-by-a-path-cast",
    query: {
      from: "cloudtrail",
      where: { field: "requestParameters", op: "exists" },
      groupBy: [{ field: "requestParameters.list[0]", cast: "integer", as: "head" }],
      aggregate: { n: { fn: "count" } },
    },
    rows: [
      [10, 1],
      [null, 4],
    ],
  },
  {
    name: "aggregates-of-a-cast-skip-what-is-no-value",
    query: {
      from: "s3_access",
      aggregate: {
        different: { fn: "countDistinct", field: "versionId", cast: "integer" },
        least: { fn: "min", field: "versionId", cast: "integer" },
        greatest: { fn: "max", field: "versionId", cast: "integer" },
        mean: { fn: "avg", field: "httpStatus" },
      },
    },
    rows: [[2, 17, 21, 234.5]],
  },
  {
    name: "having-on-a-count-of-casts",
    query: {
      from: "s3_access",
      groupBy: ["bucket"],
      aggregate: {
        different: { fn: "countDistinct", field: "versionId", cast: "integer" },
        mean: { fn: "avg", field: "totalTimeMs" },
        each: { fn: "ratio", of: "mean", to: "different" },
      },
      having: { field: "different", op: "lt", value: 1 },
    },
    rows: [["logs", 0, 100, null]],
  },
  {
    name: "having",
    query: {
      from: "cloudtrail",
      groupBy: ["eventName"],
      aggregate: { n: { fn: "count" }, users: { fn: "countDistinct", field: "userIdentity.arn" } },
      having: {
        and: [
          { field: "n", op: "gte", value: 2 },
          { field: "eventName", op: "startsWith", value: "C" },
        ],
      },
    },
    rows: [["ConsoleLogin", 4, 2]],
  },
  {
    name: "having-without-groups",
    query: { from: "s3_access", aggregate: { n: { fn: "count" } }, having: { field: "n", op: "gt", value: 7 } },
    rows: [],
  },
  {
    name: "order-groups-by-an-aggregate",
    query: {
      from: "cloudtrail",
      groupBy: ["eventName"],
      aggregate: { n: { fn: "count" } },
      orderBy: [{ field: "n", dir: "desc" }],
      limit: 3,
    },
    rows: [
      ["ConsoleLogin", 4],
      ["DeleteObject", 2],
      ["AuthorizeSecurityGroupIngress", 1],
    ],
  },
  {
    name: "group-keys-descending-nulls-last",
    query: { from: "s3_access", groupBy: ["httpStatus"], orderBy: [{ field: "httpStatus", dir: "desc" }] },
    rows: [[403], [204], [200], [null]],
  },
];
