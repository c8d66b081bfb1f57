import fc from "fast-check";
import { expect, test } from "vitest";
import { read, roomy, viewsOf } from "./read.ts";

// The kernel sees 256 KiB of a chunk at a time (`src/kernel/window.ts`). Where that ends must not show: `read` compares with
// the careful way.

const record = (length: number): string =>
  `{"eventTime":"2023-07-10T12:20:00Z","eventName":"A","userAgent":"${"é".repeat(length >> 3)}","requestParameters":{"b":[${"1,".repeat(length % 9)}2],"a":"${"\\\\".repeat(length >> 3)}${"x".repeat(length >> 1)}"}}`;

const line = (length: number): string =>
  `owner bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - ${length} REST.GET.OBJECT k%2520${"x".repeat(length >> 1)} "GET /b/k HTTP/1.1" 200 - 113 - 7 6 "-" "${"é".repeat(length >> 2)}" - hostid= SigV4 TLS AuthHeader h TLSv1.2 - -`;

/** Small ones, those about as long as what has to lie ahead, and those about as long as the window. */
const length = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 4000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 60_000, max: 70_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 255_000, max: 270_000 }) },
);

const wide = { ...roomy, maxRecordBytes: 300_000 };

test("where the window ends shows in no row, of records and of lines", () => {
  fc.assert(
    fc.property(
      fc.array(length, { minLength: 1, maxLength: 24 }),
      fc.integer({ min: 1, max: 400_000 }),
      (lengths, cut) => {
        const options = { limits: wide, chunks: [cut, 10_000_000] };
        const records = read("cloudtrail", `{"Records":[${lengths.map(record).join(",")}]}`, options);
        const lines = read("s3_access", lengths.map(line).join("\n"), options);
        expect(records.positions).toHaveLength(lengths.length);
        expect(lines.positions).toHaveLength(lengths.length);
      },
    ),
    { numRuns: 6 },
  );
});

test("in a chunk of many windows each usual record is read the quick way", () => {
  const lengths = Array.from({ length: 3000 }, (_, place) => (place * 7919) % 4000);
  expect(viewsOf("cloudtrail", `{"Records":[${lengths.map(record).join(",")}]}`)).toBe(lengths.length);
  expect(viewsOf("s3_access", `${lengths.map(line).join("\n")}\n`)).toBe(lengths.length);
});
