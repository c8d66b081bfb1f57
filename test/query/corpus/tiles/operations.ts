import type { CorpusEntry } from "../entry.ts";
import { byDay, errors, lastWeek, mostFirst, n, users } from "./parts.ts";

/** General operations. */
export const operationTiles: readonly CorpusEntry[] = [
  {
    name: "tile-top-events",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      groupBy: ["eventName"],
      aggregate: { n },
      orderBy: mostFirst,
      limit: 10,
    },
    rows: [
      ["ConsoleLogin", 6],
      ["AssumeRole", 5],
      ["GetObject", 3],
      ["AuthorizeSecurityGroupIngress", 2],
      ["CreateSnapshot", 2],
      ["CreateTags", 2],
      ["ListBuckets", 2],
      ["PutObject", 2],
      ["RunInstances", 2],
      ["CreateAccessKey", 1],
    ],
  },
  {
    name: "tile-top-events-in-detail",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      groupBy: ["eventName"],
      aggregate: {
        n,
        users,
        denied: {
          fn: "countIf",
          where: { field: "errorCode", op: "in", value: ["AccessDenied", "Client.UnauthorizedOperation"] },
        },
        errors,
        errorShare: { fn: "ratio", of: "errors", to: "n" },
      },
      orderBy: mostFirst,
      limit: 5,
    },
    rows: [
      ["ConsoleLogin", 6, 3, 0, 0, 0],
      ["AssumeRole", 5, 3, 1, 1, 0.2],
      ["GetObject", 3, 2, 1, 1, 0.3333333333333333],
      ["AuthorizeSecurityGroupIngress", 2, 1, 0, 0, 0],
      ["CreateSnapshot", 2, 1, 0, 0, 0],
    ],
  },
  {
    name: "tile-events-by-source",
    query: { from: "cloudtrail", time: lastWeek, groupBy: ["eventSource"], aggregate: { n }, orderBy: mostFirst },
    rows: [
      ["ec2.amazonaws.com", 15],
      ["s3.amazonaws.com", 9],
      ["signin.amazonaws.com", 7],
      ["sts.amazonaws.com", 5],
      ["cloudtrail.amazonaws.com", 3],
      ["iam.amazonaws.com", 2],
      ["kms.amazonaws.com", 1],
    ],
  },
  {
    name: "tile-events-by-region-over-time",
    query: { from: "cloudtrail", time: lastWeek, groupBy: ["awsRegion", byDay], aggregate: { n } },
    rows: [
      ["ap-southeast-1", "2026-03-02T00:00:00.000Z", 1],
      ["eu-west-1", "2026-03-01T00:00:00.000Z", 9],
      ["eu-west-1", "2026-03-02T00:00:00.000Z", 14],
      ["us-east-1", "2026-03-01T00:00:00.000Z", 6],
      ["us-east-1", "2026-03-02T00:00:00.000Z", 11],
      ["us-west-2", "2026-03-02T00:00:00.000Z", 1],
    ],
  },
  {
    name: "tile-events-by-hour-of-day-and-day-of-week",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      groupBy: [
        { field: "eventTime", part: "dayOfWeek", as: "weekday" },
        { field: "eventTime", part: "hourOfDay", as: "hour" },
      ],
      aggregate: { n },
    },
    rows: [
      [1, 7, 4],
      [1, 8, 3],
      [1, 9, 3],
      [1, 10, 3],
      [1, 11, 3],
      [1, 12, 2],
      [1, 14, 4],
      [1, 15, 2],
      [1, 16, 2],
      [1, 17, 1],
      [7, 7, 2],
      [7, 8, 2],
      [7, 9, 2],
      [7, 11, 2],
      [7, 12, 1],
      [7, 13, 2],
      [7, 14, 2],
      [7, 15, 1],
      [7, 20, 1],
    ],
  },
  {
    name: "tile-instance-changes-over-time",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "eventSource", op: "eq", value: "ec2.amazonaws.com" },
          {
            field: "eventName",
            op: "in",
            value: ["RunInstances", "StartInstances", "StopInstances", "RebootInstances", "TerminateInstances"],
          },
        ],
      },
      groupBy: [byDay, "eventName"],
      aggregate: { n },
    },
    rows: [
      ["2026-03-01T00:00:00.000Z", "RunInstances", 1],
      ["2026-03-01T00:00:00.000Z", "StopInstances", 1],
      ["2026-03-02T00:00:00.000Z", "RunInstances", 1],
      ["2026-03-02T00:00:00.000Z", "TerminateInstances", 1],
    ],
  },
];
