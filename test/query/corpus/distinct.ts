import type { CorpusEntry } from "./entry.ts";

/** Each row once. */
export const distinct: readonly CorpusEntry[] = [
  {
    name: "distinct",
    query: { from: "cloudtrail", select: ["sourceIPAddress"], distinct: true },
    rows: [["198.51.100.7"], ["203.0.113.20"], ["203.0.113.21"], ["203.0.113.9"], ["cloudtrail.amazonaws.com"], [null]],
  },
  {
    name: "distinct-in-order",
    query: {
      from: "s3_access",
      select: ["operation", { field: "httpStatus", as: "status" }],
      distinct: true,
      orderBy: [{ field: "status", dir: "desc" }],
    },
    rows: [
      ["REST.GET.OBJECT", 403],
      ["REST.DELETE.OBJECT", 204],
      ["REST.GET.OBJECT", 200],
      ["REST.PUT.OBJECT", 200],
      ["S3.EXPIRE.OBJECT", null],
    ],
  },
  {
    name: "distinct-then-limit",
    query: { from: "s3_access", select: ["httpStatus"], distinct: true, limit: 2 },
    rows: [[200], [204]],
  },
];
