import { createHash } from "node:crypto";
import { readdirSync, renameSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Store } from "@trailkeep/core/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runIngest } from "../src/ingest.ts";
import { runReplay } from "../src/replay.ts";
import { ask, put, scratch } from "./help.ts";
import { lineOf, reading, rowLines, rowOf } from "./row-lines.ts";

const day1 = Date.UTC(2026, 0, 1);
const day2 = Date.UTC(2026, 0, 2);

const event = (name: string, timeMs = day1) =>
  lineOf(rowOf("cloudtrail", timeMs, { eventName: name, raw: `{"eventName":"${name}"}` }));
const lines = (...all: string[]) => `${all.join("\n")}\n`;
const none = { read: 0, written: 0, repeated: 0, quarantined: 0, expired: 0 };

const run = (folder: string, paths = [`${folder}/in`], more = {}) =>
  runIngest(paths, { root: `${folder}/store`, ...more }, reading);
const names = (folder: string) =>
  ask(`${folder}/store`, "cloudtrail", "SELECT event_name AS name FROM t ORDER BY 1").then((rows) =>
    rows.map((row) => row.name),
  );

describe("incremental", () => {
  test("a second run takes nothing, and only new files are read", async () => {
    const folder = scratch();
    put(folder, "in/a", lines(event("A"), event("B", day2)));
    expect((await run(folder)).files).toEqual({ taken: 1, skipped: 0, quarantined: 0, ignored: 0 });
    put(folder, "in/b", lines(event("C")));
    const second = await run(folder);
    expect(second.files).toEqual({ taken: 1, skipped: 1, quarantined: 0, ignored: 0 });
    expect(second.records).toEqual({ ...none, read: 1, written: 1 });
    expect((await run(folder)).records).toEqual(none);
    expect(await names(folder)).toEqual(["A", "B", "C"]);
    expect(readdirSync(`${folder}/store/cloudtrail`).sort()).toEqual(["day=2026-01-01", "day=2026-01-02"]);
  });

  test("the same content under a new time is skipped, and after that without being read", async () => {
    const folder = scratch();
    const path = put(folder, "in/a", lines(event("A")), 1_000_000);
    await run(folder);
    utimesSync(path, 2_000_000, 2_000_000);
    const touched = await run(folder);
    expect(touched.files).toEqual({ taken: 0, skipped: 1, quarantined: 0, ignored: 0 });
    const again = await run(folder);
    expect(again.files.skipped).toBe(1);
  });

  test("a file that changed under its name is a new version, by name", async () => {
    const folder = scratch();
    const path = put(folder, "in/a", lines(event("A")), 1_000_000);
    await run(folder);
    put(folder, "in/a", lines(event("A"), event("B")), 2_000_000);
    const report = await run(folder);
    expect(report.changed).toEqual([`file://${path}`]);
    expect(report.records).toEqual({ ...none, read: 2, written: 1, repeated: 1 });
    put(folder, "in/a", lines(event("A"), event("X")), 3_000_000);
    expect((await run(folder)).changed).toEqual([`file://${path}`]);
    expect(await names(folder)).toEqual(["A", "B", "X"]);
    expect(Store.open(`${folder}/store`).ingestStatus().objects.done).toBe(3);
  });

  test("a file says from when to when its rows are, and so do its row groups, whatever the order of the input", async () => {
    const folder = scratch();
    const times = [5, 3, 9, 1, 7].map((minute) => day1 + minute * 60_000);
    put(folder, "in/a", lines(...times.map((timeMs, place) => event(`E${place}`, timeMs))));
    await run(folder);
    const [file] = Store.open(`${folder}/store`).files("cloudtrail");
    const range = await ask(
      `${folder}/store`,
      "cloudtrail",
      `SELECT stats_min_value AS min, stats_max_value AS max FROM parquet_metadata('${file?.path}')
       WHERE path_in_schema = 'event_time'`,
    );
    expect(range).toEqual([{ min: "2026-01-01 00:01:00", max: "2026-01-01 00:09:00" }]);
    expect(file).toMatchObject({ rows: 5, minTimeMs: day1 + 60_000, maxTimeMs: day1 + 9 * 60_000, day: "2026-01-01" });
  });

  test("a renamed file brings no new rows", async () => {
    const folder = scratch();
    put(folder, "in/a", lines(event("A")));
    await run(folder);
    renameSync(`${folder}/in/a`, `${folder}/in/b`);
    expect((await run(folder)).records).toEqual({ ...none, read: 1, repeated: 1 });
  });
});

