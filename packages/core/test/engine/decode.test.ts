import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCell } from "../../src/engine/decode.ts";

/** Cells that came as text, as values in canonical form. */

describe("times", () => {
  it.each([
    ["2024-05-01 00:00:00", "2024-05-01T00:00:00.000Z"],
    ["2024-05-01 00:00:00.000", "2024-05-01T00:00:00.000Z"],
    ["2024-05-01 00:00:00.000 UTC", "2024-05-01T00:00:00.000Z"],
    ["2024-05-01 00:00:00.123456", "2024-05-01T00:00:00.123Z"],
    ["2024-05-01T00:00:00Z", "2024-05-01T00:00:00.000Z"],
    ["2024-05-01T02:00:00.5+02:00", "2024-05-01T00:00:00.500Z"],
    ["2024-05-01T02:00:00+0200", "2024-05-01T00:00:00.000Z"],
    ["2024-05-01T02:00+02", "2024-05-01T00:00:00.000Z"],
    ["1969-12-31 23:59:59.999", "1969-12-31T23:59:59.999Z"],
    ["", null],
  ])("%j is %j", (text, value) => {
    expect(decodeCell(text, "timestamp")).toBe(value);
  });

  it("any moment, in every form", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        fc.constantFrom("T", " "),
        fc.constantFrom("", "Z", " UTC", "+00:00"),
        (date, separator, zone) => {
          const text = date.toISOString().replace("T", separator).replace("Z", zone);
          expect(decodeCell(text, "timestamp")).toBe(date.toISOString());
        },
      ),
    );
  });
});

describe("integers", () => {
  it.each([
    ["0", 0],
    ["-12", -12],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", "9007199254740992"],
    ["-9223372036854775808", "-9223372036854775808"],
    ["12.0", 12],
    ["1.2E7", 12_000_000],
    ["", null],
  ])("%j is %j", (text, value) => {
    expect(decodeCell(text, "integer")).toBe(value);
  });

  it("any 64-bit integer: a number if it is safe, else text", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const safe = Number.isSafeInteger(Number(value));
        expect(decodeCell(String(value), "integer")).toBe(safe ? Number(value) : String(value));
      }),
    );
  });
});

describe("doubles and booleans", () => {
  it("any double reads back; one that is not finite is null, and there is one zero", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const expected = Number.isFinite(value) ? (value === 0 ? 0 : value) : null;
        expect(decodeCell(String(value), "double")).toBe(expected);
      }),
    );
  });

  it.each([
    ["true", true],
    ["FALSE", false],
    ["1", true],
    ["0", false],
    ["", null],
  ])("%j is %j", (text, value) => {
    expect(decodeCell(text, "boolean")).toBe(value);
  });
});

describe("text", () => {
  it("stays as it is, the empty one too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom("string" as const, "json" as const), (text, type) => {
        expect(decodeCell(text, type)).toBe(text);
      }),
    );
  });

  it.each([
    ["2024-13-01 00:00:00", "timestamp"],
    ["yesterday", "timestamp"],
    ["1.5", "integer"],
    ["0x10", "integer"],
    ["1e400x", "double"],
    ["yes", "boolean"],
  ] as const)("%j is no %s", (text, type) => {
    expect(() => decodeCell(text, type)).toThrow(expect.objectContaining({ code: "store-failed" }));
  });

  it("a missing cell is null, whatever its type", () => {
    for (const type of ["string", "json", "integer", "double", "boolean", "timestamp"] as const) {
      expect(decodeCell(null, type)).toBeNull();
    }
  });
});
