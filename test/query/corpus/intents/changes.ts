import type { Predicate } from "../../../oracle/language.ts";
import type { CorpusEntry } from "../entry.ts";

const lastWeek = { last: "7d" };
const named = (...value: readonly string[]): Predicate => ({ field: "eventName", op: "in", value });

/** Who changed what. */
export const changes: readonly CorpusEntry[] = [
  {
    name: "intent-changes-to-trails",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "eventSource", op: "eq", value: "cloudtrail.amazonaws.com" },
          named("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging", "PutEventSelectors"),
        ],
      },
      select: ["eventTime", "eventName", "userIdentity.arn", "requestParameters.name", "errorCode"],
    },
    rows: [
      ["2026-03-01T12:00:00.000Z", "UpdateTrail", "arn:aws:iam::111122223333:user/bob", "main", null],
      ["2026-03-02T12:00:00.000Z", "StopLogging", "arn:aws:iam::111122223333:root", "main", null],
      [
        "2026-03-02T12:01:00.000Z",
        "DeleteTrail",
        "arn:aws:sts::111122223333:assumed-role/deploy/ci",
        "main",
        "AccessDenied",
      ],
    ],
  },
  {
    name: "intent-who-launched-an-instance",
    query: {
      parameters: { instance: { type: "string" } },
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          named("RunInstances"),
          {
            field: "responseElements.instancesSet.items",
            op: "any",
            where: { field: "instanceId", op: "eq", value: { param: "instance" } },
          },
        ],
      },
      select: ["eventTime", "userIdentity.arn", "sourceIPAddress"],
    },
    parameters: { instance: "i-0b" },
    rows: [["2026-03-01T09:00:00.000Z", "arn:aws:sts::111122223333:assumed-role/admin/carol", "203.0.113.9"]],
  },
  {
    name: "intent-security-groups-opened-to-the-world",
    query: {
      union: [
        {
          from: "cloudtrail",
          time: lastWeek,
          where: {
            and: [
              named("AuthorizeSecurityGroupIngress"),
              {
                field: "requestParameters.ipPermissions.items",
                op: "any",
                where: {
                  field: "ipRanges.items",
                  op: "any",
                  where: { field: "cidrIp", op: "in", value: ["0.0.0.0/0", "::/0"] },
                },
              },
            ],
          },
          select: ["eventTime", "userIdentity.arn", { field: "requestParameters.groupId", as: "groupId" }],
        },
        {
          from: "cloudtrail",
          time: lastWeek,
          where: {
            and: [
              named("ModifySecurityGroupRules"),
              {
                field: "requestParameters.ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.CidrIpv4",
                op: "eq",
                value: "0.0.0.0/0",
              },
            ],
          },
          select: [
            "eventTime",
            "userIdentity.arn",
            { field: "requestParameters.ModifySecurityGroupRulesRequest.GroupId", as: "groupId" },
          ],
        },
      ],
      orderBy: [{ field: "eventTime" }],
    },
    rows: [
      ["2026-03-01T11:00:00.000Z", "arn:aws:sts::111122223333:assumed-role/admin/carol", "sg-1"],
      ["2026-03-01T11:05:00.000Z", "arn:aws:iam::111122223333:user/alice", "sg-2"],
    ],
  },
  {
    name: "intent-unencrypted-snapshots",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          named("CreateSnapshot", "CopySnapshot"),
          { field: "responseElements.encrypted", cast: "boolean", op: "eq", value: false },
        ],
      },
      select: ["eventTime", "userIdentity.arn", { field: "responseElements.snapshotId", as: "snapshot" }],
    },
    rows: [["2026-03-01T13:00:00.000Z", "arn:aws:sts::111122223333:assumed-role/admin/carol", "snap-1"]],
  },
  {
    name: "intent-writes-from-the-console",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "sessionCredentialFromConsole", op: "eq", value: "true" },
          { field: "readOnly", op: "eq", value: false },
        ],
      },
      select: ["eventTime", "eventName", "userIdentity.arn"],
    },
    rows: [
      ["2026-03-01T09:00:00.000Z", "RunInstances", "arn:aws:sts::111122223333:assumed-role/admin/carol"],
      ["2026-03-02T12:00:00.000Z", "StopLogging", "arn:aws:iam::111122223333:root"],
    ],
  },
  {
    name: "intent-tag-changes-of-a-resource",
    query: {
      parameters: { resource: { type: "string" } },
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          named("CreateTags", "DeleteTags", "TagResource", "UntagResource"),
          { field: "requestParameters.resourcesSet.items[0].resourceId", op: "eq", value: { param: "resource" } },
        ],
      },
      groupBy: [{ bucket: "1d", as: "day" }, "eventName"],
      aggregate: { n: { fn: "count" }, by: { fn: "last", field: "userIdentity.arn" } },
    },
    parameters: { resource: "i-0a" },
    rows: [
      ["2026-03-01T00:00:00.000Z", "CreateTags", 1, "arn:aws:sts::111122223333:assumed-role/admin/carol"],
      ["2026-03-02T00:00:00.000Z", "DeleteTags", 1, "arn:aws:sts::111122223333:assumed-role/deploy/ci"],
    ],
  },
];