describe("repeats and conflicts", () => {
  test("a record counts once: within a file, across files and across runs", async () => {
    const folder = scratch();
    put(folder, "in/a", lines(event("A"), event("A"), event("B")));
    put(folder, "in/b", lines(event("B"), event("C")));
    const report = await run(folder);
    expect(report.records).toEqual({ ...none, read: 5, written: 3, repeated: 2 });
    put(folder, "in/c", lines(event("C"), event("A"), event("D")));
    expect((await run(folder, undefined, { batchBytes: 1 })).records).toEqual({
      ...none,
      read: 3,
      written: 1,
      repeated: 2,
    });
    expect(await names(folder)).toEqual(["A", "B", "C", "D"]);
  });

  test("one event id with two contents: both stay, and are reported", async () => {
    const folder = scratch();
    const same = (name: string, account: string | null) =>
      lineOf(rowOf("cloudtrail", day1, { eventID: "e-1", recipientAccountId: account, eventName: name }));
    put(folder, "in/a", lines(same("A", "1"), same("A2", "1"), same("A", "1"), same("A", "2"), same("N", null)));
    const report = await run(folder);
    expect(report.records).toEqual({ ...none, read: 5, written: 4, repeated: 1 });
    expect(report.conflicts).toEqual({
      count: 1,
      examples: [
        {
          source: "cloudtrail",
          eventId: "e-1",
          recipientAccountId: "1",
          day: "2026-01-01",
          inputObject: `file://${folder}/in/a`,
        },
      ],
    });
    put(folder, "in/b", lines(same("A3", "1"), same("N", null), same("N2", null)));
    expect((await run(folder)).conflicts.count).toBe(2);
    const store = Store.open(`${folder}/store`);
    expect(store.ingestStatus().conflicts).toBe(3);
    store.close();
  });
});

