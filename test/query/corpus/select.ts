import type { CorpusEntry } from "./entry.ts";

const stopped = { field: "eventID", op: "eq", value: "e-10" } as const;
const deleted = { field: "eventID", op: "eq", value: "e-05" } as const;

export const select: readonly CorpusEntry[] = [
  { name: "every-field-of-cloudtrail", query: { from: "cloudtrail" } },
  { name: "every-field-of-s3-access", query: { from: "s3_access" } },
  { name: "every-field-of-insights", query: { from: "cloudtrail_insights" } },
  {
    name: "paths-are-text",
    query: {
      from: "cloudtrail",
      where: stopped,
      select: [
        "requestParameters.n",
        "requestParameters.d",
        "requestParameters.ok",
        "requestParameters.nothing",
        "requestParameters.list",
        "requestParameters.list[0]",
        "requestParameters.list.1",
        "requestParameters.list[2]",
        'requestParameters["a.b"]',
        'requestParameters["10"]',
        "requestParameters.10",
      ],
    },
    rows: [["12345678901234567890", "1.5", "true", null, null, "10", "20", null, "dotted", "ten", null]],
  },
  {
    name: "casts-of-text",
    query: {
      from: "cloudtrail",
      where: stopped,
      select: [
        { field: "requestParameters.n", cast: "integer", as: "tooLarge" },
        { field: "requestParameters.d", cast: "double", as: "d" },
        { field: "requestParameters.d", cast: "integer", as: "noInteger" },
        { field: "requestParameters.ok", cast: "boolean", as: "ok" },
        { field: "requestParameters.when", cast: "timestamp", as: "cutToMilliseconds" },
        { field: "requestParameters.list[1]", cast: "integer", as: "twenty" },
        { field: "requestParameters.name", cast: "timestamp", as: "noTime" },
        { field: "requestParameters.list", cast: "json", as: "list" },
      ],
    },
    rows: [[null, 1.5, null, true, "2026-01-02T02:04:05.678Z", 20, null, '[10,"20",{"x":null}]']],
  },
  {
    name: "casts-of-fields",
    query: {
      from: "s3_access",
      where: { field: "requestId", op: "eq", value: "R3" },
      select: [
        { field: "httpStatus", cast: "string", as: "text" },
        { field: "httpStatus", cast: "double", as: "double" },
        { field: "httpStatus", cast: "integer", as: "integer" },
        { field: "time", cast: "string", as: "when" },
        { field: "bytesSent", cast: "string", as: "nothing" },
      ],
    },
    rows: [["204", 204, 204, "2026-03-01T10:05:00.000Z", null]],
  },
  {
    name: "boolean-as-text",
    query: { from: "cloudtrail", where: deleted, select: [{ field: "readOnly", cast: "string" }] },
    rows: [["false"]],
  },
  {
    name: "json-column",
    query: { from: "cloudtrail", where: stopped, select: ["requestParameters", "responseElements"] },
    rows: [
      [
        '{"name":"trail","n":12345678901234567890,"d":1.50,"ok":true,"nothing":null,"list":[10,"20",{"x":null}],"a.b":"dotted","10":"ten","when":"2026-01-02T03:04:05.6789+01:00"}',
        null,
      ],
    ],
  },
  {
    name: "list-column",
    query: { from: "cloudtrail", where: deleted, select: ["resources"] },
    rows: [
      [
        '[{"ARN":"arn:aws:s3:::payroll/2026/salaries.csv","ARNPrefix":null,"accountId":null,"type":"AWS::S3::Object"},{"ARN":"arn:aws:s3:::payroll","ARNPrefix":null,"accountId":"111122223333","type":"AWS::S3::Bucket"}]',
      ],
    ],
  },
  {
    name: "list-members",
    query: {
      from: "cloudtrail",
      where: deleted,
      select: ["resources[0].ARN", "resources.1.accountId", "resources[0].accountId", "resources[2].ARN"],
    },
    rows: [["arn:aws:s3:::payroll/2026/salaries.csv", "111122223333", null, null]],
  },
  {
    name: "path-into-an-array-at-the-top",
    query: {
      from: "cloudtrail_insights",
      where: { field: "insightDetails.insightContext.attributions[0].attribute", op: "exists" },
      select: [{ field: "insightDetails.insightContext.attributions[0].insight[0].average", as: "average" }],
    },
    rows: [["1.0"]],
  },
];

