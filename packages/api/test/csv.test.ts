import { csvHeader, csvLines } from "@trailkeep/api/csv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv } from "./support/csv.ts";

const columns = [
  { name: "a", type: "string" },
  { name: "b", type: "integer" },
  { name: "c", type: "double" },
  { name: "d", type: "boolean" },
] as const;

/** The first characters that spreadsheets take for a formula, as OWASP lists them, and the full-width forms of four. */
const dangerous = ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"];

const text = fc
  .tuple(fc.constantFrom("", '"', ",", "\n", "\r\n", "'", ...dangerous), fc.string({ unit: "grapheme" }))
  .map(([head, tail]) => head + tail);
const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc
    .bigInt(-(2n ** 63n), 2n ** 63n - 1n)
    .filter((n) => !isSafe(n))
    .map(String),
);
const row = fc.tuple(
  fc.option(text),
  fc.option(integer),
  fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  fc.option(fc.boolean()),
);

function isSafe(value: bigint): boolean {
  return value >= -(2n ** 53n - 1n) && value <= 2n ** 53n - 1n;
}

describe("CSV", () => {
  it("gives back every row, with formulas made harmless and numbers left alone", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const lines = parseCsv(csvLines(columns, rows));
        expect(lines).toHaveLength(rows.length);
        for (const [index, [a, b, c, d]] of rows.entries()) {
          const [textCell, ...others] = lines[index] ?? [];
          const shown = a !== null && dangerous.some((first) => a.startsWith(first)) ? `'${a}` : (a ?? "");
          expect(textCell?.text).toBe(shown);
          // A null and an empty text differ by their quotes.
          if (shown === "") expect(textCell?.quoted).toBe(a === "");
          expect(others.map((cell) => cell.text)).toEqual(
            [b, c, d].map((value) => (value === null ? "" : numeral(value))),
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("writes a header of names", () => {
    expect(csvHeader([...columns, { name: 'requestParameters["a,b"]', type: "json" }])).toBe(
      'a,b,c,d,"requestParameters[""a,b""]"\r\n',
    );
  });
});

function numeral(value: string | number | boolean): string {
  return String(value);
}
