import type { CorpusEntry } from "./entry.ts";

/** Queries that are asked again with other values. */
export const parameters: readonly CorpusEntry[] = [
  {
    name: "parameters",
    query: {
      from: "cloudtrail",
      parameters: {
        who: { type: "string", doc: "The principal's ARN." },
        since: { type: "duration", default: "1h" },
        network: { type: "string", default: "203.0.113.0/24" },
        reads: { type: "boolean", default: true },
      },
      time: { last: { param: "since" } },
      where: {
        and: [
          { field: "userIdentity.arn", op: "eq", value: { param: "who" } },
          { field: "sourceIPAddress", op: "inCidr", value: ["192.0.2.0/24", { param: "network" }] },
          { not: { field: "readOnly", op: "in", value: [{ param: "reads" }] } },
        ],
      },
      select: ["eventID"],
    },
    parameters: { who: "arn:aws:iam::111122223333:user/alice", since: "3d" },
    rows: [["e-04"]],
  },
  {
    name: "parameters-of-every-type",
    query: {
      from: "s3_access",
      parameters: {
        from: { type: "timestamp", default: "2026-03-01T10:00:00Z" },
        to: { type: "timestamp" },
        least: { type: "integer", default: 1 },
        most: { type: "integer", default: "9223372036854775807" },
        slow: { type: "double", default: 7.5 },
        like: { type: "string", default: "REST.%" },
      },
      time: { start: { param: "from" }, end: { param: "to" } },
      where: {
        and: [
          { field: "bytesSent", op: "between", value: [{ param: "least" }, { param: "most" }] },
          { field: "totalTimeMs", cast: "double", op: "gt", value: { param: "slow" } },
          { field: "operation", op: "like", value: { param: "like" } },
        ],
      },
      select: ["requestId"],
    },
    parameters: { to: "2026-03-01T13:30:00+01:00", least: 1025 },
    rows: [[null], ["R5"]],
  },
];
