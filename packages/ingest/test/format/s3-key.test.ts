import fc from "fast-check";
import { expect, test } from "vitest";
import { filled, read } from "./read.ts";

const runs = { numRuns: 1500 };

function keyOf(keyRaw: string, operation: string): unknown {
  const isHttp = !operation.startsWith("S3.");
  const end = isHttp ? '"GET / HTTP/1.1" 200 - - - 1 - "-" "-" -' : "- - - - - - - - - -";
  const { rows } = read("s3_access", `o b [06/Feb/2019:00:00:38 +0000] - - R ${operation} ${keyRaw} ${end}`);
  expect(filled(rows[0])["keyRaw"]).toBe(keyRaw);
  return filled(rows[0])["key"];
}

test.each([
  ["photos/a.jpg", "photos/a.jpg"],
  ["a%2520b", "a b"],
  ["a%252Bb", "a+b"],
  ["a+b", "a+b"],
  ["%2522quoted%2522", '"quoted"'],
  ["100%252525", "100%25"],
  ["100%2525", "100%"],
  ["100%25", "100%"],
  ["100%", "100%"],
  ["a%2", "a%2"],
  ["a%20b", "a b"],
  ["caf%25C3%25A9", "café"],
  ["latin%25E9", "latin%E9"],
  ["latin%E9", "latin%E9"],
  ["%25F0%259F%2598%2580", "😀"],
  ["mybucket-%20file", "mybucket- file"],
])("%s is %s: decoded twice, as often as it can be", (keyRaw, key) => {
  expect(keyOf(keyRaw, "REST.GET.OBJECT")).toBe(key);
});

test.each([
  ["a%20b", "a b"],
  ["a%2520b", "a%20b"],
  ["100%25", "100%"],
  ["100%", "100%"],
])("%s is %s in a lifecycle record: decoded once", (keyRaw, key) => {
  expect(keyOf(keyRaw, "S3.EXPIRE.OBJECT")).toBe(key);
});

/** Keys as S3 takes them: any Unicode text without surrogates, here with much that encoding changes. */
const key = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom("%", "2", "5", "C", "3", "+", " ", '"', "/", "-", "é", "😀", "A"),
      minLength: 1,
      maxLength: 12,
    }),
  )
  .filter((text) => text.isWellFormed() && text !== "-");

/** Percent-encoding of every byte but the unreserved ones of RFC 3986 and the slash. */
const encode = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[\w.~/-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .join("");

test("what was encoded as S3 does it comes back", () => {
  fc.assert(
    fc.property(
      key,
      fc.constantFrom("REST.PUT.OBJECT", "BATCH.DELETE.OBJECT", "REST.COPY.OBJECT_GET"),
      (text, operation) => {
        expect(keyOf(encode(encode(text)), operation)).toBe(text);
        expect(keyOf(encode(text), "S3.EXPIRE.OBJECT")).toBe(text);
      },
    ),
    runs,
  );
});
