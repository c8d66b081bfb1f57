import { describe, expect, test } from "vitest";
import { castValue } from "./cast.ts";
import { compareValues } from "./compare.ts";
import { durationMs, parseDate, parseInstant } from "./instant.ts";
import { compactText, numberText, scalarText } from "./json.ts";
import { likeMatches } from "./like.ts";
import { referenceOf } from "./reference.ts";
import { regexMatches } from "./regex.ts";

describe("text sorts by UTF-8 bytes", () => {
  test("a code point beyond U+FFFF comes after U+FF21, which UTF-16 has the other way round", () => {
    expect("\u{1F600}" < "Ａ").toBe(true);
    expect(compareValues("\u{1F600}", "Ａ")).toBeGreaterThan(0);
  });

  test.each([
    ["", "a"],
    ["B", "a"],
    ["a", "aa"],
    ["z", "é"],
    ["10", "9"],
  ])("%j before %j", (low, high) => {
    expect(compareValues(low, high)).toBeLessThan(0);
    expect(compareValues(high, low)).toBeGreaterThan(0);
  });
});

describe("like", () => {
  test.each([
    ["a%", "abc", true],
    ["a%", "ba", false],
    ["%b%", "abc", true],
    ["_", "\u{1F600}", true],
    ["__", "\u{1F600}", false],
    ["%", "", true],
    ["_", "", false],
    ["a%c", "a\nc", true],
    ["\\%", "%", true],
    ["\\%", "x", false],
    ["\\_\\\\", "_\\", true],
    ["a%b%c", "aXbXbYc", true],
    ["a%b%c", "aXbXbY", false],
    ["A", "a", false],
  ])("%j on %j is %s", (pattern, text, expected) => {
    expect(likeMatches(pattern, text)).toBe(expected);
  });
});

describe("matches", () => {
  test.each([
    ["b", "abc", true],
    ["^b", "abc", false],
    ["c$", "abc", true],
    ["^$", "", true],
    ["^a", "b\na", false],
    ["a.c", "a\nc", false],
    ["a.c", "a\rc", true],
    ["^.$", "\u{1F600}", true],
    ["\\d{3}", "a12", false],
    ["\\d{3}", "a123", true],
    ["^\\d$", "٣", false],
    ["^\\w+$", "é", false],
    ["^\\s$", "\u00a0", false],
    ["^\\s$", "\v", false],
    ["^\\S$", "\v", true],
    ["^\\W$", "é", true],
    ["[^a-c]", "abc", false],
    ["[^a-c]", "abd", true],
    ["^(ab|cd)+$", "abcdab", true],
    ["^(ab|cd)+$", "abcda", false],
    ["^(?:a|ab)(?:c|bcd)$", "abcd", true],
    ["^a{2,3}?$", "aaa", true],
    ["^a{2,3}$", "aaaa", false],
    ["^(a*)*$", "aaab", false],
    ["^(a?){3}b$", "aab", true],
    ["\\bb\\b", "a b c", true],
    ["\\bb\\b", "abc", false],
    ["\\Bb\\B", "abc", true],
    ["[\\d.]+x", "1.5x", true],
    ["A", "a", false],
  ])("%j on %j is %s", (pattern, text, expected) => {
    expect(regexMatches(pattern, text, false)).toBe(expected);
  });

  test.each([
    ["delete", "DeleteObject", true],
    ["^[A-C]$", "b", true],
    ["[^a]", "A", false],
    ["^K$", "\u212a", false],
    ["^É$", "é", false],
  ])("%j on %j without regard to ASCII case is %s", (pattern, text, expected) => {
    expect(regexMatches(pattern, text, true)).toBe(expected);
  });
});