describe("what cannot be read", () => {
  test("records: counted, listed, kept byte for byte, and counted by time", async () => {
    const folder = scratch();
    put(folder, "in/a", lines(event("A"), `bad one @${day1 + 5}`, "bad \0two", event("B")));
    const report = await run(folder);
    expect(report.records).toEqual({ ...none, read: 4, written: 2, quarantined: 2 });
    expect(report.files).toEqual({ taken: 1, skipped: 0, quarantined: 0, ignored: 0 });
    const store = Store.open(`${folder}/store`);
    const entries = store.quarantine({ limit: 10 });
    expect(
      entries.map(({ reason, position, source, inputObject }) => ({ reason, position, source, inputObject })),
    ).toEqual(
      [1, 2].map((position) => ({
        reason: "it is bad",
        position,
        source: "cloudtrail",
        inputObject: `file://${folder}/in/a`,
      })),
    );
    expect(entries.map((entry) => Buffer.from(store.quarantineRaw(entry.id)).toString())).toEqual([
      `bad one @${day1 + 5}`,
      "bad \0two",
    ]);
    expect(entries[1]?.byteOffset).toBe(Buffer.byteLength(lines(event("A"), `bad one @${day1 + 5}`)));
    expect(store.quarantine({ limit: 1, afterId: entries[0]?.id ?? "" })).toEqual([entries[1]]);
    expect(store.quarantine({ limit: 9, source: "s3_access" })).toEqual([]);
    expect(store.quarantined("cloudtrail", { startMs: day1, endMs: day2 })).toEqual({ inRange: 1, timeUnknown: 1 });
    expect(store.quarantined("cloudtrail", { startMs: day2, endMs: day2 + 1 })).toEqual({ inRange: 0, timeUnknown: 1 });
    expect(store.quarantined("s3_access")).toEqual({ inRange: 0, timeUnknown: 0 });
    expect(() => store.quarantineRaw("77")).toThrow(/no quarantine entry "77"/);
    expect(() => store.quarantineRaw("x'")).toThrow(/no quarantine entry/);
  });

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, -9), /cut short/],
    [
      "wrong checksum",
      (bytes: Buffer) => Buffer.from(bytes.map((byte, place) => (place === bytes.length - 6 ? byte ^ 1 : byte))),
      /damaged/,
    ],
    [
      "zeros and another member behind",
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(3), bytes]),
      /more follow/,
    ],
  ])("a gzip file that is %s leaves no row behind", async (_name, damage, reason) => {
    const folder = scratch();
    const bytes = damage(gzipSync(lines(event("A"), "bad", event("B"))));
    put(folder, "in/a.gz", bytes);
    put(folder, "in/b.gz", gzipSync(lines(event("C"))));
    const report = await run(folder);
    expect(report.records).toEqual({ ...none, read: 1, written: 1 });
    expect(report.files).toEqual({ taken: 1, skipped: 0, quarantined: 1, ignored: 0 });
    expect(report.quarantined[0]?.reason).toMatch(reason);
    const store = Store.open(`${folder}/store`);
    const [entry, ...more] = store.quarantine({ limit: 10 });
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ position: null, sizeBytes: bytes.length, inputObject: `file://${folder}/in/a.gz` });
    expect(Buffer.from(store.quarantineRaw(entry?.id ?? ""))).toEqual(bytes);
    expect((await run(folder)).files).toEqual({ taken: 0, skipped: 2, quarantined: 0, ignored: 0 });
  });

  test("large gzip files, read as a stream, are held to the same", async () => {
    const folder = scratch();
    const noise = (length: number) =>
      Array.from({ length }, (_, place) =>
        lineOf(
          rowOf("s3_access", day1, { raw: createHash("sha512").update(String(place)).digest("base64").repeat(2) }),
        ),
      );
    const whole = gzipSync(lines(...noise(50_000)), { level: 1 });
    expect(whole.length).toBeGreaterThan(4 * 1024 ** 2);
    put(folder, "in/good.gz", whole);
    put(folder, "in/short.gz", whole.subarray(0, -5));
    put(folder, "in/tail.gz", Buffer.concat([whole, Buffer.alloc(3_000_000)]));
    put(folder, "in/two.gz", Buffer.concat([whole, whole]));
    const report = await run(folder);
    expect(report.records).toEqual({ ...none, read: 150_000, written: 50_000, repeated: 100_000 });
    expect(report.quarantined.map(({ uri }) => uri.split("/").at(-1))).toEqual(["short.gz", "tail.gz"]);
  });

  test("no damage to a gzip file goes unseen", async () => {
    const folder = scratch();
    const good = gzipSync(lines(...Array.from({ length: 30 }, (_, place) => event(`E${place}`))));
    // The ten bytes of the header hold the time, the system and flags that no checksum covers (RFC 1952, 2.3).
    const damage = fc.record({
      at: fc.integer({ min: 10, max: good.length - 1 }),
      flip: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 150, maxLength: 150 }), (all) => {
        for (const [place, { at, flip }] of all.entries()) {
          const bytes = Buffer.from(good);
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          put(folder, `in/${place}.gz`, bytes);
        }
      }),
      { numRuns: 1 },
    );
    const report = await run(folder);
    // A flip in the padding bits after the last block changes nothing that is stored; such a file reads as a whole.
    expect(report.records.written).toBeLessThanOrEqual(30);
    expect(report.records.read).toBe(report.files.taken * 30);
    expect(report.files.quarantined).toBeGreaterThanOrEqual(140);
  });

  test("limits: beyond one, the file is in quarantine with the reason", async () => {
    const folder = scratch();
    put(folder, "in/big", lines(...Array.from({ length: 50 }, (_, place) => event(`E${place}`))));
    put(folder, "in/bomb.gz", gzipSync(Buffer.alloc(80 * 1024 ** 2, "bad ")));
    put(folder, "in/small", lines(event("A")));
    const limits = { maxObjectBytes: 100_000, maxRecords: 49 };
    const report = await run(folder, undefined, { limits });
    expect(report.records).toEqual({ ...none, read: 1, written: 1 });
    expect(report.quarantined.map((file) => file.reason)).toEqual([
      expect.stringMatching(/more than 49 records/),
      expect.stringMatching(/longer than the limit of 67108864 bytes/),
    ]);
    put(folder, "in/large", Buffer.alloc(200_000, "x"));
    const next = await run(folder, undefined, { limits });
    expect(next.quarantined[0]?.reason).toMatch(/200000 bytes long; the limit is 100000/);
    const store = Store.open(`${folder}/store`);
    const last = store.quarantine({ limit: 10 }).at(-1);
    expect(() => store.quarantineRaw(last?.id ?? "")).toThrow(/were not kept/);
  });

  test("ignored files are listed with their reason, and looked at again when another format is known", async () => {
    const folder = scratch();
    put(folder, "in/notes.txt", lines(event("A")));
    const report = await run(folder);
    expect(report.files).toEqual({ taken: 0, skipped: 0, quarantined: 0, ignored: 1 });
    expect(report.ignored).toEqual([{ uri: `file://${folder}/in/notes.txt`, reason: "a text file" }]);
    expect((await run(folder)).files.skipped).toBe(1);
    const more = {
      ...reading,
      formats: { row_lines: rowLines, other: rowLines },
      recognise: () => ({ kind: "format" as const, format: "other" }),
    };
    expect((await runIngest([`${folder}/in`], { root: `${folder}/store` }, more)).records.written).toBe(1);
    expect(Store.open(`${folder}/store`).ingestStatus().objects).toEqual({
      done: 1,
      quarantined: 0,
      ignored: 0,
      unreadable: 0,
    });
  });
});

