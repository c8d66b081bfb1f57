import type { CorpusEntry } from "../entry.ts";

const n = { fn: "count" } as const;
const mostFirst = [{ field: "n", dir: "desc" }] as const;

/** Flows, DNS queries, function logs and JSON logs, as AWS's own sample queries ask them. */
export const discovered: readonly CorpusEntry[] = [
  {
    name: "flow-top-transfers",
    query: {
      from: "vpc_flow",
      groupBy: ["srcAddr", "dstAddr"],
      aggregate: { packets: { fn: "sum", field: "packets" } },
      having: { field: "packets", op: "gt", value: 0 },
      orderBy: [{ field: "packets", dir: "desc" }],
      limit: 15,
    },
    rows: [
      ["172.31.16.139", "172.31.16.21", 21],
      ["203.0.113.5", "172.31.16.21", 2],
    ],
  },
  {
    name: "flow-bytes-from-a-network",
    query: {
      from: "vpc_flow",
      where: { field: "srcAddr", op: "inCidr", value: "172.31.0.0/16" },
      groupBy: ["dstAddr"],
      aggregate: { bytes: { fn: "sum", field: "bytes" } },
    },
    rows: [["172.31.16.21", 4289]],
  },
  {
    name: "flow-by-protocol",
    query: {
      from: "vpc_flow",
      where: { field: "protocol", op: "eq", value: 17 },
      groupBy: ["srcAddr"],
      aggregate: { n },
    },
    rows: [["203.0.113.5", 1]],
  },
  {
    name: "flow-rejected",
    query: {
      from: "vpc_flow",
      where: { field: "action", op: "neq", value: "ACCEPT" },
      select: ["timestamp", "srcAddr", "dstPort"],
    },
    rows: [["2026-03-01T10:01:00.000Z", "172.31.16.139", 3389]],
  },
  {
    name: "flow-a-dash-is-null",
    query: {
      from: "vpc_flow",
      where: { field: "srcAddr", op: "missing" },
      select: ["interfaceId", "action", "logStatus", "bytes"],
    },
    rows: [["eni-0b", null, "NODATA", null]],
  },
  {
    name: "flow-by-hour",
    query: { from: "vpc_flow", groupBy: [{ bucket: "1h", as: "hour" }], aggregate: { n } },
    rows: [
      ["2026-03-01T10:00:00.000Z", 2],
      ["2026-03-01T11:00:00.000Z", 2],
    ],
  },
  {
    name: "dns-by-type-over-time",
    query: {
      from: "route53_query",
      groupBy: ["queryType", { bucket: "1h", as: "hour" }],
      aggregate: { n },
    },
    rows: [
      ["A", "2026-03-01T10:00:00.000Z", 2],
      ["AAAA", "2026-03-01T10:00:00.000Z", 1],
      ["TXT", "2026-03-01T10:00:00.000Z", 1],
    ],
  },
  {
    name: "dns-top-resolvers",
    query: { from: "route53_query", groupBy: ["resolverIp"], aggregate: { n }, orderBy: mostFirst, limit: 10 },
    rows: [
      ["192.168.1.1", 3],
      ["2001:db8::1234", 1],
    ],
  },
  {
    name: "dns-failures",
    query: {
      from: "route53_query",
      where: { field: "responseCode", op: "eq", value: "SERVFAIL" },
      groupBy: ["queryName"],
      aggregate: { n },
    },
    rows: [["test.example.com", 1]],
  },
  {
    name: "dns-with-client-subnet",
    query: {
      from: "route53_query",
      where: { field: "ednsClientSubnet", op: "exists" },
      select: ["queryTimestamp", "queryName", "ednsClientSubnet"],
    },
    rows: [["2026-03-01T10:06:00.000Z", "txt.example.com", "192.168.222.0/24"]],
  },
  {
    name: "lambda-memory-to-spare",
    query: {
      from: "lambda_log",
      where: { field: "type", op: "eq", value: "REPORT" },
      aggregate: {
        size: { fn: "max", field: "memorySize" },
        used: { fn: "max", field: "maxMemoryUsed" },
        mean: { fn: "avg", field: "maxMemoryUsed" },
        slowest: { fn: "max", field: "duration" },
      },
    },
    rows: [[128_000_000, 70_000_000, 65_000_000, 1500.25]],
  },
  {
    name: "lambda-slow-invocations",
    query: {
      from: "lambda_log",
      where: {
        and: [
          { field: "type", op: "eq", value: "REPORT" },
          { field: "duration", op: "gt", value: 1000 },
        ],
      },
      select: ["timestamp", "requestId", "duration", "xrayTraceId"],
    },
    rows: [
      ["2026-03-01T11:00:01.000Z", "a5b1c2d3-0000-4000-8000-000000000002", 1500.25, "1-5e34a614-10bdbf6fcc5a5b8c"],
    ],
  },
  {
    name: "lambda-cold-starts",
    query: {
      from: "lambda_log",
      where: { field: "initDuration", op: "exists" },
      groupBy: [{ bucket: "5m", as: "at" }],
      aggregate: { n, longest: { fn: "max", field: "initDuration" } },
    },
    rows: [["2026-03-01T10:00:00.000Z", 1, 100.5]],
  },
  {
    name: "lambda-what-a-function-logged",
    query: {
      from: "lambda_log",
      where: { field: "fields.level", op: "eq", value: "warn" },
      select: ["requestId", { field: "fields.took.ms", cast: "integer", as: "ms" }],
    },
    rows: [["3604209a-e9a3-11e6-939a-754dd98c7be3", 12]],
  },
  {
    name: "json-errors-by-path",
    query: {
      from: "json_log",
      where: { field: "fields.level", op: "eq", value: "error" },
      groupBy: [{ field: "fields.request.path", as: "path" }],
      aggregate: { n },
    },
    rows: [
      ["/a", 1],
      ["/b", 1],
    ],
  },
  {
    name: "json-a-number-by-size",
    query: {
      from: "json_log",
      where: { field: "fields.request.ms", cast: "integer", op: "gte", value: 12 },
      select: ["timestamp", "fields.request.path"],
    },
    rows: [
      ["2026-03-01T10:00:00.000Z", "/a"],
      ["2026-03-01T10:00:30.000Z", "/a"],
    ],
  },
  {
    name: "json-null-is-missing",
    query: {
      from: "json_log",
      where: { field: "fields.code", op: "missing" },
      aggregate: { n },
    },
    rows: [[3]],
  },
  {
    name: "json-a-place-in-a-list",
    query: { from: "json_log", where: { field: "fields.tags[1]", op: "eq", value: "y" }, select: ["timestamp"] },
    rows: [["2026-03-01T10:00:00.000Z"]],
  },
  {
    name: "json-a-key-that-needs-quotes",
    query: {
      from: "json_log",
      where: { field: 'fields["detail-type"]', op: "eq", value: "odd" },
      select: ["fields.level"],
    },
    rows: [['say "no" | # \\']],
  },
  {
    name: "json-a-value-that-needs-quotes",
    query: {
      from: "json_log",
      where: { field: "fields.level", op: "contains", value: '"no" | #' },
      aggregate: { n },
    },
    rows: [[1]],
  },
];
