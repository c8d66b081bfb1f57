import type { CorpusEntry } from "../entry.ts";

const lastWeek = { last: "7d" };
const n = { fn: "count" } as const;
const mostFirst = [{ field: "n", dir: "desc" }] as const;

/** From where, over what, and to which objects. */
export const access: readonly CorpusEntry[] = [
  {
    name: "intent-data-events-by-weekday",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: { field: "eventCategory", op: "eq", value: "Data" },
      groupBy: [{ field: "eventTime", part: "dayOfWeek", as: "weekday" }, "eventName"],
      aggregate: { n },
    },
    rows: [
      [1, "DeleteObject", 1],
      [1, "GetObject", 2],
      [7, "GetObject", 1],
      [7, "PutObject", 1],
    ],
  },
  {
    name: "intent-tls-below-1-2",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: { field: "tlsDetails.tlsVersion", op: "in", value: ["TLSv1", "TLSv1.0", "TLSv1.1"], ignoreCase: true },
      groupBy: ["eventSource", "userIdentity.arn", "tlsDetails.tlsVersion"],
      aggregate: { n },
    },
    rows: [
      ["ec2.amazonaws.com", "arn:aws:iam::111122223333:user/alice", "TLSv1.1", 1],
      ["kms.amazonaws.com", "arn:aws:sts::111122223333:assumed-role/deploy/ci", "TLSv1", 1],
    ],
  },
  {
    name: "intent-errors-by-code-and-message",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: { field: "errorCode", op: "exists" },
      groupBy: ["errorCode", "errorMessage"],
      aggregate: { n },
      orderBy: mostFirst,
    },
    rows: [
      ["AccessDenied", "Access Denied", 2],
      ["AccessDenied", "bob may not assume admin", 1],
      ["AccessDenied", "bob may not create users", 1],
      ["AccessDenied", "ci may not delete trails", 1],
      ["Client.UnauthorizedOperation", "You are not authorized to perform this operation.", 1],
      ["VpceAccessDenied", "The request was denied due to a VPC endpoint policy", 1],
    ],
  },
  {
    name: "intent-accounts-touched-by-an-address",
    query: {
      parameters: { address: { type: "string" } },
      from: "cloudtrail",
      time: lastWeek,
      where: { field: "sourceIPAddress", op: "inCidr", value: { param: "address" } },
      groupBy: ["recipientAccountId"],
      aggregate: {
        n,
        services: { fn: "countDistinct", field: "eventSource" },
        first: { fn: "min", field: "eventTime" },
        last: { fn: "max", field: "eventTime" },
      },
    },
    parameters: { address: "203.0.113.50/32" },
    rows: [["111122223333", 11, 7, "2026-03-01T14:10:00.000Z", "2026-03-02T17:00:00.000Z"]],
  },
  {
    name: "intent-events-outside-allowed-regions",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "awsRegion", op: "notIn", value: ["eu-west-1", "us-east-1"] },
          { field: "errorCode", op: "missing" },
        ],
      },
      select: ["awsRegion", "eventName", "userIdentity.arn"],
    },
    rows: [
      ["us-west-2", "RunInstances", "arn:aws:sts::111122223333:assumed-role/deploy/ci"],
      ["ap-southeast-1", "ListKeys", "arn:aws:sts::111122223333:assumed-role/deploy/ci"],
    ],
  },
  {
    name: "intent-denials-by-vpc-endpoint",
    query: {
      from: "cloudtrail",
      time: lastWeek,
      where: {
        and: [
          { field: "vpcEndpointId", op: "exists" },
          { field: "errorCode", op: "in", value: ["AccessDenied", "VpceAccessDenied"] },
        ],
      },
      groupBy: ["vpcEndpointId", "errorCode"],
      aggregate: { n, callers: { fn: "countDistinct", field: "userIdentity.accountId" } },
    },
    rows: [
      ["vpce-1", "AccessDenied", 2, 1],
      ["vpce-2", "VpceAccessDenied", 1, 1],
    ],
  },
  {
    name: "intent-top-objects-and-requesters-by-bytes",
    query: {
      from: "s3_access",
      time: lastWeek,
      groupBy: ["bucket", "key", "requester"],
      aggregate: { n, bytes: { fn: "sum", field: "bytesSent" } },
      having: { field: "bytes", op: "gt", value: 0 },
      orderBy: [{ field: "bytes", dir: "desc" }],
      limit: 3,
    },
    rows: [
      ["logs", "big.gz", "arn:aws:iam::111122223333:user/alice", 1, 100000],
      ["payroll", "a.csv", "arn:aws:iam::111122223333:user/alice", 1, 5000],
      ["payroll", "a.csv", "arn:aws:iam::111122223333:user/bob", 1, 3000],
    ],
  },
  {
    name: "intent-buckets-that-need-acls",
    query: {
      from: "s3_access",
      time: lastWeek,
      where: { field: "aclRequired", op: "eq", value: "Yes" },
      select: ["bucket"],
      distinct: true,
    },
    rows: [["public"], ["uploads"]],
  },
];
