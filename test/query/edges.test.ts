import { fieldsOf, provenance } from "@trailkeep/core/catalog";
import type { Cell, StoreRow } from "@trailkeep/core/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../oracle/index.ts";
import type { Predicate, SingleQuery as Query } from "../oracle/language.ts";
import { askByPages, expectAgreement } from "./agreement.ts";
import { type Asked, storeOf } from "./fill.ts";

/** Text at the edge of what a cast takes, and text that tools on the way like to change. */
const texts = [
  ...["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "0099-01-01T00:00:00Z", "1582-10-10T00:00:00Z"],
  ...["2026-01-02T03:04:05.1Z", "2026-01-02t03:04:05z", "2026-06-30T23:59:60Z", "-2026-01-02T03:04:05Z"],
  ...["2026-01-02T03:04:05.123456789012345678901234Z", "9999-12-31T23:59:59.999Z", "2026-01-02T03:04:05Z\n"],
  ...["1e309", "-1e309", "1e-400", "0.1e1", "1.7976931348623157e308", "1.7976931348623159e308", "4.9e-324"],
  ...["2.2250738585072011e-308", "0.30000000000000004", "1e23", "8.5e22", "\n5", "5\n", "9007199254740993.0"],
  ...["00000000000000000000000001", "+9223372036854775808", "-9223372036854775809", "-9223372036854775808"],
  ...["\u0000", "a\u0000b", "a\nb", "a\rb", "a\u2028b", "\ufeff", "\ufeff\ufeffb", "\ufffe", "\u{10ffff}"],
];

/** JSON numbers whose double prints in an unexpected way. */
const tokens = [
  ...["1e22", "123456789012345680000", "1.2345678901234567e25", "1e-6", "1e-5", "0.00001234", "4.35", "1e20", "1e21"],
  ...["999999999999999900000", "18446744073709551615", "18446744073709551616", "-9223372036854775809", "1.0e-10"],
  ...["5e-324", "1.7976931348623157e308", "1E+2", "-1.5E-3", "-0e0", "0e5", "0.0", "-0", "12345678901234567890.5"],
  ...["3.141592653589793238", "1e400", "-1e400"],
];

/** JSON that escapes what it need not, and that is no object. */
const documents = [
  String.raw`{"v":"\u0000\u001f\u007f\u2028\u00e9\/\ud83d\ude00","o":{"b":"\u001f\b\f\n\r\t\/\u0041","k\u0000":1}}`,
  ...['"text"', "5", "true", '[[1,[2]],{"a":{"b":[]}}]', '{"a":{},"b":[],"v":""}', "{}", "[]"],
];

const nowMs = Date.parse("2026-03-03T00:00:00Z");

function record(index: number, named: Readonly<Record<string, Cell>>): StoreRow {
  const timeMs = nowMs - 1_000 + index;
  const names = fieldsOf("cloudtrail").flatMap(([name]) => (Object.hasOwn(provenance, name) ? [] : [name]));
  const all: Readonly<Record<string, Cell>> = { ...named, eventTime: timeMs, eventID: `e${index}` };
  const cells = names.map((name) => all[name] ?? null);
  return { source: "cloudtrail", timeMs, recordId: index.toString(16).padStart(32, "0"), cells };
}

const rows = [
  ...texts.map((text) => ({ userAgent: text, requestParameters: JSON.stringify({ text }) })),
  ...tokens.map((token) => ({ responseElements: `{"v":${token},"o":{"w":[${token}]}}` })),
  ...documents.map((document) => ({ responseElements: document })),
].map((named, index) => record(index, named));

let asked: Asked;
beforeAll(async () => {
  asked = await storeOf(rows, nowMs);
});
afterAll(() => asked.close());

async function check(query: Query): Promise<number> {
  const oracle = evaluate(query, asked.records, nowMs);
  expectAgreement(query, await askByPages(asked.service, query, 1_000), oracle);
  return oracle.rows.length;
}

describe("the embedded engine reads odd text as the oracle does", () => {
  const fields = ["userAgent", "requestParameters.text", "responseElements.v", "responseElements.o.w[0]"];
  for (const field of fields) {
    test.each([undefined, "string", "integer", "double", "boolean", "timestamp"] as const)(
      `${field} as %s`,
      async (cast) => {
        const item = cast === undefined ? field : { field, cast };
        expect(await check({ from: "cloudtrail", select: ["eventID", item] })).toBe(rows.length);
        if (cast !== undefined)
          await check({ from: "cloudtrail", groupBy: [{ field, cast }], orderBy: [{ field, dir: "desc" }] });
      },
    );
  }

  test.each(["", ".v", ".o", ".o.b", "[0]", "[1]", "[1].a", ".a", ".b", ".o.w"])(
    "responseElements%s as json",
    async (path) => {
      const field = `responseElements${path}`;
      expect(await check({ from: "cloudtrail", select: [{ field, cast: "json" }] })).toBe(rows.length);
      expect(await check({ from: "cloudtrail", where: { field, cast: "json", op: "exists" } })).toBeGreaterThan(0);
    },
  );
});

describe("values of a query reach the engine as they are", () => {
  test.each(texts)("eq %j", async (value) => {
    for (const field of ["userAgent", "requestParameters.text"]) {
      expect(await check({ from: "cloudtrail", where: { field, op: "eq", value }, select: ["eventID"] })).toBe(1);
    }
  });

  test.each([1e22, 1.7976931348623157e308, 2 ** 63, -(2 ** 63), 5e-324, 1e-6, 0])("double %d", async (value) => {
    const field = "responseElements.v";
    const where: Predicate = { field, cast: "double", op: "in", value: [value, value] };
    await check({ from: "cloudtrail", where, select: ["eventID"] });
    await check({ from: "cloudtrail", where: { field, cast: "double", op: "gte", value }, select: ["eventID"] });
  });

  test("ten thousand of them", async () => {
    const value = Array.from({ length: 9_999 }, (_, index) => `e${index * 2}`);
    const where: Predicate = { field: "eventID", op: "in", value: [...value, "e1"] };
    expect(await check({ from: "cloudtrail", where, select: ["eventID"] })).toBe(Math.ceil(rows.length / 2) + 1);
  });

  test.each(["", "(|x)$", "^a\\x00b$", "^\\u0000", "\\ufeff", "^.$", "^[^\\w]", "5$", "^a.b$", "^a\\sb$"])(
    "matches %j",
    async (value) => {
      await check({ from: "cloudtrail", where: { field: "userAgent", op: "matches", value }, select: ["eventID"] });
    },
  );
});
