import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { event, line, trail } from "./content.ts";
import { put, scratch, type TakenIn, takeIn } from "./take.ts";

const mib = 1024 ** 2;
const none = { read: 0, written: 0, repeated: 0, quarantined: 0, expired: 0 };
const filled = (id: number, sizeBytes: number): string =>
  event(id, `,"requestParameters":{"x":"${"y".repeat(sizeBytes)}"}`);

/** Writes a file piece by piece. */
function putPieces(folder: string, path: string, pieces: Iterable<string>): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  const descriptor = openSync(full, "w");
  for (const piece of pieces) writeSync(descriptor, piece);
  closeSync(descriptor);
}

test("lines of 10 MB and 60 MB: one is read, the other is beyond the limit and kept with its first bytes", async () => {
  const folder = scratch();
  put(folder, "in/a.log", line(1) + line(2, { uri: `GET /${"k".repeat(10_000_000)}` }) + line(3));
  put(folder, "in/b.log", line(4) + line(5, { uri: `GET /${"k".repeat(60_000_000)}` }) + line(6));
  const { records, reasons } = await takeIn(folder);
  expect(records).toEqual({ ...none, read: 6, written: 5, quarantined: 1 });
  const length = line(5, { uri: "GET /" }).length - 1 + 60_000_000;
  expect(reasons.map(({ reason }) => reason)).toEqual([`it is ${length} bytes long; the limit is 16777216`]);
});

test("records just within the limit, many of them in one file, and one beyond it", async () => {
  const folder = scratch();
  const large = Array.from({ length: 6 }, (_, id) => filled(id, 15 * mib));
  putPieces(folder, "in/a.json", [
    '{"Records":[',
    ...large.flatMap((record) => [record, ","]),
    filled(6, 17 * mib),
    "]}",
  ]);
  put(folder, "in/b.json", trail(event(13)));
  const { records, reasons } = await takeIn(folder);
  expect(records).toEqual({ ...none, read: 8, written: 7, quarantined: 1 });
  expect(reasons[0]?.reason).toBe(`it is ${filled(6, 17 * mib).length} bytes long; the limit is 16777216`);
});

test("large records that a file repeats count once, though it is written in parts", async () => {
  const folder = scratch();
  const records = Array.from({ length: 60 }, (_, place) => filled(place % 30, 2 * mib));
  putPieces(folder, "in/a.json", ['{"Records":[', records.join(","), "]}"]);
  expect((await takeIn(folder)).records).toEqual({ ...none, read: 60, written: 30, repeated: 30 });
});

test("a file of which nothing is a record goes to quarantine whole, not line by line", async () => {
  const folder = scratch();
  put(folder, "in/a.log", line(1) + "this is not a line of an access log\n".repeat(150_000));
  put(folder, "in/b.log", line(2) + "neither is this\n".repeat(90_000) + line(3));
  put(folder, "in/c.log", line(4) + "nor this\n".repeat(90_000) + line(5));
  const { files, records, reasons } = await takeIn(folder);
  expect(files).toEqual({ taken: 2, skipped: 0, quarantined: 1, ignored: 0 });
  expect(records).toEqual({ ...none, read: 180_004, written: 4, quarantined: 180_000 });
  expect(reasons.find(({ position }) => position === null)?.reason).toBe(
    "more than 100000 of its records cannot be read; the first: it has 9 fields; an access log record has at least 18",
  );
});

test("a file whose events are of thousands of days", async () => {
  const folder = scratch();
  const dayMs = 86_400_000;
  const onDay = (day: number): string => `${event(day, "", new Date(day * dayMs).toISOString())}\n`;
  put(folder, "in/a.log", Array.from({ length: 6_000 }, (_, day) => onDay(day)).join(""));
  put(folder, "in/b.log", Array.from({ length: 20 }, (_, day) => onDay(day)).join(""));
  const { files, records, reasons } = await takeIn(folder);
  expect(files).toEqual({ taken: 1, skipped: 0, quarantined: 1, ignored: 0 });
  expect(records).toEqual({ ...none, read: 20, written: 20 });
  expect(reasons[0]?.reason).toBe("its events are of more than 2000 different days");
});

/**
 * Records that a reader might look at again and again. Twice the size may take twice the time; what is quadratic takes four
 * times. Sizes are such that a quadratic reader would need minutes.
 */
const doubled: Readonly<Record<string, (size: number) => string>> = {
  "brackets that nothing closes": (size) => `${"[ ".repeat(size)}\n`,
  "a request-URI that may end at each of its quotes, and no referrer": (size) =>
    line(2, { uri: 'a" 200 - 1 1 1 1 "'.repeat(size / 8) }).replace('"-" "curl', '"-"curl'),
  "quotes alone": (size) => line(2, { userAgent: '"'.repeat(size) }),
  "gaps between quotes": (size) => line(2, { userAgent: '" "'.repeat(size / 2) }),
  "spaces alone": (size) => `a b [x] ${" ".repeat(size * 2)}c\n`,
  "members in falling order, with escapes": (size) =>
    `${event(2, `,"requestParameters":{${Array.from({ length: size / 8 }, (_, place) => `"\\u0041${size - place}":1`).join(",")}}`)}\n`,
  "members that begin alike": (size) =>
    `${event(2, `,"requestParameters":{${Array.from({ length: size / 64 }, (_, place) => `"${"a".repeat(100)}${size - place}":1`).join(",")}}`)}\n`,
  "brackets that close what was never opened": (size) =>
    `${event(2, `,"requestParameters":{"a":${"[{".repeat(60)}${"]}".repeat(size)}}`)}\n`,
  "records that begin in the middle of others": (size) => `{"eventTime":1,\n`.repeat(size / 16),
  "lists in the outermost object": (size) => `{${'"Records":[],'.repeat(size / 16)}"a":1}\n`,
};

// Whoever else is at work on the machine can make one measurement look bad, not three.
test("no record takes time that grows faster than its size", { retry: 2 }, async () => {
  const size = 400_000;
  const timeOf = async (factor: number): Promise<TakenIn> => {
    const folder = scratch();
    for (const [place, content] of Object.values(doubled).entries()) {
      const good = place < 5 ? line(1_000 + place) : `${event(1_000 + place)}\n`;
      put(folder, `in/${place}.log`, good + content(size * factor));
    }
    return takeIn(folder);
  };
  const [once, twice] = [await timeOf(1), await timeOf(2)];
  expect(once.records.written).toBeGreaterThanOrEqual(Object.keys(doubled).length);
  expect(twice.records.written).toBeGreaterThanOrEqual(Object.keys(doubled).length);
  // Start-up is in both; three times leaves room for noise.
  expect(twice.cpuMs).toBeLessThan(once.cpuMs * 3);
});
