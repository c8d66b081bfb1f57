import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { localSourceNames } from "@trailkeep/core/catalog";
import {
  type Change,
  columnTypes,
  noFiles,
  noRecords,
  Store,
  StoreWriter,
  storeFormatVersion,
} from "@trailkeep/core/store";
import Database from "libsql";
import { describe, expect, onTestFinished, test } from "vitest";
import { migrations } from "../../src/store/migrations.ts";

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const nothing: Change = {
  files: [],
  objects: [],
  objectChanges: [],
  replacedObjects: [],
  touched: [],
  quarantine: [],
  released: [],
  removedFiles: [],
  run: { files: noFiles, records: noRecords, bytes: { read: 0, written: 0 }, conflicts: 0 },
};

const dayMs = 86_400_000;
const start = Date.UTC(2026, 4, 1);

const file = (name: string, minTimeMs: number, maxTimeMs: number) => ({
  source: "cloudtrail" as const,
  day: new Date(minTimeMs).toISOString().slice(0, 10),
  name,
  rows: 10,
  sizeBytes: 100,
  minTimeMs,
  maxTimeMs,
  objects: new Map([[1, 10]]),
});

const object = {
  id: 1,
  uri: "file:///in/a",
  version: 1,
  sizeBytes: 5,
  mtimeUs: 7,
  sha256: "00",
  format: "cloudtrail",
  state: "done" as const,
  reason: null,
  knownFormats: null,
  records: { read: 12, written: 10, repeated: 1, quarantined: 1, expired: 0 },
};

async function written(root: string, change: Partial<Change>): Promise<void> {
  const writer = await StoreWriter.open(root, { kind: "ingest" });
  writer.commit({ ...nothing, ...change });
  writer.finish();
  writer.close();
}

describe("a file where the folder should be", () => {
  test("is refused with its path and what to do", () => {
    const path = join(scratch(), "file");
    writeFileSync(path, "text");
    expect(() => Store.open(path)).toThrow(`a store is a folder, and this is none at ${path}; name a folder`);
  });
});

describe("an empty folder", () => {
  test("is an empty store, and reading leaves it as it is", () => {
    const root = join(scratch(), "none", "yet");
    const store = Store.open(root);
    expect(localSourceNames.map((source) => store.summary(source).rows)).toEqual([0, 0, 0]);
    expect(store.files("cloudtrail")).toEqual([]);
    expect(store.quarantined("s3_access")).toEqual({ inRange: 0, timeUnknown: 0 });
    expect(store.quarantine({ limit: 5 })).toEqual([]);
    expect(store.ingestStatus()).toEqual({
      objects: { done: 0, quarantined: 0, ignored: 0, unreadable: 0 },
      records: noRecords,
      conflicts: 0,
      lastRun: null,
      lastCompaction: null,
      removedFiles: { count: 0, sizeBytes: 0 },
      running: null,
    });
    expect(() => store.quarantineRaw("1")).toThrow(/no quarantine entry "1"/);
    expect(existsSync(root)).toBe(false);
  });

  test("is noticed when it becomes a store, and when another takes its place", async () => {
    const root = join(scratch(), "s");
    const store = Store.open(root);
    await written(root, { objects: [object], files: [file("a.parquet", start, start + 1)] });
    expect(store.summary("cloudtrail").rows).toBe(10);
    rmSync(root, { recursive: true });
    expect(store.summary("cloudtrail").rows).toBe(0);
    await written(root, {
      objects: [object],
      files: [file("a.parquet", start, start), file("b.parquet", start, start)],
    });
    expect(store.summary("cloudtrail").rows).toBe(20);
    store.close();
  });
});

