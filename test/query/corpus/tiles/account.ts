import type { CorpusEntry } from "../entry.ts";
import { failed, lastWeek, mostFirst, n } from "./parts.ts";

/** Security groups and account activity. */
export const accountTiles: readonly CorpusEntry[] = [
  {
    name: "tile-security-group-changes",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "eventSource", op: "eq", value: "ec2.amazonaws.com" },
          { field: "eventName", op: "contains", value: "SecurityGroup" },
          { field: "readOnly", op: "eq", value: false },
        ],
      },
      groupBy: [
        { field: "requestParameters.groupId", as: "groupId" },
        { field: "requestParameters.vpcId", as: "vpcId" },
        "eventName",
      ],
      aggregate: { n },
    },
    rows: [
      ["sg-1", null, "AuthorizeSecurityGroupIngress", 1],
      ["sg-1", null, "RevokeSecurityGroupIngress", 1],
      ["sg-3", null, "AuthorizeSecurityGroupIngress", 1],
      [null, "vpc-1", "CreateSecurityGroup", 1],
      [null, null, "ModifySecurityGroupRules", 1],
    ],
  },
  {
    name: "tile-top-event-errors",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: failed,
      groupBy: ["eventName", "errorCode"],
      aggregate: { n },
      orderBy: mostFirst,
      limit: 5,
    },
    rows: [
      ["AssumeRole", "AccessDenied", 1],
      ["CreateUser", "AccessDenied", 1],
      ["DeleteObject", "AccessDenied", 1],
      ["DeleteTrail", "AccessDenied", 1],
      ["GetObject", "AccessDenied", 1],
    ],
  },
  {
    name: "tile-top-iam-users",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: { field: "userIdentity.type", op: "eq", value: "IAMUser" },
      groupBy: ["userIdentity.userName"],
      aggregate: { n },
      orderBy: mostFirst,
      limit: 10,
    },
    rows: [
      ["alice", 11],
      ["bob", 7],
    ],
  },
  {
    name: "tile-root-activity",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "userIdentity.type", op: "eq", value: "Root" },
          { field: "userIdentity.invokedBy", op: "missing" },
        ],
      },
      select: ["eventTime", "eventName", "sourceIPAddress"],
    },
    rows: [
      ["2026-03-02T09:20:00.000Z", "ConsoleLogin", "203.0.113.50"],
      ["2026-03-02T12:00:00.000Z", "StopLogging", "203.0.113.50"],
      ["2026-03-02T16:00:00.000Z", "CreateAccessKey", "203.0.113.50"],
    ],
  },
];
