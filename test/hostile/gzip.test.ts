import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { event, line, trail } from "./content.ts";
import { put, scratch, takeIn } from "./take.ts";

const good = gzipSync(trail(event(1)));
const none = { read: 0, written: 0, repeated: 0, quarantined: 0, expired: 0 };

/** Beside each hostile file stands a good one: it is taken all the same. */
async function beside(content: Uint8Array, args: readonly string[] = []) {
  const folder = scratch();
  put(folder, "in/a-hostile.json.gz", content);
  put(folder, "in/b-good.json.gz", gzipSync(trail(event(1_000_000))));
  const taken = await takeIn(folder, args);
  return { ...taken, records: { ...taken.records, read: taken.records.read - 1, written: taken.records.written - 1 } };
}

test("a bomb by ratio: a small file that would be hundreds of times its size", async () => {
  const part = gzipSync(line(1).repeat(200_000));
  const bomb = Buffer.concat(Array.from({ length: 5 }, () => part));
  expect(bomb.length).toBeLessThan(1024 ** 2);
  const { records, reasons } = await beside(bomb, ["--limit", "maxRatio=100"]);
  expect(records).toEqual(none);
  const limit = Math.max(64 * 1024 ** 2, bomb.length * 100);
  expect(reasons.map(({ reason }) => reason)).toEqual([
    `decompressed, the file is longer than the limit of ${limit} bytes (100 times its size, but at least 64 MiB)`,
  ]);
});

test("a bomb by size", async () => {
  const bomb = gzipSync(line(1).repeat(200_000));
  const { records, reasons } = await beside(bomb, ["--limit", "maxDecompressedBytes=10MB"]);
  expect(records).toEqual(none);
  expect(reasons.map(({ reason }) => reason)).toEqual([
    "decompressed, the file is longer than the limit of 10000000 bytes",
  ]);
});

test("a small file beyond a smaller limit", async () => {
  const { records, reasons } = await beside(gzipSync(line(1).repeat(100)), ["--limit", "maxDecompressedBytes=1kB"]);
  expect(records).toEqual(none);
  expect(reasons.map(({ reason }) => reason)).toEqual([
    "decompressed, the file is longer than the limit of 1000 bytes",
  ]);
});

test("what does not look like logs is not decompressed further than its head", async () => {
  const { files, rssBytes } = await beside(gzipSync(Buffer.alloc(500 * 1024 ** 2)));
  expect(files).toMatchObject({ taken: 1, ignored: 1 });
  expect(rssBytes).toBeLessThan(512 * 1024 ** 2);
});

test("gzip within gzip is opened once: what is inside is no log", async () => {
  expect((await beside(gzipSync(good))).files).toMatchObject({ taken: 1, ignored: 1 });
});

test("cut short anywhere, from the header to the last byte: whole in quarantine, with the reason", async () => {
  const folder = scratch();
  const cuts = [2, 3, 9, 10, 11, 18, 40, good.length - 9, good.length - 8, good.length - 4, good.length - 1];
  for (const length of cuts) put(folder, `in/${length}.json.gz`, good.subarray(0, length));
  const { files, records, reasons } = await takeIn(folder);
  expect(files).toEqual({ taken: 0, skipped: 0, quarantined: cuts.length, ignored: 0 });
  expect(records).toEqual(none);
  expect(new Set(reasons.map(({ reason }) => reason))).toEqual(new Set(["the compressed data is cut short"]));
});

test("several members are one content, also where a record goes on in the next", async () => {
  const text = Buffer.from(trail(event(1), event(2), event(3)));
  const cuts = [0, 1, 77, 78, 200, text.length];
  const members = cuts.slice(1).map((end, place) => gzipSync(text.subarray(cuts[place], end)));
  const { records } = await beside(Buffer.concat([gzipSync(""), ...members, gzipSync("")]));
  expect(records).toEqual({ ...none, read: 3, written: 3 });
});

test("several members in a file that is read as a stream, a member ending just where a read ends", async () => {
  // Stored without compression, so that the lengths can be chosen: reads are of 1 MiB.
  const member = (from: number, count: number, sizeBytes?: number): Buffer => {
    const text = Array.from({ length: count }, (_, place) => line(from + place)).join("");
    const plain = gzipSync(text, { level: 0 });
    if (sizeBytes === undefined) return plain;
    // Blank lines fill it up: a stored block costs 5 bytes for each 65,535.
    let fill = sizeBytes - plain.length;
    while (gzipSync(text + "\n".repeat(fill), { level: 0 }).length > sizeBytes) fill -= 1;
    const filled = gzipSync(text + "\n".repeat(fill), { level: 0 });
    expect(filled.length).toBe(sizeBytes);
    return filled;
  };
  const members = [
    member(0, 4_000, 1024 ** 2),
    member(4_000, 4_000, 2 * 1024 ** 2),
    member(8_000, 4_000),
    member(12_000, 10_000),
  ];
  expect(Buffer.concat(members).length).toBeGreaterThan(5 * 1024 ** 2);
  const { records } = await beside(Buffer.concat(members));
  expect(records).toEqual({ ...none, read: 22_000, written: 22_000 });
});

test.each([
  ["text", Buffer.from("and some more"), /damaged/],
  ["zeros", Buffer.alloc(100), /the compressed data ends after \d+ bytes, and 100 more follow/],
  [
    "zeros before a member",
    Buffer.concat([Buffer.alloc(4), good]),
    /the compressed data ends after \d+ bytes, and \d+ more follow/,
  ],
])("behind the compressed data stand %s: nothing is passed over in silence", async (_name, garbage, reason) => {
  const { records, reasons } = await beside(Buffer.concat([good, garbage]));
  expect(records).toEqual(none);
  expect(reasons).toEqual([expect.objectContaining({ reason: expect.stringMatching(reason), position: null })]);
});

test("a name that ends in .gz and content that is not compressed: it is read as what it is", async () => {
  expect((await beside(Buffer.from(trail(event(1))))).records).toEqual({ ...none, read: 1, written: 1 });
});

test("no bytes, and one byte", async () => {
  const folder = scratch();
  for (const [name, bytes] of [
    ["0", []],
    ["1f", [0x1f]],
    ["1f8b", [0x1f, 0x8b]],
  ] as const) {
    put(folder, `in/${name}.json.gz`, Buffer.from(bytes));
  }
  const { files, reasons } = await takeIn(folder);
  expect(files).toEqual({ taken: 0, skipped: 0, quarantined: 1, ignored: 2 });
  expect(reasons[0]?.reason).toBe("the compressed data is cut short");
});
