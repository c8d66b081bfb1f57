import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { generateSample, type SampleFile, type SampleOptions, sampleFiles } from "@trailkeep/sample";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linesOf, recordsOf, textOf } from "./read.ts";

function digestOf(options: SampleOptions): string {
  const hash = createHash("sha256");
  for (const file of sampleFiles(options)) hash.update(file.path).update("\0").update(file.bytes).update("\0");
  return hash.digest("hex");
}

function counted(file: SampleFile): number {
  if (file.source === null) return 0;
  return file.source === "s3_access" ? linesOf(file).length : recordsOf(file).length;
}

describe("the same options", () => {
  test("give the same bytes", () => {
    expect(digestOf({ records: 3000, seed: 7 })).toBe(digestOf({ records: 3000, seed: 7 }));
  });

  test("give the same bytes when two samples are made in turns", () => {
    const alone = digestOf({ records: 2000, seed: 3 });
    const hash = createHash("sha256");
    const other = sampleFiles({ records: 2000, seed: 4 });
    for (const file of sampleFiles({ records: 2000, seed: 3 })) {
      hash.update(file.path).update("\0").update(file.bytes).update("\0");
      other.next();
    }
    expect(hash.digest("hex")).toBe(alone);
  });

  test("and another seed give other bytes", () => {
    expect(digestOf({ records: 1000, seed: 1 })).not.toBe(digestOf({ records: 1000, seed: 2 }));
  });

  test("say the defaults", () => {
    const written = { records: 20_000, seed: 1, days: 7, end: new Date("2026-11-01T00:00:00Z"), damaged: false };
    expect(digestOf({})).toBe(digestOf(written));
  });
});

describe("the number of records", () => {
  const options = fc.record({
    records: fc.integer({ min: 200, max: 3000 }),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    days: fc.integer({ min: 2, max: 12 }),
    end: fc.date({ min: new Date("2015-01-01"), max: new Date("2039-12-31"), noInvalidDate: true }),
  });

  test("is what was asked for, in files that say how many they hold", () => {
    fc.assert(
      fc.property(options, (asked) => {
        const paths = new Set<string>();
        let found = 0;
        for (const file of sampleFiles(asked)) {
          expect(counted(file)).toBe(file.records);
          expect(paths.has(file.path)).toBe(false);
          paths.add(file.path);
          found += file.records;
        }
        expect(found).toBe(asked.records);
      }),
      { numRuns: 60 },
    );
  });

  test("counts repeats as repeats, each a record of an earlier file, word for word", () => {
    const seen = new Set<string>();
    let repeated = 0;
    for (const file of sampleFiles({ records: 20_000 })) {
      if (file.source === null) continue;
      const texts =
        file.source === "s3_access" ? linesOf(file) : recordsOf(file).map((record) => JSON.stringify(record));
      const again = texts.filter((text) => seen.has(text)).length;
      for (const text of texts) seen.add(text);
      expect(again).toBe(file.repeats);
      repeated += again;
    }
    // About one in a thousand.
    expect(repeated).toBeGreaterThanOrEqual(15);
    expect(repeated).toBeLessThanOrEqual(20);
    expect(seen.size).toBe(20_000 - repeated);
  });
});

