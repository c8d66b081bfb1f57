import type { CorpusEntry } from "../entry.ts";

const lastWeek = { last: "7d" };
const n = { fn: "count" } as const;
const mostFirst = [{ field: "n", dir: "desc" }] as const;
const issuer = "userIdentity.sessionContext.sessionIssuer";
const authentication = { field: "eventName", op: "eq", value: "UserAuthentication" } as const;

/** Who was who, and what they did. */
export const identities: readonly CorpusEntry[] = [
  {
    name: "intent-console-logins-without-mfa",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "eventName", op: "eq", value: "ConsoleLogin" },
          { field: "responseElements.ConsoleLogin", op: "eq", value: "Success" },
          { field: "additionalEventData.MFAUsed", op: "eq", value: "No" },
        ],
      },
      select: ["eventTime", "userIdentity.arn", "sourceIPAddress"],
    },
    rows: [
      ["2026-03-01T08:05:00.000Z", "arn:aws:iam::111122223333:user/alice", "198.51.100.7"],
      ["2026-03-02T09:20:00.000Z", "arn:aws:iam::111122223333:root", "203.0.113.50"],
    ],
  },
  {
    name: "intent-roles-assumed-by-a-key",
    query: {
      parameters: { key: { type: "string" } },
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "eventSource", op: "eq", value: "sts.amazonaws.com" },
          { field: "eventName", op: "startsWith", value: "AssumeRole" },
          { field: "userIdentity.accessKeyId", op: "eq", value: { param: "key" } },
        ],
      },
      groupBy: [{ field: "requestParameters.roleArn", as: "role" }],
      aggregate: { n, first: { fn: "min", field: "eventTime" } },
    },
    parameters: { key: "AKIAALICE" },
    rows: [
      ["arn:aws:iam::111122223333:role/admin", 1, "2026-03-01T07:00:00.000Z"],
      ["arn:aws:iam::111122223333:role/deploy", 1, "2026-03-01T07:30:00.000Z"],
    ],
  },
  {
    name: "intent-top-actions-of-a-role",
    query: {
      parameters: { role: { type: "string" } },
      from: "cloudtrail",
      time: lastWeek,
      where: { field: `${issuer}.arn`, op: "eq", value: { param: "role" } },
      groupBy: ["eventSource", "eventName"],
      aggregate: { n },
      orderBy: mostFirst,
      limit: 3,
    },
    parameters: { role: "arn:aws:iam::111122223333:role/admin" },
    rows: [
      ["ec2.amazonaws.com", "AuthorizeSecurityGroupIngress", 2],
      ["ec2.amazonaws.com", "CreateSnapshot", 2],
      ["ec2.amazonaws.com", "CreateSecurityGroup", 1],
    ],
  },
  {
    name: "intent-cross-account-access",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: { field: "userIdentity.accountId", op: "neq", other: "recipientAccountId" },
      groupBy: ["userIdentity.accountId", "recipientAccountId", "eventName"],
      aggregate: { n },
    },
    rows: [
      ["444455556666", "111122223333", "AssumeRole", 1],
      ["444455556666", "111122223333", "GetObject", 1],
      ["444455556666", "111122223333", "PutObject", 1],
    ],
  },
  {
    name: "intent-services-assuming-themselves",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "eventName", op: "eq", value: "AssumeRole" },
          { field: `${issuer}.arn`, op: "eq", other: "resources[0].ARN" },
        ],
      },
      select: ["eventTime", "userIdentity.arn"],
    },
    rows: [["2026-03-02T07:10:00.000Z", "arn:aws:sts::111122223333:assumed-role/deploy/ci"]],
  },
  {
    name: "intent-identity-center-logins-and-what-followed",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: { and: [authentication, { field: "then.eventTime", op: "gte", other: "eventTime" }] },
      join: {
        with: "cloudtrail",
        as: "then",
        kind: "inner",
        on: [{ left: "userIdentity.onBehalfOf.userId", right: "userIdentity.onBehalfOf.userId" }],
        time: lastWeek,
        where: { not: authentication },
      },
      select: ["userIdentity.onBehalfOf.userId", "then.eventTime", "then.eventName"],
    },
    rows: [
      ["u-1", "2026-03-02T08:05:00.000Z", "ListBuckets"],
      ["u-1", "2026-03-02T08:06:00.000Z", "GetBucketPolicy"],
    ],
  },
];