describe("replay", () => {
  const fixed = {
    ...reading,
    formats: {
      row_lines: {
        ...rowLines,
        reader: (sink: Parameters<typeof rowLines.reader>[0], limits: Parameters<typeof rowLines.reader>[1]) => {
          const inner = rowLines.reader(sink, limits);
          return {
            push: (bytes: Uint8Array) => inner.push(Buffer.from(Buffer.from(bytes).toString().replaceAll("bad ", ""))),
            end: inner.end,
          };
        },
      },
    },
  };

  test("what can be read now becomes rows, what cannot stays, and all counts follow", async () => {
    const folder = scratch();
    const root = `${folder}/store`;
    put(folder, "in/a", lines(event("A"), `bad ${event("B")}`, `bad ${event("A")}`, "bad", `bad ${event("D")}`));
    await run(folder);
    const nothing = await runReplay(root, {}, reading);
    expect(nothing.entries).toEqual({ tried: 4, released: 0, kept: 4 });
    const one = Store.open(root).quarantine({ limit: 1 })[0]?.id ?? "";
    expect((await runReplay(root, { ids: [one] }, fixed)).records).toEqual({ ...none, read: 1, written: 1 });
    const rest = await runReplay(root, {}, fixed);
    expect(rest.entries).toEqual({ tried: 3, released: 2, kept: 1 });
    expect(rest.records).toEqual({ ...none, read: 2, written: 1, repeated: 1 });
    const store = Store.open(root);
    expect(store.ingestStatus().records).toEqual({ ...none, read: 5, written: 3, repeated: 1, quarantined: 1 });
    expect(store.quarantineCount()).toBe(1);
    const rows = await ask(
      root,
      "cloudtrail",
      "SELECT event_name AS name, input_position::INT AS place, input_object AS uri FROM t ORDER BY place",
    );
    expect(rows).toEqual(
      [
        ["A", 0],
        ["B", 1],
        ["D", 4],
      ].map(([name, place]) => ({ name, place, uri: `file://${folder}/in/a` })),
    );
    const left = Store.open(root).quarantine({ limit: 2 })[0]?.id ?? "";
    put(folder, "in/a", lines(event("A")));
    await run(folder);
    expect(Buffer.from(Store.open(root).quarantineRaw(left)).toString()).toBe("bad");
    await expect(runReplay(root, { ids: ["99"] }, fixed)).rejects.toThrow(/no quarantine entry "99"/);
  });

  test("a whole file: its records are counted from then on", async () => {
    const folder = scratch();
    const root = `${folder}/store`;
    put(folder, "in/a", lines(event("A"), event("B"), "bad"));
    await run(folder, undefined, { limits: { maxRecords: 2 } });
    expect(Store.open(root).ingestStatus().objects.quarantined).toBe(1);
    const [whole] = readdirSync(`${root}/quarantine`);
    expect((await runReplay(root, {}, reading)).records).toEqual({ ...none, read: 3, written: 2, quarantined: 1 });
    const status = Store.open(root).ingestStatus();
    expect(status.objects).toEqual({ done: 1, quarantined: 0, ignored: 0, unreadable: 0 });
    expect(status.records).toEqual({ ...none, read: 3, written: 2, quarantined: 1 });
    expect(
      Store.open(root)
        .quarantine({ limit: 5 })
        .map((entry) => entry.position),
    ).toEqual([2]);
    expect((await run(folder)).files.skipped).toBe(1);
    const spools = readdirSync(`${root}/quarantine`);
    expect(spools).toHaveLength(1);
    expect(spools).not.toContain(whole);
  });
});