describe("a sample in a folder", () => {
  let dir = "";
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "trailkeep-sample-"));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test("is the files, and the summary adds up", async () => {
    const progress: number[] = [];
    const options = { records: 2500, seed: 5 };
    const summary = await generateSample(dir, { ...options, onProgress: (done) => progress.push(done) });
    const names = (await readdir(dir, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"));
    const files = [...sampleFiles(options)];
    expect(names.sort()).toEqual(files.map((file) => file.path).sort());
    for (const file of files) expect(Buffer.compare(await readFile(join(dir, file.path)), file.bytes)).toBe(0);

    const sizes = await Promise.all(names.map(async (name) => (await stat(join(dir, name))).size));
    expect(summary.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(summary.files).toBe(names.length);
    expect(summary.records).toBe(2500);
    const { cloudtrail, cloudtrail_insights, s3_access } = summary.sources;
    expect(cloudtrail.records + cloudtrail_insights.records + s3_access.records).toBe(2500);
    expect(cloudtrail.files + cloudtrail_insights.files + s3_access.files + summary.digests).toBe(summary.files);
    expect(cloudtrail.repeats + cloudtrail_insights.repeats + s3_access.repeats).toBe(summary.repeats);
    expect(summary.damaged).toBe(0);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(2500);
  });

  test("may hold damage, beside the records asked for", async () => {
    const summary = await generateSample(join(dir, "damaged"), { records: 200, damaged: true });
    expect(summary.records).toBe(200);
    expect(summary.sources.cloudtrail.damaged).toBe(2);
    expect(summary.sources.s3_access.damaged).toBe(2);
    expect(summary.damaged).toBe(4);
  });
});

describe("damage", () => {
  const damaged = [...sampleFiles({ records: 1000, damaged: true })].filter((file) => file.damaged > 0);

  test("in CloudTrail is an object that is no event and a record that breaks off", () => {
    const [garbage, torn, ...more] = damaged.filter((file) => file.source === "cloudtrail").map(textOf);
    expect(more).toEqual([]);
    expect(JSON.parse(garbage ?? "").Records.at(-1)).toEqual({ garbage: "this is no event" });
    expect(() => JSON.parse(torn ?? "")).toThrow(SyntaxError);
    expect(torn?.endsWith('"type":"IAMUs')).toBe(true);
  });

  test("in an access log is a line that is none and a line that breaks off", () => {
    const [file, ...more] = damaged.filter((each) => each.source === "s3_access");
    expect(more).toEqual([]);
    const lines = file === undefined ? [] : textOf(file).split("\n");
    expect(lines).toHaveLength((file?.records ?? 0) + 2);
    expect(lines.at(-2)).toBe("this is no access log line");
    expect(lines.at(-1)?.split(" ")).toHaveLength(3);
  });
});

describe("options out of range", () => {
  const bad: readonly (readonly [SampleOptions, string])[] = [
    [{ records: 199 }, "records is 199"],
    [{ records: 100_000_001, days: 2 }, "records is 100000001"],
    [{ records: 1000.5 }, "records is 1000.5"],
    [{ records: Number.NaN }, "records is NaN"],
    [{ seed: -1 }, "seed is -1"],
    [{ seed: 2 ** 32 }, "seed is 4294967296"],
    [{ days: 1 }, "days is 1"],
    [{ days: 3661 }, "days is 3661"],
    [{ end: new Date("no date") }, "end is not a date"],
  ];
  test.each(bad)("%j is refused by name", (options, message) => {
    expect(() => sampleFiles(options).next()).toThrow(RangeError);
    expect(() => sampleFiles(options).next()).toThrow(message);
  });
});

test("a large sample needs memory for one file and stays within AWS's file size", () => {
  const records = 200_000;
  let rawBytes = 0;
  let largestHeapBytes = 0;
  let largestFileBytes = 0;
  for (const file of sampleFiles({ records })) {
    // RFC 1952: the last four bytes of a gzip file are its length before compression.
    const view = new DataView(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
    const length = file.path.endsWith(".gz") ? view.getUint32(file.bytes.length - 4, true) : file.bytes.length;
    rawBytes += length;
    largestFileBytes = Math.max(largestFileBytes, length);
    const { heapUsed, external } = process.memoryUsage();
    largestHeapBytes = Math.max(largestHeapBytes, heapUsed + external);
  }
  expect(rawBytes).toBeGreaterThan(200e6);
  expect(largestHeapBytes).toBeLessThan(rawBytes);
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
  expect(largestFileBytes).toBeLessThan(50e6);
});
