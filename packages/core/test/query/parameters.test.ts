import { TrailkeepError } from "@trailkeep/core/error";
import { planQuery } from "@trailkeep/core/query";
import { describe, expect, it } from "vitest";

const nowMs = Date.parse("2026-11-01T00:00:00Z");

const saved = {
  from: "s3_access",
  parameters: {
    since: { type: "duration", default: "7d", doc: "How far back." },
    who: { type: "string" },
    status: { type: "integer", default: 403 },
    from: { type: "timestamp", default: "2026-01-01T00:00:00Z" },
    ratio: { type: "double", default: 0.5 },
    net: { type: "string", default: "10.0.0.0/8" },
  },
  time: { last: { param: "since" } },
  where: {
    and: [
      { field: "requester", op: "in", value: ["root", { param: "who" }] },
      { field: "httpStatus", op: "between", value: [{ param: "status" }, 599] },
      { field: "time", op: "gte", value: { param: "from" } },
      { field: "remoteIp", op: "inCidr", value: [{ param: "net" }] },
      { field: "key", op: "startsWith", value: { param: "who" } },
    ],
  },
};

/** The same query with its values written out. */
function written(who: string, since: string, status: number | string, net: string) {
  return {
    from: "s3_access",
    time: { last: since },
    where: {
      and: [
        { field: "requester", op: "in", value: ["root", who] },
        { field: "httpStatus", op: "between", value: [status, 599] },
        { field: "time", op: "gte", value: "2026-01-01T00:00:00Z" },
        { field: "remoteIp", op: "inCidr", value: [net] },
        { field: "key", op: "startsWith", value: who },
      ],
    },
  };
}

function refusal(query: unknown, parameters: Record<string, unknown>): string {
  try {
    planQuery(query, nowMs, parameters);
  } catch (error) {
    if (!(error instanceof TrailkeepError) || error.code !== "invalid-query") throw error;
    return error.problems.map(({ message, at = "", hint = "" }) => [at, message, hint].join(" | ")).join("\n");
  }
  throw new Error("the query was accepted");
}

describe("parameters", () => {
  it("stand for the values that a run supplies, or for their defaults", () => {
    expect(planQuery(saved, nowMs, { who: "me" })).toEqual(planQuery(written("me", "7d", 403, "10.0.0.0/8"), nowMs));
    expect(planQuery(saved, nowMs, { who: "", since: "1h", status: "500", net: "::/0" })).toEqual(
      planQuery(written("", "1h", 500, "::/0"), nowMs),
    );
  });

  it("stand for the bounds of the time range and for what groups are compared with", () => {
    const query = (start: unknown, least: unknown, parameters?: object) => ({
      from: "cloudtrail",
      ...(parameters === undefined ? {} : { parameters }),
      time: { start },
      groupBy: ["eventName"],
      aggregate: { n: { fn: "count" }, m: { fn: "countIf", where: { field: "errorCode", op: "neq", value: start } } },
      having: { field: "n", op: "gte", value: least },
    });
    const declared = { start: { type: "timestamp" }, least: { type: "integer" } };
    expect(
      planQuery(query({ param: "start" }, { param: "least" }, declared), nowMs, { start: "2026-01-01", least: 3 }),
    ).toEqual(planQuery(query("2026-01-01", 3), nowMs));
  });

  it.each([
    ["without a value", {}, "/parameters/who | parameter `who` has no value | supply a string"],
    ["unknown", { who: "me", sinse: "1h" }, "/parameters/sinse | unknown parameter `sinse` | did you mean `since`?"],
    [
      "of another type",
      { who: "me", since: "1 hour" },
      '/parameters/since | parameter `since` is duration, and "1 hour" is none | write a number and a unit',
    ],
    ["null", { who: null }, "/parameters/who | parameter `who` is string, and null is none"],
    ["an object", { who: { param: "net" } }, "/parameters/who | parameter `who` is string"],
    ["a fraction", { who: "me", status: 1.5 }, "/parameters/status | parameter `status` is integer, and 1.5 is none"],
    ["no time", { who: "me", from: "soon" }, '/parameters/from | parameter `from` is timestamp, and "soon" is none'],
    [
      "text for a double",
      { who: "me", ratio: "1" },
      '/parameters/ratio | parameter `ratio` is double, and "1" is none',
    ],
    ["no network", { who: "me", net: "10.0.0.1/8" }, "/where/and/3/value/0 | `10.0.0.1/8` has bits set"],
  ])("a value that is %s is refused by name", (_, parameters, told) => {
    expect(refusal(saved, parameters)).toContain(told);
  });

  it("that are not declared, or wrongly, are refused", () => {
    const using = (parameters: unknown) => ({
      from: "cloudtrail",
      ...(parameters === undefined ? {} : { parameters }),
      where: { field: "eventName", op: "eq", value: { param: "who" } },
    });
    expect(refusal(using(undefined), {})).toBe("/where/value | unknown parameter `who` | the query declares none");
    expect(refusal(using({ whom: { type: "string", default: "" } }), {})).toContain("did you mean `whom`?");
    expect(refusal(using({ who: { type: "string", default: 5 } }), { who: "me" })).toContain(
      "/parameters/who/default | parameter `who` is string, and 5 is none",
    );
    expect(refusal(using({ who: { type: "text" } }), {})).toContain("/parameters/who/type | `text` is none of string,");
    expect(refusal(using({ who: { type: "integer" } }), { who: 5 })).toContain(
      "`eventName` is string, and 5 is a number",
    );
  });
});