export const time: readonly CorpusEntry[] = [
  {
    name: "start-is-inside",
    query: { from: "cloudtrail", time: { start: "2026-03-02T12:00:00.500Z" }, select: ["eventID"] },
    rows: [["e-10"], ["e-12"]],
  },
  {
    name: "end-is-outside",
    query: {
      from: "cloudtrail",
      time: { start: "2026-03-01T09:30:00Z", end: "2026-03-02T00:00:00Z" },
      select: ["eventID"],
    },
    rows: [["e-05"], ["e-06"], ["e-07"]],
  },
  {
    name: "dates-are-midnights",
    query: { from: "cloudtrail", time: { start: "2026-03-02", end: "2026-03-03" }, select: ["eventID"] },
    rows: [["e-08"], [null], ["e-10"], ["e-12"]],
  },
  {
    name: "offsets",
    query: {
      from: "cloudtrail",
      time: { start: "2026-03-01T10:00:00+02:00", end: "2026-03-01T03:00:06-05:00" },
      select: ["eventID"],
    },
    rows: [["e-01"], ["e-02"]],
  },
  {
    name: "only-an-end",
    query: { from: "cloudtrail", time: { end: "1970-01-01" }, select: ["eventID", "eventTime"] },
    rows: [["e-11", "1969-12-31T23:59:59.999Z"]],
  },
  {
    name: "last",
    query: { from: "cloudtrail", time: { last: "12h" }, select: ["eventID"] },
    rows: [["e-10"], ["e-12"]],
  },
  {
    name: "last-day",
    query: { from: "cloudtrail", time: { last: "1d" }, aggregate: { n: { fn: "count" } } },
    rows: [[4]],
  },
];

export const order: readonly CorpusEntry[] = [
  {
    name: "rows-are-in-time-then-id",
    query: { from: "s3_access", select: ["requestId", "key"], limit: 3 },
    rows: [
      ["R1", "2026/salaries.csv"],
      [null, "b"],
      ["R3", "2026/salaries.csv"],
    ],
  },
  {
    name: "order-by-bytes",
    query: { from: "s3_access", select: ["key"], orderBy: [{ field: "key" }] },
    rows: [["2026/salaries.csv"], ["2026/salaries.csv"], ["A"], ["a"], ["b"], ["z"], ["é"]],
  },
  {
    name: "order-beyond-the-basic-plane",
    query: {
      from: "cloudtrail",
      where: { field: "eventSource", op: "missing" },
      select: ["eventName"],
      orderBy: [{ field: "eventName" }],
    },
    rows: [["Ａ"], ["\u{1F600}"]],
  },
  {
    name: "nulls-last-ascending",
    query: { from: "s3_access", select: ["bytesSent", "requestId"], orderBy: [{ field: "bytesSent", dir: "asc" }] },
    rows: [
      [0, "R7"],
      [243, "R4"],
      [1024, "R1"],
      [2048, null],
      ["9223372036854775807", "R5"],
      [null, "R3"],
      [null, "R6"],
    ],
  },
  {
    name: "nulls-last-descending",
    query: { from: "s3_access", select: ["bytesSent", "requestId"], orderBy: [{ field: "bytesSent", dir: "desc" }] },
    rows: [
      ["9223372036854775807", "R5"],
      [2048, null],
      [1024, "R1"],
      [243, "R4"],
      [0, "R7"],
      [null, "R3"],
      [null, "R6"],
    ],
  },
  {
    name: "false-before-true",
    query: {
      from: "cloudtrail",
      where: { field: "userIdentity.arn", op: "endsWith", value: "/alice" },
      select: ["readOnly", "eventID"],
      orderBy: [{ field: "readOnly" }, { field: "eventTime", dir: "desc" }],
    },
    rows: [
      [false, "e-04"],
      [false, "e-02"],
      [false, "e-01"],
      [true, "e-07"],
    ],
  },
  {
    name: "order-by-what-is-not-selected",
    query: { from: "s3_access", select: ["requestId"], orderBy: [{ field: "totalTimeMs", dir: "desc" }], limit: 2 },
    rows: [["R7"], ["R5"]],
  },
  {
    name: "order-by-an-output-column-first",
    query: {
      from: "s3_access",
      where: { field: "operation", op: "eq", value: "REST.GET.OBJECT" },
      select: [{ field: "totalTimeMs", as: "key" }],
      orderBy: [{ field: "key" }],
    },
    rows: [[7], [10], [20], [40]],
  },
  {
    name: "a-record-counts-once",
    query: { from: "cloudtrail", where: { field: "eventName", op: "eq", value: "DeleteObject" }, select: ["eventID"] },
    rows: [["e-05"], ["e-06"]],
  },
];
