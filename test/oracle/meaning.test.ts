import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { partOf } from "./instant.ts";
import { elementTexts } from "./json.ts";
import type { Predicate, Query, Scalar } from "./language.ts";
import { elementScope } from "./operand.ts";
import { withParameters } from "./parameters.ts";
import { holds } from "./predicate.ts";
import { bucketsOf } from "./range.ts";
import { relativeSteps } from "./reference.ts";

describe("parts of a time", () => {
  test.each([
    ["1970-01-01T00:00:00.000Z", 0, 4],
    ["1969-12-31T23:59:59.999Z", 23, 3],
    ["1969-12-28T00:00:00.000Z", 0, 7],
    ["1969-12-29T00:00:00.000Z", 0, 1],
    ["2024-02-29T12:59:59.999Z", 12, 4],
    ["2026-03-01T00:59:59.999Z", 0, 7],
    ["2026-03-02T01:00:00.000Z", 1, 1],
    ["2000-01-01T23:00:00.000Z", 23, 6],
    ["0001-01-01T00:00:00.000Z", 0, 1],
  ])("%s is hour %d of day %d", (text, hour, day) => {
    expect(partOf(Date.parse(text), "hourOfDay")).toBe(hour);
    expect(partOf(Date.parse(text), "dayOfWeek")).toBe(day);
  });
});

describe("elements of arrays", () => {
  test("each as it stands, of an array only", () => {
    const json = '{"a":[1.50,"x",null,[2],{"b":[12345678901234567890]}],"o":{"0":1},"s":"[1]"}';
    expect(elementTexts(json, relativeSteps("a"))).toEqual([
      "1.50",
      '"x"',
      "null",
      "[2]",
      '{"b":[12345678901234567890]}',
    ]);
    expect(elementTexts(json, relativeSteps("a[4].b"))).toEqual(["12345678901234567890"]);
    expect(elementTexts(json, relativeSteps("o"))).toEqual([]);
    expect(elementTexts(json, relativeSteps("s"))).toEqual([]);
    expect(elementTexts(json, relativeSteps("absent"))).toEqual([]);
  });

  test("references relative to an element", () => {
    expect(relativeSteps("$")).toEqual([]);
    expect(relativeSteps('["$"]')).toEqual([{ key: "$" }]);
    expect(relativeSteps("a[0].b")).toEqual([{ key: "a" }, { index: 0 }, { key: "b" }]);
    expect(relativeSteps('["a.b"].c')).toEqual([{ key: "a.b" }, { key: "c" }]);
  });

  const element =
    '{"n":7,"m":"7","t":"2026-03-01T23:00:00Z","u":"2026-03-02T00:30:00+01:00","x":null,"l":[[1],[]],"c":"aB"}';
  const cases: readonly (readonly [Predicate, boolean])[] = [
    [{ field: "n", op: "eq", value: "7" }, true],
    [{ field: "n", op: "eq", other: "m" }, true],
    [{ field: "n", cast: "integer", op: "lte", other: { field: "m", cast: "double" } }, true],
    [{ field: "n", cast: "integer", op: "lt", other: { field: "m", cast: "double" } }, false],
    [{ field: "x", op: "eq", other: "x" }, false],
    [{ field: "x", op: "neq", other: "n" }, false],
    [{ not: { field: "n", op: "neq", other: "x" } }, true],
    [{ field: "t", op: "eq", other: "u" }, false],
    [{ field: "t", cast: "timestamp", op: "lt", other: { field: "u", cast: "timestamp" } }, true],
    [{ field: "u", cast: "timestamp", part: "hourOfDay", op: "eq", value: 23 }, true],
    [{ field: "u", cast: "timestamp", part: "dayOfWeek", op: "eq", value: 7 }, true],
    [{ field: "m", cast: "timestamp", part: "dayOfWeek", op: "missing" }, true],
    [{ field: "c", op: "eq", other: "c", ignoreCase: true }, true],
    [{ field: "$", op: "exists" }, false],
    [{ field: "$", cast: "json", op: "exists" }, true],
    [{ field: "x", cast: "json", op: "exists" }, false],
    [{ field: "l", op: "any", where: { field: "$", op: "missing" } }, true],
    [{ field: "l[0]", op: "any", where: { field: "$", op: "eq", value: "1" } }, true],
    [{ field: "l[1]", op: "any", where: { field: "$", op: "missing" } }, false],
    [{ not: { field: "x", op: "any", where: { field: "$", op: "missing" } } }, true],
  ];
  test.each(cases)("%j is %s", (predicate, expected) => {
    expect(holds(predicate, element, elementScope)).toBe(expected);
  });

  test("the case of ASCII letters is ignored on both sides", () => {
    const predicate: Predicate = { field: "a", op: "eq", other: "b", ignoreCase: true };
    expect(holds(predicate, '{"a":"aBé","b":"AbÉ"}', elementScope)).toBe(false);
    expect(holds(predicate, '{"a":"aBé","b":"Abé"}', elementScope)).toBe(true);
  });

  test("an integer that no double can hold is not equal to the double next to it", () => {
    const to = (other: string): Predicate => ({
      field: "a",
      cast: "integer",
      op: "eq",
      other: { field: other, cast: "double" },
    });
    const json = '{"a":9007199254740993,"b":9007199254740992,"c":9007199254740994}';
    expect(holds(to("b"), json, elementScope)).toBe(false);
    expect(holds(to("c"), json, elementScope)).toBe(false);
  });
});