describe("paths", () => {
  test("wildcards, many accounts, an organisation's prefix, links, and each file once", async () => {
    const folder = scratch();
    const keys = [
      "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/01/a",
      "AWSLogs/444455556666/CloudTrail/us-east-1/2026/01/01/b",
      "AWSLogs/o-exampleorg/777788889999/CloudTrail/us-east-1/2026/01/01/c",
      "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/01/01/d",
    ];
    for (const key of keys) put(folder, `in/${key}`, lines(event(key.at(-1) ?? "")));
    const counts = async (pattern: string) => {
      const root = join(scratch(), "store");
      return (await runIngest([pattern], { root }, reading)).files.taken;
    };
    expect(await counts(`${folder}/in/AWSLogs/*/CloudTrail/*/*/*/*/*`)).toBe(2);
    expect(await counts(`${folder}/in/AWSLogs/o-*/*/CloudTrail/*/*/*/*/*`)).toBe(1);
    expect(await counts(`${folder}/in/AWSLogs/*/CloudTrail/*`)).toBe(2);
    expect(await counts(`${folder}/in/**/2026`)).toBe(4);
    symlinkSync(`${folder}/in`, `${folder}/in/loop`);
    symlinkSync(`${folder}/in/${keys[0]}`, `${folder}/in/again`);
    put(folder, "in/we[i]rd 'name", lines(event("w")));
    const report = await run(folder, [`${folder}/in`, `${folder}/in/AWSLogs`, `${folder}/in/we[i]rd 'name`]);
    expect(report.files.taken).toBe(5);
  });

  test("a path that is not there, matches nothing, or is the store, is an error, and nothing is written", async () => {
    const folder = scratch();
    put(folder, "in/a", lines(event("A")));
    await expect(run(folder, [`${folder}/in`, `${folder}/nowhere`])).rejects.toMatchObject({
      code: "unreadable-input",
      message: expect.stringContaining(`${folder}/nowhere`),
    });
    await expect(run(folder, [`${folder}/*.nothing`])).rejects.toMatchObject({ code: "unreadable-input" });
    expect(readdirSync(folder)).toEqual(["in"]);
    await run(folder);
    await expect(run(folder, [`${folder}/store`])).rejects.toMatchObject({
      code: "unreadable-input",
      message: expect.stringContaining("the store itself"),
    });
    const around = await run(folder, [folder]);
    expect(around.ignored).toEqual([{ uri: `file://${folder}/store`, reason: "the store's own folder" }]);
    expect(around.files.skipped).toBe(1);
  });

  test("a link that leads nowhere is reported, and taken in when it leads somewhere", async () => {
    const folder = scratch();
    put(folder, "in/a", lines(event("A")));
    symlinkSync(`${folder}/later`, `${folder}/in/link`);
    expect((await run(folder)).files).toEqual({ taken: 1, skipped: 0, quarantined: 1, ignored: 0 });
    expect(Store.open(`${folder}/store`).quarantined("s3_access").timeUnknown).toBe(1);
    expect((await run(folder)).files).toEqual({ taken: 0, skipped: 1, quarantined: 1, ignored: 0 });
    expect(Store.open(`${folder}/store`).quarantineCount()).toBe(1);
  });
});

describe("progress", () => {
  test("is told in order and ends complete", async () => {
    const folder = scratch();
    for (let file = 0; file < 30; file++) put(folder, `in/${file}`, lines(event(`${file}`), "bad"));
    const seen: { done: number; total: number }[] = [];
    let last: unknown;
    await run(folder, undefined, {
      onProgress: (progress: { files: { done: number; total: number } }) => {
        seen.push(progress.files);
        last = progress;
      },
    });
    expect(seen.every((files, place) => files.total === 30 && files.done >= (seen[place - 1]?.done ?? 0))).toBe(true);
    expect(last).toMatchObject({
      files: { done: 30, total: 30 },
      records: { read: 60, quarantined: 30 },
      secondsLeft: 0,
    });
    const { bytes } = Object(last);
    expect(bytes.read).toBe(bytes.total);
  });

  test("a stopped run leaves a store that the next run completes", async () => {
    const folder = scratch();
    for (let file = 0; file < 10; file++) put(folder, `in/${file}`, lines(event(`${file}`)));
    const stop = new AbortController();
    const onBoundary = (name: string) => name === "committed" && stop.abort();
    await expect(run(folder, undefined, { signal: stop.signal, onBoundary, batchBytes: 1 })).rejects.toMatchObject({
      code: "cancelled",
    });
    const report = await run(folder);
    expect(report.files.skipped).toBeGreaterThan(0);
    expect(await names(folder)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  });
});
