import type { Predicate, Query } from "../../oracle/language.ts";
import type { CorpusEntry } from "./entry.ts";

const ids = (where: Predicate): Query => ({ from: "cloudtrail", where, select: ["eventID"] });
const requests = (where: Predicate): Query => ({ from: "s3_access", where, select: ["requestId"] });
const howMany = (where: Predicate): Query => ({ from: "cloudtrail", where, aggregate: { n: { fn: "count" } } });

export const predicates: readonly CorpusEntry[] = [
  {
    name: "eq",
    query: ids({ field: "eventName", op: "eq", value: "ConsoleLogin" }),
    rows: [["e-01"], ["e-02"], ["e-03"], ["e-04"]],
  },
  {
    name: "neq-is-false-of-null",
    query: ids({ field: "errorCode", op: "neq", value: "AccessDenied" }),
    rows: [["e-10"]],
  },
  {
    name: "neq-or-missing",
    query: howMany({
      or: [
        { field: "errorCode", op: "neq", value: "AccessDenied" },
        { field: "errorCode", op: "missing" },
      ],
    }),
    rows: [[11]],
  },
  {
    name: "in",
    query: ids({ field: "eventName", op: "in", value: ["StopLogging", "GetObject", "Nothing"] }),
    rows: [["e-07"], ["e-10"]],
  },
  {
    name: "not-in-is-false-of-null",
    query: ids({ field: "eventSource", op: "notIn", value: ["s3.amazonaws.com", "signin.amazonaws.com"] }),
    rows: [["e-08"], ["e-10"]],
  },
  { name: "gte-integer", query: requests({ field: "httpStatus", op: "gte", value: 400 }), rows: [["R4"]] },
  { name: "lt-integer", query: requests({ field: "totalTimeMs", op: "lt", value: 7 }), rows: [["R3"]] },
  {
    name: "between-includes-both-ends",
    query: requests({ field: "httpStatus", op: "between", value: [200, 204] }),
    rows: [["R1"], [null], ["R3"], ["R5"], ["R7"]],
  },
  {
    name: "integer-beyond-2-to-53",
    query: {
      from: "s3_access",
      where: { field: "bytesSent", op: "eq", value: "9223372036854775807" },
      select: ["requestId", "bytesSent"],
    },
    rows: [["R5", "9223372036854775807"]],
  },
  {
    name: "double-comparison",
    query: {
      from: "cloudtrail_insights",
      where: { field: "insightDetails.insightContext.statistics.insight.average", op: "gt", value: 12.25 },
      select: ["eventID"],
    },
    rows: [["i-2"]],
  },
  { name: "text-comparison-by-bytes", query: requests({ field: "key", op: "gt", value: "z" }), rows: [["R6"]] },
  {
    name: "contains",
    query: ids({ field: "userIdentity.arn", op: "contains", value: "assumed-role" }),
    rows: [["e-06"]],
  },
  {
    name: "starts-with",
    query: ids({ field: "sourceIPAddress", op: "startsWith", value: "203.0.113.2" }),
    rows: [["e-05"], ["e-06"]],
  },
  {
    name: "ends-with",
    query: ids({ field: "userIdentity.arn", op: "endsWith", value: ":root" }),
    rows: [["e-08"], ["e-10"]],
  },
  {
    name: "like",
    query: ids({ field: "requestParameters.key", op: "like", value: "2026/_%.csv" }),
    rows: [["e-05"], ["e-06"]],
  },
  {
    name: "like-escape",
    query: ids({ field: "requestParameters.key", op: "like", value: "_\\%b\\__" }),
    rows: [["e-07"]],
  },
  {
    name: "matches",
    query: ids({ field: "sourceIPAddress", op: "matches", value: "^(198|203)(\\.\\d{1,3}){2}\\.(7|9)$" }),
    rows: [["e-01"], ["e-02"], ["e-03"], ["e-04"], ["e-07"], ["e-08"], ["e-10"]],
  },
  { name: "matches-anywhere", query: ids({ field: "eventName", op: "matches", value: "top" }), rows: [["e-10"]] },
  {
    name: "ignore-case",
    query: ids({ field: "eventName", op: "eq", value: "DELETEobject", ignoreCase: true }),
    rows: [["e-05"], ["e-06"]],
  },
  {
    name: "ignore-case-folds-ascii-only",
    query: ids({ field: "userAgent", op: "contains", value: "ÜNïCODE", ignoreCase: true }),
    rows: [["e-10"]],
  },
  {
    name: "ignore-case-leaves-other-letters",
    query: ids({ field: "userAgent", op: "contains", value: "ünïcode", ignoreCase: true }),
    rows: [],
  },
  {
    name: "ignore-case-matches",
    query: ids({ field: "errorCode", op: "matches", value: "^access[A-Z]", ignoreCase: true }),
    rows: [["e-06"]],
  },
  { name: "exists", query: ids({ field: "errorCode", op: "exists" }), rows: [["e-06"], ["e-10"]] },
  { name: "missing", query: ids({ field: "eventSource", op: "missing" }), rows: [["e-11"], ["e-12"]] },
  { name: "boolean-eq", query: ids({ field: "readOnly", op: "eq", value: true }), rows: [["e-07"]] },
  { name: "boolean-neq", query: howMany({ field: "readOnly", op: "neq", value: true }), rows: [[9]] },
  {
    name: "timestamp-comparison",
    query: ids({ field: "eventTime", op: "gte", value: "2026-03-02T13:00:00.500+01:00" }),
    rows: [["e-10"], ["e-12"]],
  },
  {
    name: "not-is-two-valued",
    query: howMany({ not: { field: "errorCode", op: "eq", value: "AccessDenied" } }),
    rows: [[11]],
  },
  {
    name: "not-neq-holds-of-null",
    query: howMany({ not: { field: "errorCode", op: "neq", value: "AccessDenied" } }),
    rows: [[11]],
  },
  {
    name: "not-over-or",
    query: ids({
      not: {
        or: [
          { field: "readOnly", op: "eq", value: false },
          { field: "readOnly", op: "eq", value: true },
        ],
      },
    }),
    rows: [["e-11"], ["e-12"]],
  },
  {
    name: "and-or-not",
    query: ids({
      and: [
        {
          or: [
            { field: "eventName", op: "eq", value: "DeleteObject" },
            { field: "readOnly", op: "eq", value: true },
          ],
        },
        { not: { field: "errorCode", op: "exists" } },
      ],
    }),
    rows: [["e-05"], ["e-07"]],
  },
  {
    name: "object-at-a-path-is-no-scalar",
    query: howMany({ field: "requestParameters.ipPermissions", op: "exists" }),
    rows: [[0]],
  },
  {
    name: "object-at-a-path-as-json-exists",
    query: ids({ field: "requestParameters.ipPermissions", cast: "json", op: "exists" }),
    rows: [["e-08"]],
  },
  {
    name: "list-path",
    query: ids({ field: "resources[1].type", op: "eq", value: "AWS::S3::Bucket" }),
    rows: [["e-05"]],
  },
  {
    name: "cast-in-a-predicate",
    query: ids({ field: "requestParameters.ipPermissions.items[0].fromPort", cast: "integer", op: "lte", value: 22 }),
    rows: [["e-08"]],
  },
];
