import { TrailkeepError } from "@trailkeep/core/error";
import { planQuery } from "@trailkeep/core/query";
import { describe, expect, it } from "vitest";

const nowMs = Date.parse("2026-11-01T00:00:00Z");

function refusal(query: unknown): string[] {
  try {
    planQuery(query, nowMs);
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    expect(error.code).toBe("invalid-query");
    return error.problems.map(({ message, at = "", hint = "" }) => [at, message, hint].join(" | "));
  }
  throw new Error("the query was accepted");
}

const where = (predicate: unknown) => ({ from: "cloudtrail", where: predicate });

/** Each bad query with what its writer is told: place, what is wrong, what to do. */
const cases: readonly (readonly [string, unknown, string | RegExp])[] = [
  ["nothing", {}, "/from | missing | "],
  ["a number", 5, " | expected an object, got a number | "],
  ["null", null, " | expected an object, got null | "],
  ["unknown source", { from: "cloudtrial" }, "/from | unknown source `cloudtrial` | did you mean `cloudtrail`?"],
  ["unknown key", { from: "cloudtrail", wher: {} }, "/wher | unknown key `wher` | did you mean `where`?"],
  [
    "unknown field",
    where({ field: "eventname", op: "eq", value: "x" }),
    "/where/field | unknown field `eventname` of `cloudtrail` | did you mean `eventName`?",
  ],
  ["last part of a field", where({ field: "arn", op: "exists" }), /did you mean `userIdentity\.arn`\?$/],
  [
    "unknown operator",
    where({ field: "eventName", op: "equals", value: "x" }),
    /^\/where\/op \| unknown operator `equals` \| it is one of eq, /,
  ],
  [
    "near operator",
    where({ field: "eventName", op: "startswith", value: "x" }),
    "/where/op | unknown operator `startswith` | did you mean `startsWith`?",
  ],
  ["no operator", where({ field: "eventName", value: "x" }), /^\/where \| `op` is missing \| it is one of eq, /],
  ["no value", where({ field: "eventName", op: "eq" }), "/where/value | missing | "],
  [
    "null value",
    where({ field: "eventName", op: "eq", value: null }),
    "/where/value | null is no value; ask with `exists` or `missing` | ",
  ],
  [
    "number for text",
    where({ field: "eventName", op: "eq", value: 5 }),
    /^\/where\/value \| `eventName` is string, and 5 is a number \| write it in quotes/,
  ],
  [
    "text for integer",
    { from: "s3_access", where: { field: "httpStatus", op: "eq", value: "many" } },
    /^\/where\/value \| `httpStatus` is integer, and "many" is none/,
  ],
  [
    "fraction for integer",
    { from: "s3_access", where: { field: "httpStatus", op: "gt", value: 1.5 } },
    /^\/where\/value \| `httpStatus` is integer, and 1\.5 is none/,
  ],
  [
    "no time",
    where({ field: "eventTime", op: "gt", value: "yesterday" }),
    /^\/where\/value \| `yesterday` is not a time/,
  ],
  ["no such day", where({ field: "eventTime", op: "gt", value: "2026-02-30T00:00:00Z" }), /is not a time/],
  [
    "empty in",
    where({ field: "eventName", op: "in", value: [] }),
    "/where/value | the list is empty; at least one is needed | ",
  ],
  [
    "and without a list",
    where({ and: { field: "eventName", op: "exists" } }),
    "/where/and | expected an array, got an object | ",
  ],
  [
    "a key in the wrong place",
    where({ field: "eventName", op: "exists", not: { field: "eventName", op: "exists" } }),
    "/where/not | `not` cannot stand here | ",
  ],
  [
    "a long reference",
    where({ field: "x".repeat(2000), op: "exists" }),
    "/where/field | the most is 1024 characters | ",
  ],
  [
    "a name with a space",
    { from: "cloudtrail", aggregate: { "n n": { fn: "count" } } },
    /^\/aggregate\/n n \| a name is letters, digits/,
  ],
  ["empty and", where({ and: [] }), "/where/and | the list is empty; at least one is needed | "],
  [
    "misspelt key in a predicate",
    where({ and: [{ feild: "x", op: "eq", value: "y" }] }),
    /\/where\/and\/0\/feild \| unknown key `feild` \| did you mean `field`\?/,
  ],
  [
    "operator that the type has not",
    where({ or: [{ not: { field: "readOnly", op: "lt", value: true } }] }),
    /^\/where\/or\/0\/not\/op \| `readOnly` is boolean, which has no `lt`/,
  ],
  [
    "open JSON compared",
    where({ field: "requestParameters", op: "eq", value: "x" }),
    "/where/op | `requestParameters` is json, which has no `eq` | name a path below it",
  ],
  [
    "a group of fields",
    where({ field: "userIdentity", op: "exists" }),
    "/where/field | `userIdentity` is a group of fields, not a field | name one of its members, as in `userIdentity.type`",
  ],
  [
    "a path below text",
    where({ field: "eventName.x", op: "exists" }),
    /`eventName` is string: there is no path below it/,
  ],
  [
    "a list without member",
    where({ field: "resources[0]", op: "exists" }),
    /is an index and a member \| as in `resources\[0\]\.ARN`/,
  ],
  [
    "an unknown member",
    where({ field: "resources[0].arn", op: "exists" }),
    /have no member `arn` \| did you mean `ARN`\?/,
  ],
  ["a broken reference", where({ field: "requestParameters[", op: "exists" }), /is not a field reference/],
  [
    "a name that JavaScript would hide",
    JSON.parse('{"from":"cloudtrail","aggregate":{"n":{"fn":"count"},"__proto__":{"fn":"count"}}}'),
    "/aggregate/__proto__ | `__proto__` is no name | ",
  ],
  ["a leading dot", where({ field: ".eventName", op: "exists" }), /is not a field reference/],
  [
    "a bucket too wide",
    { from: "cloudtrail", groupBy: [{ bucket: "999999999w" }] },
    "/groupBy/0/bucket | a bucket is 366 days wide at most | ",
  ],
  [
    "an impossible cast",
    where({ field: "readOnly", cast: "integer", op: "eq", value: 1 }),
    /cannot be cast to integer \| it can be cast to boolean, string/,
  ],
  [
    "look-around",
    where({ field: "eventName", op: "matches", value: "(?=x)" }),
    /^\/where\/value \| look-around is not supported/,
  ],
  [
    "back-reference",
    where({ field: "eventName", op: "matches", value: "(a)\\1" }),
    /back-references are not supported/,
  ],
  ["no pattern", where({ field: "eventName", op: "matches", value: "(" }), /^\/where\/value \| /],
  ["too many repeats", where({ field: "eventName", op: "matches", value: "(a{100}){100}" }), /more than 1000 repeats/],
  [
    "stray escape in like",
    where({ field: "eventName", op: "like", value: "a\\b" }),
    /`\\` stands before `%`, `_` or `\\` only/,
  ],
  [
    "ignoreCase of a number",
    { from: "s3_access", where: { field: "httpStatus", op: "eq", value: 1, ignoreCase: true } },
    /`ignoreCase` is for text/,
  ],
  ["half a surrogate pair", where({ field: "eventName", op: "eq", value: "\ud800" }), /half of a surrogate pair/],
  [
    "inverted range",
    { from: "cloudtrail", time: { start: "2026-02-01", end: "2026-01-01" } },
    /^\/time \| the time range is empty: its end is not after its start/,
  ],
  [
    "bad duration",
    { from: "cloudtrail", time: { last: "7 days" } },
    /^\/time\/last \| a duration is a number and a unit/,
  ],
  ["unknown key in time", { from: "cloudtrail", time: { since: "7d" } }, /^\/time\/since \| unknown key `since`/],
  ["finer than milliseconds", { from: "cloudtrail", time: { start: "2026-01-01T00:00:00.0001Z" } }, /is not a time/],
  [
    "group by open JSON",
    { from: "cloudtrail", groupBy: ["requestParameters"] },
    /^\/groupBy\/0 \| `requestParameters` is open JSON/,
  ],
  [
    "unknown function",
    { from: "cloudtrail", aggregate: { n: { fn: "median", field: "x" } } },
    /^\/aggregate\/n\/fn \| unknown aggregate function `median`/,
  ],
  ["no aggregate", { from: "cloudtrail", aggregate: {} }, "/aggregate | name at least one aggregate | "],
  [
    "sum of text",
    { from: "cloudtrail", aggregate: { n: { fn: "sum", field: "eventName" } } },
    /^\/aggregate\/n\/field \| `eventName` is string, which `sum` does not take \| cast the field/,
  ],
  [
    "percentile with too many decimals",
    { from: "s3_access", aggregate: { n: { fn: "percentile", field: "bytesSent", p: 99.12345678 } } },
    /at most 6 decimals/,
  ],
  [
    "having without groups",
    { from: "cloudtrail", having: { field: "n", op: "eq", value: 1 } },
    /^\/having \| `having` filters groups, and there are none/,
  ],
  [
    "having an unknown column",
    { from: "cloudtrail", aggregate: { n: { fn: "count" } }, having: { field: "m", op: "eq", value: 1 } },
    "/having/field | no column `m` in the result | there are n",
  ],
  [
    "select beside groups",
    { from: "cloudtrail", select: ["eventName"], aggregate: { n: { fn: "count" } } },
    /^\/select \| `select` is for rows/,
  ],
  [
    "two columns of one name",
    { from: "cloudtrail", select: ["eventName", { field: "eventTime", as: "eventName" }] },
    /two columns are named `eventName`/,
  ],
  [
    "order by an unknown column",
    { from: "cloudtrail", groupBy: ["eventName"], orderBy: [{ field: "eventTime" }] },
    /no column `eventTime` in the result/,
  ],
  ["order by open JSON", { from: "cloudtrail", orderBy: [{ field: "requestParameters" }] }, /cannot be sorted by/],
  [
    "unknown direction",
    { from: "cloudtrail", orderBy: [{ field: "eventTime", dir: "down" }] },
    /^\/orderBy\/0\/dir \| `down` is none of asc, desc/,
  ],
  ["limit 0", { from: "cloudtrail", limit: 0 }, "/limit | the least is 1 | "],
  ["limit as text", { from: "cloudtrail", limit: "5" }, "/limit | expected a number, got a string | "],
  ["select as text", { from: "cloudtrail", select: "eventName" }, "/select | expected an array, got a string | "],
  [
    "unknown cast",
    { from: "cloudtrail", select: [{ field: "eventName", cast: "int" }] },
    /^\/select\/0\/cast \| `int` is none of string, integer/,
  ],
  [
    "a network with host bits",
    where({ field: "sourceIPAddress", op: "inCidr", value: ["10.0.0.0/8", "10.0.0.1/8"] }),
    "/where/value/1 | `10.0.0.1/8` has bits set beyond its prefix length | the network is `10.0.0.0/8`",
  ],
  [
    "an IPv6 network with host bits",
    where({ field: "sourceIPAddress", op: "inCidr", value: "2001:DB8:0:1::/48" }),
    "/where/value | `2001:DB8:0:1::/48` has bits set beyond its prefix length | the network is `2001:db8::/48`",
  ],
  [
    "an address for a network",
    where({ field: "sourceIPAddress", op: "inCidr", value: "10.0.0.1" }),
    "/where/value | `10.0.0.1` is an address without a prefix length | write `10.0.0.1/32` for this address alone",
  ],
  [
    "too long a prefix",
    where({ field: "sourceIPAddress", op: "inCidr", value: "10.0.0.0/33" }),
    "/where/value | `10.0.0.0/33`: a prefix length of IPv4 is 0 to 32 | ",
  ],
  ["no network", where({ field: "sourceIPAddress", op: "inCidr", value: "010.0.0.0/8" }), /is no network/],
  ["no networks", where({ field: "sourceIPAddress", op: "inCidr", value: [] }), /\/where\/value \| the list is empty/],
  [
    "a network for a time",
    where({ field: "eventTime", op: "inCidr", value: "10.0.0.0/8" }),
    /^\/where\/op \| `eventTime` is timestamp, which has no `inCidr`/,
  ],
  [
    "any of text",
    where({ field: "eventName", op: "any", where: { field: "$", op: "exists" } }),
    "/where/field | `eventName` is string: `any` is for lists and open JSON | ",
  ],
  ["any without a condition", where({ field: "resources", op: "any" }), "/where/where | missing | "],
  [
    "an unknown member inside any",
    where({ field: "resources", op: "any", where: { not: { field: "arn", op: "exists" } } }),
    "/where/where/not/field | elements of `resources` have no member `arn` | did you mean `ARN`?",
  ],
  [
    "any below a member that is text",
    where({ field: "resources", op: "any", where: { field: "ARN", op: "any", where: { field: "$", op: "exists" } } }),
    "/where/where/field | `ARN` is text: `any` is for lists and open JSON | ",
  ],
  [
    "any nested four times",
    where(
      ["a", "b", "c", "requestParameters"].reduce<object>((inner, field) => ({ field, op: "any", where: inner }), {
        field: "$",
        op: "exists",
      }),
    ),
    "/where/where/where/where/field | `any` nests 3 levels deep at most | ",
  ],
  [
    "any of groups",
    {
      from: "cloudtrail",
      groupBy: ["eventName"],
      having: { field: "eventName", op: "any", where: { field: "$", op: "exists" } },
    },
    "/having/field | `any` looks into lists of the record | ask it in `where`",
  ],
  [
    "fields of two types",
    where({ field: "eventName", op: "eq", other: "eventTime" }),
    "/where/other | `eventName` is string, and `eventTime` is timestamp | cast one of them, so that both are of one type",
  ],
  [
    "an unknown other field",
    where({ field: "eventName", op: "eq", other: { field: "eventSorce" } }),
    "/where/other | unknown field `eventSorce` of `cloudtrail` | did you mean `eventSource`?",
  ],
  [
    "an order of booleans",
    where({ field: "readOnly", op: "lt", other: "managementEvent" }),
    /^\/where\/op \| `readOnly` is boolean, which has no `lt`/,
  ],
  [
    "neither value nor other",
    where({ field: "eventName", op: "eq", othr: "eventSource" }),
    "/where/othr | unknown key `othr` | did you mean `other`?",
  ],
  [
    "a part of text",
    where({ field: "requestParameters.at", part: "hourOfDay", op: "eq", value: 1 }),
    '/where/field | `requestParameters.at` is string, which has no `hourOfDay` | cast it, as in `"cast": "timestamp"`',
  ],
  [
    "a part of a number",
    { from: "s3_access", select: [{ field: "httpStatus", part: "dayOfWeek" }] },
    "/select/0 | `httpStatus` is integer, which has no `dayOfWeek` | parts are taken of times",
  ],
  [
    "an unknown part",
    { from: "cloudtrail", groupBy: [{ field: "eventTime", part: "hourOfday" }] },
    "/groupBy/0/part | `hourOfday` is none of hourOfDay, dayOfWeek | did you mean `hourOfDay`?",
  ],
  [
    "distinct rows of everything",
    { from: "cloudtrail", distinct: true },
    "/distinct | `distinct` needs `select` | name the columns of which each row comes once",
  ],
  [
    "distinct groups",
    { from: "cloudtrail", distinct: true, groupBy: ["eventName"] },
    "/distinct | `distinct` is for rows; groups are distinct | ",
  ],
  [
    "distinct rows by a column that they do not show",
    { from: "cloudtrail", distinct: true, select: ["eventName"], orderBy: [{ field: "eventTime" }] },
    "/orderBy/0/field | no column `eventTime` in the result | there are eventName",
  ],
  [
    "a ratio of nothing known",
    { from: "cloudtrail", aggregate: { total: { fn: "count" }, share: { fn: "ratio", of: "totals", to: "total" } } },
    "/aggregate/share/of | there is no aggregate `totals` | did you mean `total`?",
  ],
  [
    "a ratio of a ratio",
    {
      from: "cloudtrail",
      aggregate: {
        a: { fn: "ratio", of: "n", to: "b" },
        b: { fn: "ratio", of: "n", to: "n" },
        n: { fn: "count" },
      },
    },
    "/aggregate/a/to | `b` is a ratio: a ratio is of other aggregates | ",
  ],
  [
    "a ratio of text",
    {
      from: "cloudtrail",
      aggregate: { n: { fn: "count" }, m: { fn: "min", field: "eventName" }, r: { fn: "ratio", of: "n", to: "m" } },
    },
    "/aggregate/r/to | `m` is string: a ratio is of numbers | ",
  ],
  [
    "a ratio of a key",
    {
      from: "s3_access",
      groupBy: ["httpStatus"],
      aggregate: { n: { fn: "count" }, r: { fn: "ratio", of: "n", to: "httpStatus" } },
    },
    "/aggregate/r/to | there is no aggregate `httpStatus` | there are n",
  ],
  [
    "fill without an end",
    { from: "cloudtrail", time: { start: "2026-01-01" }, groupBy: [{ bucket: "1h", fill: true }] },
    /^\/groupBy\/0\/fill \| `fill` needs a time range with a start and an end \| say `"time"/,
  ],
  [
    "two buckets filled",
    {
      from: "cloudtrail",
      time: { last: "1d" },
      groupBy: [
        { bucket: "1h", as: "a", fill: true },
        { bucket: "1m", as: "b", fill: true },
      ],
    },
    "/groupBy/1/fill | one bucket is filled at most | ",
  ],
  [
    "too many buckets filled",
    { from: "cloudtrail", time: { last: "100001s" }, groupBy: ["eventName", { bucket: "1s", fill: true }] },
    "/groupBy/1/fill | the range has 100,001 buckets; 100,000 are filled at most | widen the bucket or narrow the range",
  ],
  ["a union of one", { union: [{ from: "cloudtrail" }] }, "/union | at least 2 are needed | "],
  [
    "a branch with a limit",
    { union: [{ from: "cloudtrail" }, { from: "cloudtrail", limit: 5 }] },
    "/union/1/limit | `limit` cannot stand here | ",
  ],
  ["a source beside a union", { from: "cloudtrail", union: [] }, "/from | `from` cannot stand here | "],
  [
    "what is wrong in a branch",
    { union: [{ from: "cloudtrail" }, where({ not: { field: "eventname", op: "exists" } })] },
    "/union/1/where/not/field | unknown field `eventname` of `cloudtrail` | did you mean `eventName`?",
  ],
  [
    "branches with other names",
    {
      union: [
        { from: "cloudtrail", select: ["eventTime"] },
        { from: "s3_access", select: ["time"] },
      ],
    },
    "/union/1 | column 1 is `time` (timestamp), and in the first query `eventTime` (timestamp) | the queries of a union have the same columns in the same order; name them with `as`",
  ],
  [
    "branches with other types",
    {
      union: [
        { from: "cloudtrail", select: ["eventID", "eventTime"] },
        { from: "cloudtrail", select: ["eventID", { field: "eventTime", cast: "string" }] },
      ],
    },
    "/union/1 | column 2 is `eventTime` (string), and in the first query `eventTime` (timestamp) | the queries of a union have the same columns in the same order; name them with `as`",
  ],
  [
    "branches with fewer columns",
    {
      union: [
        { from: "cloudtrail", select: ["eventID", "eventTime"] },
        { from: "cloudtrail", select: ["eventID"] },
      ],
    },
    "/union/1 | column 2 is missing, and in the first query `eventTime` (timestamp) | the queries of a union have the same columns in the same order; name them with `as`",
  ],
  [
    "a union by a field that it does not show",
    {
      union: [
        { from: "cloudtrail", select: ["eventID"] },
        { from: "cloudtrail", select: ["eventID"] },
      ],
      orderBy: [{ field: "eventName" }],
    },
    "/orderBy/0/field | no column `eventName` in the result | there are eventID",
  ],
  [
    "a part where none can be taken",
    { from: "cloudtrail", orderBy: [{ field: "eventTime", part: "hourOfDay" }] },
    "/orderBy/0/part | `part` cannot stand here | ",
  ],
  ["a join without columns", joined({}, {}), "/join | a query with a join needs `select` | name the columns"],
  [
    "a join with an unknown source",
    joined({ with: "s3_acces" }),
    "/join/with | unknown source `s3_acces` | did you mean `s3_access`?",
  ],
  [
    "an alias that begins fields",
    joined({ as: "userIdentity" }),
    "/join/as | fields of `cloudtrail` begin with `userIdentity` | choose another alias",
  ],
  [
    "a key of two types",
    joined({ on: [{ left: "requestID", right: "httpStatus" }] }),
    "/join/on/0 | `requestID` is string, and `httpStatus` is integer | both sides of a key are of one type",
  ],
  [
    "a key of open JSON",
    joined({ on: [{ left: "requestParameters", right: "requestId" }] }),
    "/join/on/0/left | `requestParameters` is open JSON: nothing is equal to it | ",
  ],
  [
    "an unknown key of the joined side",
    joined({ on: [{ left: "requestID", right: "requestID" }] }),
    "/join/on/0/right | unknown field `requestID` of `s3_access` | did you mean `requestId`?",
  ],
  ["a join on nothing", joined({ on: [] }), "/join/on | the list is empty; at least one is needed | "],
  ["an unknown kind", joined({ kind: "outer" }), "/join/kind | `outer` is none of inner, left | "],
  [
    "a condition on the joined side that names the other",
    joined({ where: { field: "eventName", op: "exists" } }),
    /^\/join\/where\/field \| unknown field `eventName` of `s3_access`/,
  ],
  [
    "a joined field that there is not",
    joined({}, { select: ["eventID", "log.keys"] }),
    "/select/1 | unknown field `keys` of `s3_access` | did you mean `key`?",
  ],
  [
    "an empty range of the joined side",
    joined({ time: { start: "2026-02-01", end: "2026-01-01" } }),
    /^\/join\/time \| the time range is empty/,
  ],
];

function joined(join: object, rest: object = { select: ["eventID"] }): object {
  const on = [{ left: "requestID", right: "requestId" }];
  return { from: "cloudtrail", join: { with: "s3_access", as: "log", kind: "left", on, ...join }, ...rest };
}

describe("a bad query is refused with its place, the reason and what to do", () => {
  it.each(cases)("%s", (_, query, expected) => {
    const told = refusal(query);
    if (typeof expected === "string") expect(told).toContain(expected);
    else expect(told.join("\n")).toMatch(expected);
  });

  it("a query that nests too deep", () => {
    let predicate: unknown = { field: "eventName", op: "exists" };
    for (let depth = 0; depth < 5_000; depth++) predicate = { not: predicate };
    expect(refusal(where(predicate))).toEqual([" | the query nests deeper than 64 levels | "]);
  });
});