describe("instants", () => {
  test.each([
    ["1970-01-01T00:00:00Z", 0],
    ["1970-01-01T00:00:01.5Z", 1_500],
    ["1970-01-01T00:00:00.9999Z", 999],
    ["1969-12-31T23:59:59.9999Z", -1],
    ["1970-01-01T01:00:00+01:00", 0],
    ["1969-12-31T23:30:00-00:30", 0],
    ["2024-02-29T00:00:00Z", 1_709_164_800_000],
  ])("%s is %d", (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test.each([
    "2023-02-29T00:00:00Z",
    "2023-13-01T00:00:00Z",
    "2023-01-01T24:00:00Z",
    "2023-01-01T00:60:00Z",
    "2023-01-01T00:00:60Z",
    "2023-01-01T00:00:00",
    "2023-01-01 00:00:00Z",
    "2023-01-01",
    "2023-01-01T00:00:00.Z",
    "2023-01-01T00:00:00+24:00",
    " 2023-01-01T00:00:00Z",
    "",
  ])("%j is none", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test("dates and durations", () => {
    expect(parseDate("1970-01-02")).toBe(86_400_000);
    expect(parseDate("2023-02-30")).toBeNull();
    expect(durationMs("2w")).toBe(1_209_600_000);
    expect(durationMs("90m")).toBe(5_400_000);
  });
});

describe("paths into JSON", () => {
  const json = `{"a":"x","n":12345678901234567890,"d":1.0,"t":true,"z":null,"o":{"b":[1,{"c":"é"}]},"a.b":"dot","10":"ten","9":0}`;
  const at = (path: string) => referenceOf("cloudtrail", `requestParameters${path}`).steps;

  test.each([
    [".a", "x"],
    [".n", "12345678901234567890"],
    [".d", "1.0"],
    [".t", "true"],
    [".z", null],
    [".o", null],
    [".o.b", null],
    [".o.b[0]", "1"],
    [".o.b.1.c", "é"],
    [".o.b[1].c", "é"],
    [".o.b[2]", null],
    [".o.b.c", null],
    [".a.b", null],
    ['["a.b"]', "dot"],
    ['["10"]', "ten"],
    [".10", null],
    [".missing", null],
    ["[0]", null],
  ])("%s is %j", (path, expected) => {
    expect(scalarText(json, at(path))).toBe(expected);
  });

  test("as JSON", () => {
    expect(compactText(json, at(".o"))).toBe('{"b":[1,{"c":"é"}]}');
    expect(compactText(json, at(".a"))).toBe('"x"');
    expect(compactText(json, at(".z"))).toBeNull();
    expect(compactText(json, at(".missing"))).toBeNull();
    expect(compactText('{"o":{"10":1,"9":2}}', at(".o"))).toBe('{"10":1,"9":2}');
  });

  test.each([
    ["0", "0"],
    ["-0", "0"],
    ["-17", "-17"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["1e5", "100000.0"],
    ["1.50", "1.5"],
    ["-2.0", "-2.0"],
    ["1E21", "1e21"],
    ["2.5e300", "2.5e300"],
    ["0.0000001", "1e-7"],
    ["0.1", "0.1"],
    ["-0.0", "-0.0"],
    ["1e400", "1e400"],
  ])("the number %s reads %s", (token, expected) => {
    expect(numberText(token)).toBe(expected);
  });

  test("a list takes an index and a member", () => {
    expect(referenceOf("cloudtrail", "resources[0].ARN").steps).toEqual([{ index: 0 }, { key: "ARN" }]);
    expect(referenceOf("cloudtrail", "resources.0.ARN").steps).toEqual([{ index: 0 }, { key: "ARN" }]);
  });

  test("a name that is no field is refused", () => {
    expect(() => referenceOf("cloudtrail", "eventNam")).toThrow("eventNam");
    expect(() => referenceOf("cloudtrail", "eventName.x")).toThrow("eventName.x");
  });
});

describe("casts of text", () => {
  test.each([
    ["integer", "12", 12n],
    ["integer", "+12", 12n],
    ["integer", "-007", -7n],
    ["integer", "9223372036854775807", 9223372036854775807n],
    ["integer", "-9223372036854775808", -9223372036854775808n],
    ["integer", "9223372036854775808", null],
    ["integer", "1.0", null],
    ["integer", "1e3", null],
    ["integer", " 1", null],
    ["integer", "", null],
    ["integer", "１", null],
    ["double", "1.5", 1.5],
    ["double", ".5", 0.5],
    ["double", "5.", 5],
    ["double", "-1e-3", -0.001],
    ["double", "1e400", null],
    ["double", "Infinity", null],
    ["double", "0x10", null],
    ["double", "1_000", null],
    ["double", "1 ", null],
    ["boolean", "true", true],
    ["boolean", "false", false],
    ["boolean", "True", null],
    ["boolean", "1", null],
    ["timestamp", "2026-01-02T03:04:05+01:00", 1_767_319_445_000],
    ["timestamp", "2026-01-02", null],
  ] as const)("to %s: %j is %s", (type, text, expected) => {
    expect(castValue(text, "string", type)).toBe(expected);
  });

  test("other casts", () => {
    expect(castValue(7n, "integer", "double")).toBe(7);
    expect(castValue(7n, "integer", "string")).toBe("7");
    expect(castValue(false, "boolean", "string")).toBe("false");
    expect(castValue(1_767_323_045_678, "timestamp", "string")).toBe("2026-01-02T03:04:05.678Z");
    expect(castValue(null, "string", "integer")).toBeNull();
    expect(() => castValue(1.5, "double", "string")).toThrow("no cast");
    expect(() => castValue(true, "boolean", "integer")).toThrow("no cast");
  });
});
