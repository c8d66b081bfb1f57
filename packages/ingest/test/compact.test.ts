import { copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SourceName } from "@trailkeep/core/catalog";
import {
  type Change,
  columnTypes,
  identifier,
  noFiles,
  noRecords,
  Store,
  type StoreRow,
  StoreWriter,
} from "@trailkeep/core/store";
import Database from "libsql";
import { describe, expect, test } from "vitest";
import { compactStore } from "../src/compact/compact.ts";
import { ingest } from "../src/index.ts";
import { runIngest } from "../src/ingest.ts";
import { ask, put, scratch } from "./help.ts";
import { lineOf, reading, rowOf } from "./row-lines.ts";

const day = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;
const event = (name: string, timeMs = day) => rowOf("cloudtrail", timeMs, { eventName: name, raw: `{"n":"${name}"}` });

/** Takes each list of rows in by a run of its own, from a file of its own. */
async function storeOf(folder: string, runs: readonly (readonly StoreRow[])[]): Promise<string> {
  const root = join(folder, "store");
  for (const [place, rows] of runs.entries()) {
    const path = put(folder, `in/${String(place).padStart(3, "0")}`, rows.map(lineOf).join("\n"));
    await runIngest([path], { root }, reading);
  }
  return root;
}

const filesOf = (root: string, source: SourceName = "cloudtrail") => {
  const store = Store.open(root);
  const files = store.files(source);
  store.close();
  return files;
};
const names = (root: string) => filesOf(root).map(({ path }) => basename(path));
const statusOf = (root: string) => {
  const store = Store.open(root);
  const status = store.ingestStatus();
  store.close();
  return status;
};
/** The rows with the columns of the catalog's fields. */
const everything = (root: string, source: SourceName = "cloudtrail") => {
  const columns = columnTypes(source).map(({ name }) => identifier(name));
  return ask(root, source, `SELECT [row(${columns.join(", ")})]::VARCHAR AS row FROM t ORDER BY record_id`);
};

describe("small files of a day", () => {
  test("become one, sorted by time; rows keep their columns, input object and position", async () => {
    const folder = scratch();
    const root = await storeOf(folder, [
      [event("C", day + 3_000), event("D", day + dayMs)],
      [event("B", day + 2_000), event("A", day + 1_000)],
    ]);
    const before = await everything(root);
    const report = await compactStore(root);
    expect(report).toEqual({
      days: 1,
      files: { before: 2, after: 1 },
      records: { read: 3, written: 3, repeated: 0 },
      bytes: { read: expect.any(Number), written: filesOf(root)[0]?.sizeBytes },
      seconds: expect.any(Number),
    });
    expect(names(root)).toEqual(["c3-0.parquet", "r1-b0-1.parquet"]);
    expect(await everything(root)).toEqual(before);
    const inOrder = await ask(root, "cloudtrail", "SELECT event_name AS name FROM t");
    expect(inOrder.map(({ name }) => name)).toEqual(["A", "B", "C", "D"]);
    expect(filesOf(root)[0]).toMatchObject({ rows: 3, minTimeMs: day + 1_000, maxTimeMs: day + 3_000 });
  });

  test("of one source only, if asked", async () => {
    const folder = scratch();
    const line = (name: string) => rowOf("s3_access", day, { key: name, raw: name });
    const root = await storeOf(folder, [
      [event("A"), line("a")],
      [event("B"), line("b")],
    ]);
    expect((await compactStore(root, { source: "s3_access" })).files).toEqual({ before: 2, after: 1 });
    expect(filesOf(root)).toHaveLength(2);
    expect(filesOf(root, "s3_access")).toHaveLength(1);
  });

  test("a second time there is nothing to do, and nothing is written", async () => {
    const root = await storeOf(scratch(), [[event("A")], [event("B")], [event("C")]]);
    await compactStore(root);
    const files = filesOf(root);
    const report = await compactStore(root);
    expect(report).toMatchObject({ days: 0, files: { before: 0, after: 0 }, bytes: { read: 0, written: 0 } });
    expect(filesOf(root)).toEqual(files);
  });

  test("a folder without a store stays as it is", async () => {
    const root = join(scratch(), "none");
    expect((await compactStore(root)).days).toBe(0);
    expect(existsSync(root)).toBe(false);
  });

  test("status tells of it, and the ledger is as it was", async () => {
    const root = await storeOf(scratch(), [[event("A")], [event("B")]]);
    const before = statusOf(root);
    expect(before.lastCompaction).toBeNull();
    await compactStore(root);
    const { lastCompaction, removedFiles, ...after } = statusOf(root);
    expect(after).toEqual({ ...before, lastCompaction: undefined, removedFiles: undefined });
    expect(lastCompaction).toMatchObject({ records: { read: 2, written: 2, repeated: 0 } });
    expect(lastCompaction?.finishedAtMs).toBeGreaterThanOrEqual(lastCompaction?.startedAtMs ?? Number.NaN);
    expect(removedFiles.count).toBe(2);
  });
});

