import type { CorpusEntry } from "./entry.ts";

/** What auditors ask. */
export const audit: readonly CorpusEntry[] = [
  {
    name: "who-deleted-an-object",
    query: {
      from: "cloudtrail",
      where: {
        and: [
          { field: "eventName", op: "in", value: ["DeleteObject", "DeleteObjects"] },
          { field: "requestParameters.bucketName", op: "eq", value: "payroll" },
          { field: "requestParameters.key", op: "eq", value: "2026/salaries.csv" },
        ],
      },
      select: ["eventTime", "userIdentity.arn", "sourceIPAddress", "errorCode"],
    },
    rows: [["2026-03-01T09:30:00.000Z", "arn:aws:iam::111122223333:user/bob", "203.0.113.20", null]],
  },
  {
    name: "failed-console-logins-by-address",
    query: {
      from: "cloudtrail",
      time: { last: "7d" },
      where: {
        and: [
          { field: "eventName", op: "eq", value: "ConsoleLogin" },
          { field: "responseElements.ConsoleLogin", op: "eq", value: "Failure" },
        ],
      },
      groupBy: ["sourceIPAddress", { bucket: "1h", as: "hour" }],
      aggregate: { failures: { fn: "count" }, users: { fn: "countDistinct", field: "userIdentity.arn" } },
      having: { field: "failures", op: "gte", value: 3 },
      orderBy: [{ field: "failures", dir: "desc" }],
      limit: 100,
    },
    rows: [["198.51.100.7", "2026-03-01T08:00:00.000Z", 3, 2]],
  },
  {
    name: "console-login-without-mfa",
    query: {
      from: "cloudtrail",
      where: {
        and: [
          { field: "eventName", op: "eq", value: "ConsoleLogin" },
          { not: { field: "additionalEventData.MFAUsed", op: "eq", value: "Yes" } },
        ],
      },
      select: ["eventID"],
    },
    rows: [["e-01"], ["e-02"], ["e-03"]],
  },
  {
    name: "root-was-used",
    query: {
      from: "cloudtrail",
      where: {
        and: [
          { field: "userIdentity.type", op: "eq", value: "Root" },
          { field: "userIdentity.invokedBy", op: "missing" },
        ],
      },
      groupBy: ["eventName"],
      aggregate: { times: { fn: "count" }, last: { fn: "max", field: "eventTime" } },
    },
    rows: [
      ["AuthorizeSecurityGroupIngress", 1, "2026-03-02T00:00:00.000Z"],
      ["StopLogging", 1, "2026-03-02T12:00:00.500Z"],
    ],
  },
  {
    name: "security-group-opened-to-the-world",
    query: {
      from: "cloudtrail",
      where: {
        and: [
          { field: "eventName", op: "eq", value: "AuthorizeSecurityGroupIngress" },
          {
            or: [
              {
                field: "requestParameters.ipPermissions.items[0].ipRanges.items[0].cidrIp",
                op: "eq",
                value: "0.0.0.0/0",
              },
              {
                field: "requestParameters.ipPermissions.items[0].ipv6Ranges.items[0].cidrIpv6",
                op: "eq",
                value: "::/0",
              },
            ],
          },
        ],
      },
      select: [
        "eventTime",
        { field: "requestParameters.groupId", as: "groupId" },
        { field: "requestParameters.ipPermissions.items[0].fromPort", cast: "integer", as: "port" },
      ],
    },
    rows: [["2026-03-02T00:00:00.000Z", "sg-1", 22]],
  },
  {
    name: "denied-by-principal",
    query: {
      from: "cloudtrail",
      where: { field: "errorCode", op: "in", value: ["AccessDenied", "Client.UnauthorizedOperation"] },
      groupBy: ["userIdentity.arn", "eventName"],
      aggregate: { denied: { fn: "count" } },
      orderBy: [{ field: "denied", dir: "desc" }],
    },
    rows: [["arn:aws:sts::111122223333:assumed-role/dev/carol", "DeleteObject", 1]],
  },
  {
    name: "logging-was-touched",
    query: {
      from: "cloudtrail",
      where: { field: "eventName", op: "matches", value: "^(Stop|Delete|Update)(Logging|Trail)$" },
      select: ["eventTime", "userIdentity.arn", "requestParameters.name"],
    },
    rows: [["2026-03-02T12:00:00.500Z", "arn:aws:iam::111122223333:root", "trail"]],
  },
  {
    name: "first-and-last-seen-by-address",
    query: {
      from: "cloudtrail",
      where: { field: "sourceIPAddress", op: "eq", value: "198.51.100.7" },
      groupBy: ["sourceIPAddress"],
      aggregate: {
        firstSeen: { fn: "min", field: "eventTime" },
        lastSeen: { fn: "max", field: "eventTime" },
        firstUser: { fn: "first", field: "userIdentity.arn" },
        lastUser: { fn: "last", field: "userIdentity.arn" },
      },
    },
    rows: [
      [
        "198.51.100.7",
        "2026-03-01T08:00:00.000Z",
        "2026-03-02T12:00:00.500Z",
        "arn:aws:iam::111122223333:user/alice",
        "arn:aws:iam::111122223333:root",
      ],
    ],
  },
  {
    name: "who-read-or-removed-a-key",
    query: {
      from: "s3_access",
      where: {
        and: [
          { field: "bucket", op: "eq", value: "payroll" },
          { field: "key", op: "eq", value: "2026/salaries.csv" },
        ],
      },
      select: ["time", "operation", "requester", "httpStatus"],
    },
    rows: [
      ["2026-03-01T10:00:00.000Z", "REST.GET.OBJECT", "arn:aws:iam::111122223333:user/alice", 200],
      ["2026-03-01T10:05:00.000Z", "REST.DELETE.OBJECT", "arn:aws:iam::111122223333:user/bob", 204],
    ],
  },
  {
    name: "slowest-requests",
    query: {
      from: "s3_access",
      where: { field: "totalTimeMs", op: "exists" },
      select: ["requestId", "totalTimeMs"],
      orderBy: [{ field: "totalTimeMs", dir: "desc" }],
      limit: 2,
    },
    rows: [
      ["R7", 100],
      ["R5", 40],
    ],
  },
  {
    name: "error-rate-by-hour",
    query: {
      from: "s3_access",
      groupBy: [{ bucket: "1h", as: "hour" }, "bucket"],
      aggregate: {
        all: { fn: "count" },
        errors: { fn: "countIf", where: { field: "httpStatus", op: "gte", value: 400 } },
      },
      having: { field: "errors", op: "gt", value: 0 },
    },
    rows: [["2026-03-01T11:00:00.000Z", "payroll", 3, 1]],
  },
  {
    name: "how-long-activity-was-unusual",
    query: {
      from: "cloudtrail_insights",
      where: { field: "insightDetails.state", op: "eq", value: "End" },
      select: ["sharedEventID", { field: "insightDetails.insightContext.statistics.insightDuration", as: "minutes" }],
    },
    rows: [["s-1", 45]],
  },
];
