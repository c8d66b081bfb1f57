import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText, visible } from "../src/output/visible.ts";

/** Ranges of what a terminal obeys or hides, written down from the Unicode charts, not from the code. */
const harmful: readonly (readonly [number, number])[] = [
  [0x00, 0x1f], // C0 controls
  [0x7f, 0x9f], // delete, C1 controls
  [0xad, 0xad], // soft hyphen
  [0x61c, 0x61c], // Arabic letter mark
  [0x200b, 0x200f], // zero-width characters, direction marks
  [0x2028, 0x202e], // separators, embeddings and overrides
  [0x2060, 0x2064], // word joiner, invisible operators
  [0x2066, 0x206f], // isolates, deprecated format characters
  [0xfeff, 0xfeff], // byte order mark
  [0xfff9, 0xfffb], // interlinear annotation
  [0xe0001, 0xe0001], // language tag
  [0xe0020, 0xe007f], // tags
];

const harmfulCharacter = fc
  .constantFrom(...harmful)
  .chain(([first, last]) => fc.integer({ min: first, max: last }).map((code) => String.fromCodePoint(code)));
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string(),
      harmfulCharacter,
      fc.constantFrom("\u001b[31m", "\u001b]0;title\u0007", "\ud800"),
    ),
  )
  .map((parts) => parts.join(""));

function isHarmful(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return harmful.some(([first, last]) => code >= first && code <= last) || (code >= 0xd800 && code <= 0xdfff);
}

test("nothing that a terminal obeys or hides is left", () => {
  fc.assert(
    fc.property(text, (value) => {
      expect([...visible(value)].filter(isHarmful)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("it is done once: what is visible already stays as it is", () => {
  fc.assert(fc.property(text, (value) => visible(visible(value)) === visible(value)));
});

test("printable text is not touched", () => {
  fc.assert(fc.property(fc.string(), (value) => visible(value) === value));
  expect(visible("Ünïcødé 日本語 🙂 'quoted' \\back")).toBe("Ünïcødé 日本語 🙂 'quoted' \\back");
});

test.each([
  ["\u001b[2J", "\\x1b[2J"],
  ["a\nb\tc\r", "a\\nb\\tc\\r"],
  ["\u0000\u007f\u009b", "\\x00\\x7f\\x9b"],
  ["invoice\u202etxt.exe", "invoice\\u202etxt.exe"],
  ["\u{e0041}", "\\u{e0041}"],
  ["\ud800x", "\\ud800x"],
])("%j is written out", (value, shown) => {
  expect(visible(value)).toBe(shown);
});

test("JSON has no such character either and reads back as the same value", () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text))), (value) => {
      const json = jsonText(value);
      expect([...json].filter(isHarmful)).toEqual([]);
      expect(JSON.parse(json)).toEqual(value);
    }),
    { numRuns: 1_000 },
  );
});