describe("what pays", () => {
  const many = (count: number, from: number) => Array.from({ length: count }, (_, n) => event(`${from + n}`));

  test("a large file is left alone until the late ones hold half of its rows", async () => {
    const folder = scratch();
    const root = await storeOf(folder, [many(40, 0), many(5, 100), many(5, 200)]);
    expect((await compactStore(root)).records.read).toBe(10);
    expect(filesOf(root).map(({ rows }) => rows)).toEqual([40, 10]);
    put(folder, "late", many(10, 300).map(lineOf).join("\n"));
    await runIngest([`${folder}/late`], { root }, reading);
    expect((await compactStore(root)).records.read).toBe(60);
    expect(filesOf(root).map(({ rows }) => rows)).toEqual([60]);
  });

  test("files that come one by one are rewritten a logarithmic number of times", async () => {
    const folder = scratch();
    const root = join(folder, "store");
    let rewritten = 0;
    for (let n = 0; n < 40; n++) {
      const path = put(folder, `in/${n}`, lineOf(event(`${n}`)));
      await runIngest([path], { root }, reading);
      rewritten += (await compactStore(root)).records.read;
    }
    // Each rewrite of a row is into a file at least half as large again: log(40) / log(1.5) < 9.1.
    expect(rewritten).toBeLessThan(40 * 9.1);
    expect(filesOf(root).length).toBeLessThanOrEqual(4);
  });

  test("after an ingest: by itself when a day's files come from 16 runs, and not before", async () => {
    const folder = scratch();
    const root = join(folder, "store");
    const access = (n: number) =>
      `owner logs [01/Jan/2026:00:00:${String(n).padStart(2, "0")} +0000] 192.0.2.1 - REQ${n} REST.GET.OBJECT key "GET /key HTTP/1.1" 200 - 5 5 1 1 "-" "-" -\n`;
    const take = (n: number, compact?: boolean) =>
      ingest([put(folder, `in/2026-01-01-00-00-00-${n}`, access(n))], {
        root,
        ...(compact === undefined ? {} : { compact }),
      });
    for (let n = 0; n < 15; n++) expect((await take(n)).afterwards).toEqual({ kind: "nothing" });
    expect((await take(15, false)).afterwards).toEqual({ kind: "nothing" });
    expect(filesOf(root, "s3_access")).toHaveLength(16);
    const { afterwards } = await take(16);
    expect(afterwards).toMatchObject({ kind: "compacted", report: { files: { before: 17, after: 1 } } });
    expect(filesOf(root, "s3_access").map(({ rows }) => rows)).toEqual([17]);
  });
});

