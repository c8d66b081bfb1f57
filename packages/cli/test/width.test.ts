import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth, fit, shorten } from "../src/output/width.ts";

test("wide characters count two, combining ones none", () => {
  expect(displayWidth("abc")).toBe(3);
  expect(displayWidth("日本")).toBe(4);
  expect(displayWidth("e\u0301")).toBe(1);
});

test("a text that is too long ends in … and characters stay whole", () => {
  expect(shorten("abcdef", 6)).toBe("abcdef");
  expect(shorten("abcdefg", 6)).toBe("abcde…");
  expect(shorten("日本語日本語", 6)).toBe("日本…");
  expect(shorten("e\u0301e\u0301e\u0301", 2)).toBe("e\u0301…");
});

test("a fitted text has exactly the width, whatever is in it", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "日", "é", "🙂", " ", "e\u0301") });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), fc.constantFrom("left", "right"), (value, width, align) => {
      expect(displayWidth(fit(value, width, align === "left" ? "left" : "right"))).toBe(width);
    }),
  );
});