describe("buckets of a range", () => {
  test("all that it overlaps", () => {
    expect(bucketsOf({ startMs: 15, endMs: 31 }, 10)).toEqual([10, 20, 30]);
    expect(bucketsOf({ startMs: 10, endMs: 30 }, 10)).toEqual([10, 20]);
    expect(bucketsOf({ startMs: -1, endMs: 1 }, 10)).toEqual([-10, 0]);
    expect(bucketsOf({ startMs: 12, endMs: 13 }, 10)).toEqual([10]);
    expect(() => bucketsOf({ startMs: 0, endMs: Number.POSITIVE_INFINITY }, 10)).toThrow("bounds");
  });
});

describe("parameters", () => {
  const where: Predicate = { not: { or: [{ field: "key", op: "in", value: ["a", { param: "key" }] }] } };
  const query = { from: "s3_access", parameters: { key: { type: "string" as const } }, where };
  const given = (values: Readonly<Record<string, Scalar>>) => whereOf(withParameters(query, values));
  const whereOf = (one: Query) => ("union" in one ? null : one.where);

  test("the value given, else the default", () => {
    expect(given({ key: "b" })).toEqual({ not: { or: [{ field: "key", op: "in", value: ["a", "b"] }] } });
    const defaulted = { ...query, parameters: { key: { type: "string" as const, default: "c" } } };
    expect(whereOf(withParameters(defaulted, {}))).toEqual({
      not: { or: [{ field: "key", op: "in", value: ["a", "c"] }] },
    });
    expect(whereOf(withParameters(defaulted, { key: "d" }))).toEqual(given({ key: "d" }));
  });

  test("of a union, in each of its queries", () => {
    const union = {
      parameters: query.parameters,
      union: [
        { from: "s3_access", where },
        { from: "cloudtrail", where },
      ],
    };
    const expected = { not: { or: [{ field: "key", op: "in", value: ["a", "b"] }] } };
    const bound = withParameters(union, { key: "b" });
    expect("union" in bound && bound.union.map((part) => part.where)).toEqual([expected, expected]);
  });

  test("none without a value, and no others", () => {
    expect(() => given({})).toThrow("key");
    expect(() => given({ key: "b", other: 1 })).toThrow("other");
  });
});

test("a union is of queries with the same columns", () => {
  const select = (field: string) => ({ from: "s3_access", select: [{ field, as: "c" }] });
  expect(() => evaluate({ union: [select("key"), select("httpStatus")] }, new Map(), 0)).toThrow("columns");
  expect(evaluate({ union: [select("key"), select("bucket")] }, new Map(), 0).rows).toEqual([]);
});

test("a quotient that no double can hold is null", () => {
  const record = new Map<string, string | number>([
    ["recordId", "1"],
    ["eventTime", 0],
    ["otherFields", '{"big":1e300,"small":1e-300}'],
  ]);
  const field = (name: string) => ({ fn: "max" as const, field: `otherFields.${name}`, cast: "double" as const });
  const aggregate = {
    big: field("big"),
    small: field("small"),
    huge: { fn: "ratio" as const, of: "big", to: "small" },
    tiny: { fn: "ratio" as const, of: "small", to: "big" },
  };
  const { rows } = evaluate({ from: "cloudtrail", aggregate }, new Map([["cloudtrail", [record]]]), 0);
  expect(rows).toEqual([[1e300, 1e-300, null, 0]]);
});