describe("a day larger than the target size", () => {
  test("becomes several files, each a stretch of time, and is left alone from then on", async () => {
    const runs = [0, 1, 2].map((run) =>
      Array.from({ length: 400 }, (_, n) => event(`${run}-${n}`, day + (n * 3 + run) * 1_000)),
    );
    const root = await storeOf(scratch(), runs);
    const before = await everything(root);
    const bytes = filesOf(root).reduce((sum, file) => sum + file.sizeBytes, 0);
    const { files } = await compactStore(root, { targetBytes: bytes / 5 });
    expect(files).toEqual({ before: 3, after: 5 });
    const made = filesOf(root);
    expect(made.map(({ rows }) => rows)).toEqual([240, 240, 240, 240, 240]);
    for (const [place, file] of made.slice(1).entries()) {
      expect(file.minTimeMs).toBeGreaterThan(made[place]?.maxTimeMs ?? Number.NaN);
    }
    expect(await everything(root)).toEqual(before);
    expect((await compactStore(root)).days).toBe(0);
  });

  test("of one instant only is one file", async () => {
    const rows = (run: number) => Array.from({ length: 50 }, (_, n) => event(`${run}-${n}`));
    const root = await storeOf(scratch(), [rows(0), rows(1)]);
    expect((await compactStore(root, { targetBytes: 1_000 })).files).toEqual({ before: 2, after: 1 });
  });
});

/** Plants a copy of a file, as a second version of its input object that was stored although it was a repeat. */
async function plantRepeats(root: string, place: number): Promise<void> {
  const file = filesOf(root)[place];
  if (file === undefined) throw new Error("there is no such file");
  const writer = await StoreWriter.open(root, { kind: "ingest" });
  const [origin] = await ask(root, "cloudtrail", `SELECT input_object AS uri FROM '${file.path}' LIMIT 1`);
  const uri = String(origin?.uri);
  const version = 1 + (writer.latestObject(uri)?.version ?? 0);
  const id = writer.newObjectId();
  const name = `r${writer.runId}-b0-0.parquet`;
  copyFileSync(file.path, join(dirname(file.path), name));
  const records = { ...noRecords, read: file.rows, written: file.rows };
  const { source, rows, sizeBytes, minTimeMs, maxTimeMs } = file;
  const change: Change = {
    files: [{ source, day: file.day, name, rows, sizeBytes, minTimeMs, maxTimeMs, objects: new Map([[id, rows]]) }],
    objects: [
      {
        ...{ id, uri, version, sizeBytes: 1, mtimeUs: 1, sha256: null, format: "row_lines", state: "done" },
        ...{ reason: null, knownFormats: null, records },
      },
    ],
    objectChanges: [],
    replacedObjects: [],
    touched: [],
    quarantine: [],
    released: [],
    removedFiles: [],
    run: { files: noFiles, records, bytes: { read: 0, written: 0 }, conflicts: 0 },
  };
  writer.commit(change);
  writer.finish();
  writer.close();
}

function ledger(root: string): unknown[] {
  const manifest = new Database(join(root, "manifest.db"));
  const rows = manifest
    .prepare("SELECT version, records_written AS written, records_repeated AS repeated FROM object ORDER BY id")
    .all([]);
  manifest.close();
  return rows;
}

