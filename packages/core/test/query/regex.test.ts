import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { portablePattern, UnsupportedPattern } from "../../src/query/regex.ts";

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function matches(pattern: string, text: string, ignoreCase = false): Promise<unknown> {
  const folded = ignoreCase ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text;
  const reader = await connection.runAndReadAll("SELECT regexp_matches($1::VARCHAR, $2::VARCHAR)", [
    folded,
    portablePattern(pattern, ignoreCase),
  ]);
  return reader.getRows()[0]?.[0];
}

/** Patterns of the supported subset, as trees written out. */
const atom = fc.oneof(
  fc.constantFrom(
    "a",
    "b",
    "A",
    "B",
    "-",
    "\\.",
    "\\/",
    "\\\\",
    ".",
    "\\d",
    "\\w",
    "\\W",
    "\\D",
    "[a-c]",
    "[^a-c]",
    "[A-Z0-9_]",
    "[\\d.]",
    "é",
    "😀",
    "1",
    "_",
    " ",
  ),
);
const pattern = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => a + b),
    fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie("tree"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{0,}", "*?", "+?"))
      .map(([a, q]) => `(?:${a})${q}`),
    tie("tree").map((a) => `^${a}$`),
    tie("tree").map((a) => `\\b${a}`),
  ),
})).tree;
const subject = fc.string({
  unit: fc.constantFrom("a", "b", "c", "A", "B", "1", "_", "-", ".", "/", "\\", " ", "\n", "é", "😀"),
  maxLength: 8,
});

describe("matches", () => {
  it("means on DuckDB what it means in the language's own words", async () => {
    await fc.assert(
      fc.asyncProperty(pattern, subject, async (source, text) => {
        // In JavaScript `.` excludes more line ends than the language does; none of them are in the subjects.
        expect(await matches(source, text)).toBe(new RegExp(source, "u").test(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("ignores the case of ASCII letters and of no others", async () => {
    expect(await matches("^CONSOLE[A-Z]ogin$", "consoleLogin", true)).toBe(true);
    expect(await matches("^[^A-Z]$", "q", true)).toBe(false);
    expect(await matches("É", "é", true)).toBe(false);
    // The Kelvin sign folds to `k` in Unicode, not here.
    expect(await matches("k", "\u212a", true)).toBe(false);
  });

  it("finds anywhere, and `^` and `$` are the ends of the text, not of a line", async () => {
    expect(await matches("Login", "ConsoleLogin")).toBe(true);
    expect(await matches("^b$", "a\nb\nc")).toBe(false);
    expect(await matches("b$", "ab\n")).toBe(false);
    expect(await matches("a.b", "a\nb")).toBe(false);
  });

  it.each([
    ["(?=a)", /look-around/],
    ["(?<!a)b", /look-around/],
    ["(a)\\1", /back-references/],
    ["(?<n>a)", /named groups/],
    ["(?i:a)", /flags/],
    ["\\p{L}", /not supported/],
    ["a\\B", /not supported/],
    ["[\\D]", /negated set/],
    ["a{1001}", /1000 repeats/],
    ["[", /./],
    ["a**", /./],
  ])("refuses %s", (source, reason) => {
    expect(() => portablePattern(source, false)).toThrow(UnsupportedPattern);
    expect(() => portablePattern(source, false)).toThrow(reason);
  });
});
