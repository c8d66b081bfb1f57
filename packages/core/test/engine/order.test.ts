import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareValues } from "../../src/engine/order.ts";

/** The order of law 5 over canonical values. */

describe("text", () => {
  it("goes by its UTF-8 bytes", () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom("a", "é", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}")),
    });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(Math.sign(compareValues(left, right, "string", false))).toBe(bytes);
        expect(0 + Math.sign(compareValues(left, right, "string", true))).toBe(0 - bytes);
      }),
    );
  });
});

describe("others", () => {
  it.each([
    [null, "a", "string", 1],
    [null, null, "string", 0],
    ["9007199254740993", 9007199254740991, "integer", 1],
    ["-9007199254740993", "9007199254740993", "integer", -1],
    [false, true, "boolean", -1],
    [1.5, 1.25, "double", 1],
  ] as const)("%j and %j as %s", (left, right, type, order) => {
    expect(Math.sign(compareValues(left, right, type, false))).toBe(order);
  });

  it("nulls come last in either direction", () => {
    expect(compareValues(null, 1, "integer", true)).toBeGreaterThan(0);
    expect(compareValues(1, null, "integer", true)).toBeLessThan(0);
  });
});