describe("records that the store holds twice", () => {
  test("are dropped, the first stays, and the ledger counts them as repeated", async () => {
    const root = await storeOf(scratch(), [[event("A"), event("B", day + 1)], [event("C")]]);
    const once = await everything(root);
    await plantRepeats(root, 0);
    expect(await everything(root)).toHaveLength(5);
    const report = await compactStore(root);
    expect(report.records).toEqual({ read: 5, written: 3, repeated: 2 });
    expect(await everything(root)).toEqual(once);
    expect(ledger(root)).toEqual([
      { version: 1, written: 2, repeated: 0 },
      { version: 1, written: 1, repeated: 0 },
      { version: 2, written: 0, repeated: 2 },
    ]);
    const { records, lastCompaction } = statusOf(root);
    expect(records).toEqual({ read: 5, written: 3, repeated: 2, quarantined: 0, expired: 0 });
    expect(lastCompaction?.records).toEqual(report.records);
  });

  test("are dropped too where the first is in a file that is left alone: no file may be left", async () => {
    const many = (from: number) => Array.from({ length: 30 }, (_, n) => event(`${from + n}`, day + (from + n) * 1_000));
    const root = await storeOf(scratch(), [many(0), many(30)]);
    const once = await everything(root);
    expect((await compactStore(root, { targetBytes: 1_000 })).files.after).toBeGreaterThan(2);
    const before = filesOf(root);
    await plantRepeats(root, 0);
    await plantRepeats(root, 1);
    expect(await everything(root)).toHaveLength(60 + (before[0]?.rows ?? 0) + (before[1]?.rows ?? 0));
    const { files, records } = await compactStore(root);
    expect(files).toEqual({ before: 2, after: 0 });
    expect(records).toMatchObject({ written: 0, repeated: records.read });
    expect(filesOf(root)).toEqual(before);
    expect(await everything(root)).toEqual(once);
    expect(statusOf(root).records.written).toBe(60);
  });
});

describe("what goes wrong", () => {
  test("a file that holds other rows than the ledger says: an error, and nothing is changed", async () => {
    const root = await storeOf(scratch(), [[event("A")], [event("B")], [event("C")]]);
    const [first, second] = filesOf(root);
    copyFileSync(second?.path ?? "", first?.path ?? "");
    const before = filesOf(root);
    await expect(compactStore(root)).rejects.toMatchObject({ code: "store-damaged" });
    expect(filesOf(root)).toEqual(before);
    expect(readdirSync(dirname(first?.path ?? "")).sort()).toEqual(names(root).sort());
  });

  test("a file that is gone: an error, and nothing is changed", async () => {
    const root = await storeOf(scratch(), [[event("A")], [event("B")]]);
    rmSync(filesOf(root)[0]?.path ?? "");
    await expect(compactStore(root)).rejects.toMatchObject({ code: "store-damaged" });
    expect(filesOf(root)).toHaveLength(2);
  });

  test("stopped: days that are done stay done, and the next run goes on", async () => {
    const at = [0, 1, 2].map((n) => day + n * dayMs);
    const runs = [0, 1].map((run) => at.map((timeMs) => event(`${run}`, timeMs)));
    const root = await storeOf(scratch(), runs);
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await expect(compactStore(root, { signal: stop.signal, onProgress })).rejects.toMatchObject({ code: "cancelled" });
    expect(filesOf(root)).toHaveLength(5);
    expect((await compactStore(root)).files).toEqual({ before: 4, after: 2 });
  });

  test("beside an ingest it is refused, or waits if asked", async () => {
    const root = await storeOf(scratch(), [[event("A")], [event("B")]]);
    const writer = await StoreWriter.open(root, { kind: "ingest" });
    await expect(compactStore(root)).rejects.toMatchObject({ code: "store-busy" });
    const waiting = compactStore(root, { wait: true });
    writer.close();
    expect((await waiting).files.after).toBe(1);
  });
});

test("merged files stay on the disk for an hour, and are deleted by the next run after that", async () => {
  const root = await storeOf(scratch(), [[event("A")], [event("B")]]);
  const old = filesOf(root).map(({ path }) => path);
  await compactStore(root);
  await compactStore(root);
  expect(old.map((path) => existsSync(path))).toEqual([true, true]);
  const manifest = new Database(join(root, "manifest.db"));
  manifest.exec("UPDATE file SET removed_ms = removed_ms - 3600001");
  manifest.close();
  await compactStore(root);
  expect(old.map((path) => existsSync(path))).toEqual([false, false]);
  expect(statusOf(root).removedFiles).toEqual({ count: 0, sizeBytes: 0 });
  expect(await everything(root)).toHaveLength(2);
});