describe("files", () => {
  test("are pruned by overlap of half-open ranges", async () => {
    const root = scratch();
    const files = [
      file("a.parquet", start, start + 10),
      file("b.parquet", start + 20, start + 30),
      file("c.parquet", start + dayMs, start + dayMs),
    ];
    await written(root, { objects: [object], files });
    const store = Store.open(root);
    const names = (startMs: number, endMs: number) =>
      store.files("cloudtrail", { startMs, endMs }).map((one) => one.path.split("/").at(-1));
    expect(names(start, start + 1)).toEqual(["a.parquet"]);
    expect(names(start + 10, start + 20)).toEqual(["a.parquet"]);
    expect(names(start + 11, start + 20)).toEqual([]);
    expect(names(start + 11, start + 21)).toEqual(["b.parquet"]);
    expect(names(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toEqual(["a.parquet", "b.parquet", "c.parquet"]);
    expect(store.files("s3_access")).toEqual([]);
    expect(store.summary("cloudtrail")).toEqual({
      source: "cloudtrail",
      rows: 30,
      files: 3,
      sizeBytes: 300,
      minTimeMs: start,
      maxTimeMs: start + dayMs,
    });
    expect(store.ingestStatus().records).toEqual(object.records);
  });

  test("a change is seen as a whole or not at all", async () => {
    const root = scratch();
    const writer = await StoreWriter.open(root, { kind: "ingest" });
    const bad = { ...object, id: 2, uri: "file:///in/b", records: { ...object.records, read: 99 } };
    expect(() =>
      writer.commit({ ...nothing, objects: [object, bad], files: [file("a.parquet", start, start)] }),
    ).toThrow(/CHECK/);
    const store = Store.open(root);
    expect(store.summary("cloudtrail").rows).toBe(0);
    expect(store.ingestStatus().objects.done).toBe(0);
    writer.commit({ ...nothing, objects: [object], files: [file("a.parquet", start, start)] });
    expect(store.summary("cloudtrail").rows).toBe(10);
    writer.close();
  });

  test("and counts are those of the newest commit, however often they were asked for before", async () => {
    const root = scratch();
    const unread = { objectId: 1, sources: null, format: null, reason: "no record", position: 0, byteOffset: 0 };
    const quarantine = [{ ...unread, timeMs: start, sizeBytes: 1, spool: null }];
    await written(root, { objects: [object], files: [file("a.parquet", start, start)] });
    const store = Store.open(root);
    const seen = () => [
      store.files("cloudtrail").length,
      store.summary("cloudtrail").rows,
      store.quarantined("cloudtrail", { startMs: start, endMs: start + 1 }).inRange,
    ];
    expect([seen(), seen()]).toEqual([
      [1, 10, 0],
      [1, 10, 0],
    ]);
    await store.state.putIfAbsent("key", "value");
    await written(root, { files: [file("b.parquet", start, start)], quarantine });
    expect([seen(), seen()]).toEqual([
      [2, 20, 1],
      [2, 20, 1],
    ]);
    await written(root, { removedFiles: [1] });
    expect(seen()).toEqual([1, 10, 1]);
    store.close();
  });

  test("one that goes out of sight stays on the disk for the grace period; one that nobody listed does not", async () => {
    const root = scratch();
    await written(root, { objects: [object], files: [file("r1-b0-0.parquet", start, start)] });
    const folder = join(root, "cloudtrail", "day=2026-05-01");
    const { mkdirSync } = await import("node:fs");
    mkdirSync(folder, { recursive: true });
    for (const name of ["r1-b0-0.parquet", "r9-b0-0.parquet", "not-ours.parquet"])
      writeFileSync(join(folder, name), "x");
    await written(root, { removedFiles: [1] });
    expect(Store.open(root).files("cloudtrail")).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["not-ours.parquet", "r1-b0-0.parquet"]);
    const manifest = new Database(join(root, "manifest.db"));
    manifest.exec("UPDATE file SET removed_ms = removed_ms - 3700000");
    manifest.close();
    await written(root, {});
    expect(readdirSync(folder)).toEqual(["not-ours.parquet"]);
  });
});

test("the format's version is the number of its steps, so that none is left out", () => {
  expect(storeFormatVersion).toBe(migrations.length);
});

test("a manifest of the first version keeps all that it holds, and numbers runs on", async () => {
  const root = scratch();
  const manifest = new Database(join(root, "manifest.db"));
  manifest.exec(`PRAGMA journal_mode = WAL; ${migrations[0]}; PRAGMA user_version = 1;
    INSERT INTO run (kind, pid, started_ms, finished_ms, records_read, records_written) VALUES ('ingest', 1, 5, 6, 10, 10);
    INSERT INTO object VALUES (1, 'file:///in/a', 1, 5, 7, '00', 'cloudtrail', 'done', NULL, NULL, 10, 10, 0, 0, 0, 8, 1);
    INSERT INTO file VALUES (1, 'cloudtrail', '2026-05-01', 'r1-b0-0.parquet', 10, 100, ${start}, ${start + 9}, 1, NULL);
    INSERT INTO file_object VALUES (1, 1, 10)`);
  manifest.close();
  const store = Store.open(root);
  expect(store.summary("cloudtrail")).toMatchObject({ rows: 10, files: 1 });
  expect(store.ingestStatus()).toMatchObject({
    objects: { done: 1 },
    records: { read: 10, written: 10 },
    lastRun: { kind: "ingest", startedAtMs: 5, finishedAtMs: 6 },
    lastCompaction: null,
  });
  const writer = await StoreWriter.open(root, { kind: "compact" });
  expect(writer.runId).toBe(2);
  expect(writer.objectRows([1])).toEqual([{ fileId: 1, objectId: 1, uri: "file:///in/a", rows: 10 }]);
  writer.close();
  expect(store.ingestStatus().lastRun?.kind).toBe("ingest");
  store.close();
});

describe("a manifest that cannot be used", () => {
  test("of a newer version: refused with both versions, by readers and writers", async () => {
    const root = scratch();
    await written(root, {});
    const manifest = new Database(join(root, "manifest.db"));
    manifest.exec(`PRAGMA user_version = ${storeFormatVersion + 1}`);
    manifest.close();
    const versions = new RegExp(`version ${storeFormatVersion + 1}.*up to ${storeFormatVersion}.*manifest\\.db`);
    const refusal = { code: "store-newer", message: expect.stringMatching(versions) };
    expect(() => Store.open(root)).toThrow(expect.objectContaining(refusal));
    await expect(StoreWriter.open(root, { kind: "ingest" })).rejects.toMatchObject(refusal);
  });

  test("that is no database: damaged, with its path", async () => {
    const root = scratch();
    writeFileSync(join(root, "manifest.db"), "this was a database once, but not any more\n".repeat(100));
    const refusal = { code: "store-damaged", message: expect.stringContaining("manifest.db") };
    expect(() => Store.open(root)).toThrow(expect.objectContaining(refusal));
    await expect(StoreWriter.open(root, { kind: "ingest" })).rejects.toMatchObject(refusal);
  });
});

describe("state", () => {
  test("is put once, changed by version, and listed by prefix", async () => {
    const root = join(scratch(), "s");
    const { state } = Store.open(root);
    expect(await state.get("a")).toBeUndefined();
    expect(await state.list("", { limit: 5 })).toEqual([]);
    expect(existsSync(root)).toBe(false);
    expect(await state.putIfMatch("a", "1", 1)).toBe(false);
    expect(await state.putIfAbsent("a", "1")).toBe(true);
    expect(await state.putIfAbsent("a", "2")).toBe(false);
    expect(await state.putIfMatch("a", "2", 1)).toBe(true);
    expect(await state.putIfMatch("a", "3", 1)).toBe(false);
    expect(await Store.open(root).state.get("a")).toEqual({ key: "a", value: "2", version: 2 });
    for (const key of ["q/1", "q/2", "q/%", "q0", "Q/1"]) await state.putIfAbsent(key, "é😀");
    const keys = async (page: { limit: number; afterKey?: string }) =>
      (await state.list("q/", page)).map((entry) => entry.key);
    expect(await keys({ limit: 9 })).toEqual(["q/%", "q/1", "q/2"]);
    expect(await keys({ limit: 1, afterKey: "q/%" })).toEqual(["q/1"]);
    await expect(state.putIfAbsent("nul\0", "x")).rejects.toThrow(/NUL/);
  });

  test("of racing writers one wins", async () => {
    const root = scratch();
    const stores = Array.from({ length: 5 }, () => Store.open(root));
    const puts = await Promise.all(stores.map((store, place) => store.state.putIfAbsent("k", String(place))));
    expect(puts.filter(Boolean)).toHaveLength(1);
    const changes = await Promise.all(stores.map((store, place) => store.state.putIfMatch("k", `again ${place}`, 1)));
    expect(changes.filter(Boolean)).toHaveLength(1);
  });
});

describe("columns", () => {
  test.each(localSourceNames)(
    "of %s make a relation without rows in DuckDB, each type as it is named",
    async (source) => {
      const instance = await DuckDBInstance.create();
      const connection = await instance.connect();
      const columns = columnTypes(source);
      await connection.run(`CREATE TABLE t (${columns.map(({ name, type }) => `"${name}" ${type}`).join(", ")})`);
      const described = await connection.runAndReadAll(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 't'",
      );
      expect(described.getRowsJS()).toHaveLength(columns.length);
      expect(columns.slice(-3)).toEqual([
        { name: "record_id", type: "UUID" },
        { name: "input_object", type: "VARCHAR" },
        { name: "input_position", type: "BIGINT" },
      ]);
      connection.closeSync();
      instance.closeSync();
    },
  );

  test("structs nest by the field's name", () => {
    const types = new Map(columnTypes("cloudtrail").map(({ name, type }) => [name, type]));
    expect(types.get("event_time")).toBe("TIMESTAMP");
    expect(types.get("request_parameters")).toBe("VARCHAR");
    expect(types.get("read_only")).toBe("BOOLEAN");
    expect(types.get("resources")).toBe(
      'STRUCT("ARN" VARCHAR, "ARNPrefix" VARCHAR, "accountId" VARCHAR, "type" VARCHAR)[]',
    );
    expect(types.get("tls_details")).toBe(
      'STRUCT("tls_version" VARCHAR, "cipher_suite" VARCHAR, "client_provided_host_header" VARCHAR)',
    );
    expect(types.get("user_identity")).toMatch(
      /^STRUCT\("type" VARCHAR, .*"session_context" STRUCT\("session_issuer" STRUCT\(.*"attributes" STRUCT\("creation_date" TIMESTAMP/,
    );
  });
});
