import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { DuckDBInstance } from "@duckdb/node-api";
import { TrailkeepError } from "@trailkeep/core/error";
import { openService, readSettings } from "@trailkeep/ingest/service";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sweepQuarantine } from "../../packages/core/src/retention/target/quarantine-sweep.ts";
import { quarantineFiles } from "../../packages/core/src/retention/target/s3-quarantine.ts";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { knownReading } from "../../packages/ingest/src/known-formats.ts";
import { entryKey } from "../../packages/ingest/src/ledger/dynamo/keys.ts";
import { readLedgerStatus } from "../../packages/ingest/src/ledger/dynamo/status.ts";
import { type TakeBoundary, takeBoundaries } from "../../packages/ingest/src/service/boundary.ts";
import type { ServiceOptions } from "../../packages/ingest/src/service/open.ts";
import { type ReplayBoundary, replayBoundaries } from "../../packages/ingest/src/service/replay-records.ts";
import type { InputObject } from "../../packages/ingest/src/source/object.ts";
import { type Account, newAccount, put, settingsOf } from "./support/account.ts";
import { invoke, message, notification } from "./support/lambda.ts";
import { mended } from "./support/mended.ts";
import { fetchAll } from "./support/observe.ts";

/** Replay of the quarantine of the store on S3: what can be read now becomes rows, once, wherever a replay was stopped. */

const folder = mkdtempSync(join(tmpdir(), "trailkeep-replay-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const event = (n: number, end: string) =>
  `{"eventVersion":"1.11","eventTime":"2026-11-02T10:00:0${n}Z","eventSource":"s3.amazonaws.com","eventName":"E${n}","eventID":"e-${n}","x":${end}}`;
/** What no version reads, what the next one reads, and what all read. */
const [broken, torn, good] = [
  (n: number) => event(n, "?"),
  (n: number) => event(n, "nul"),
  (n: number) => event(n, "null"),
];

let account: Account;
let object: InputObject;
beforeEach(async () => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  account = await newAccount();
  object = await take([good(1), torn(2), broken(3), torn(4), good(5)]);
});

let files = 0;
async function take(events: readonly string[], options: ServiceOptions = {}): Promise<InputObject> {
  const key = `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/02/${++files}.json.gz`;
  const found = await put(account, key, gzipSync(`{"Records":[${events.join(",")}]}`));
  expect(await invoke(createHandler(options, settingsOf(account)), [message(notification(found))])).toEqual([]);
  return found;
}

interface ReplayOptions extends ServiceOptions {
  readonly stopAt?: ReplayBoundary | TakeBoundary;
}

async function replay({ stopAt, reading = mended, ...options }: ReplayOptions = {}) {
  const onBoundary = (name: ReplayBoundary | TakeBoundary) => {
    if (name === stopAt) throw new TrailkeepError("store-unreachable", `stopped at ${name}`);
  };
  const stops = { onBoundary, onReplayBoundary: onBoundary };
  const service = openService(readSettings(settingsOf(account)), { ...options, reading, ...stops });
  try {
    return await service.replayer.all();
  } finally {
    await service.close();
  }
}

/** Time passes: what nobody has ended may be taken over. */
async function endLeases(): Promise<void> {
  const { Items = [] } = await account.dynamo.client.send(new ScanCommand({ TableName: account.table }));
  for (const { pk, sk, state } of Items) {
    if (state !== "claimed") continue;
    const over = { UpdateExpression: "SET untilMs = :zero", ExpressionAttributeValues: { ":zero": 0 } };
    await account.dynamo.client.send(new UpdateCommand({ TableName: account.table, Key: { pk, sk }, ...over }));
  }
}

async function entry(of = object) {
  const { Item = {} } = await account.dynamo.client.send(
    new GetCommand({ TableName: account.table, Key: entryKey(of) }),
  );
  return Item;
}

async function counts(of = object) {
  const { recordsRead, recordsWritten, recordsRepeated, recordsQuarantined, recordsExpired } = await entry(of);
  return [recordsRead, recordsWritten, recordsRepeated, recordsQuarantined, recordsExpired];
}

/** The rows of the store: name of the event, and where it came from. */
async function rows(): Promise<readonly (readonly unknown[])[]> {
  const into = mkdtempSync(join(folder, "fetched-"));
  await fetchAll(account, into);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const sql = `SELECT event_name, input_object, CAST(input_position AS INTEGER) FROM
    read_parquet('${into}/trails/cloudtrail/ingest_hour=*/*.parquet', hive_partitioning = false) ORDER BY event_name, input_object`;
  const found = (await connection.runAndReadAll(sql)).getRows();
  connection.closeSync();
  instance.closeSync();
  return found;
}

/** Places of what is in quarantine, by file. */
async function quarantined(): Promise<readonly (readonly number[])[]> {
  const { Contents = [] } = await account.s3.send(
    new ListObjectsV2Command({ Bucket: account.store, Prefix: "trails/quarantine/" }),
  );
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await account.s3.send(new GetObjectCommand({ Bucket: account.store, Key }));
      const lines = ((await Body?.transformToString()) ?? "").split("\n").filter((line) => line !== "");
      return lines.map((line) => Number(JSON.parse(line).position));
    }),
  );
}

const uri = (of = object) => `s3://${of.bucket}/${of.key}`;

/** What one undisturbed replay leaves. */
async function expectReplayed(): Promise<void> {
  expect(await rows()).toEqual([1, 2, 4, 5].map((n) => [`E${n}`, uri(), n - 1]));
  expect(await counts()).toEqual([5, 4, 0, 1, 0]);
  expect(await quarantined()).toEqual([[2]]);
  expect(await entry()).not.toHaveProperty("replay");
  const { sums, open } = await readLedgerStatus(account.dynamo, account.table, 2);
  const total = sums
    .map(({ records }) => records)
    .reduce((a, b) => ({
      read: a.read + b.read,
      written: a.written + b.written,
      repeated: a.repeated + b.repeated,
      quarantined: a.quarantined + b.quarantined,
      expired: a.expired + b.expired,
    }));
  expect(total).toEqual({ read: 5, written: 4, repeated: 0, quarantined: 1, expired: 0 });
  expect(sums.reduce((sum, { objects }) => sum + objects.done, 0)).toBe(1);
  expect(open).toEqual([]);
}

describe("a replay", () => {
  it("makes rows of what can be read now, with the place that they came from, and leaves the rest", async () => {
    expect(await counts()).toEqual([5, 2, 0, 3, 0]);
    expect(await replay()).toEqual({
      entries: { tried: 3, released: 2, kept: 1 },
      records: { written: 2, repeated: 0, expired: 0 },
      skipped: [],
      objects: { tried: 0, released: 0, kept: 0 },
      isWhole: true,
    });
    await expectReplayed();
    expect(await replay()).toMatchObject({ entries: { tried: 1, released: 0, kept: 1 }, records: { written: 0 } });
    await expectReplayed();
  });

  it("changes nothing where nothing can be read better", async () => {
    expect(await replay({ reading: knownReading })).toMatchObject({ entries: { tried: 3, released: 0, kept: 3 } });
    expect(await counts()).toEqual([5, 2, 0, 3, 0]);
    expect(await quarantined()).toEqual([[1, 2, 3]]);
  });

  it("takes away a file of which nothing is left", async () => {
    const other = await take([torn(6), torn(7)]);
    await replay();
    expect(await quarantined()).toEqual([[2]]);
    expect(await counts(other)).toEqual([2, 2, 0, 0, 0]);
    expect(await entry(other)).not.toHaveProperty("quarantine");
  });

  it("counts a record that is there twice as repeated", async () => {
    const other = await take([torn(8), torn(8)]);
    expect(await replay()).toMatchObject({ records: { written: 3, repeated: 1 } });
    expect(await counts(other)).toEqual([2, 1, 1, 0, 0]);
  });

  it.each(replayBoundaries)("that is stopped when it was %s is completed by the next", async (stopAt) => {
    await expect(replay({ stopAt })).rejects.toThrow(`stopped at ${stopAt}`);
    await replay();
    await expectReplayed();
  });

  it("that is stopped again and again is completed in the end", async () => {
    for (const stopAt of [...replayBoundaries, ...replayBoundaries]) await replay({ stopAt }).catch(() => undefined);
    await replay();
    await expectReplayed();
  });

  it("beside others does the same once", async () => {
    const reports = await Promise.all(Array.from({ length: 4 }, () => replay()));
    expect(reports.some(({ entries }) => entries.released === 2)).toBe(true);
    await replay();
    await expectReplayed();
  });

  it("that another version has begun is begun anew if nothing of it stands, and else ended as it was begun", async () => {
    await expect(replay({ stopAt: "claimed" })).rejects.toThrow("stopped");
    const { skipped } = await replay({ reading: knownReading });
    expect(skipped).toEqual([{ file: expect.anything(), reason: expect.stringContaining("and cannot now") }]);
    expect(await entry()).not.toHaveProperty("replay");
    expect((await readLedgerStatus(account.dynamo, account.table, 2)).open).toEqual([]);
    expect(await replay({ reading: knownReading })).toMatchObject({ entries: { released: 0, kept: 3 }, skipped: [] });
    await expect(replay({ stopAt: "rows-put" })).rejects.toThrow("stopped");
    expect(await replay({ reading: knownReading })).toMatchObject({ entries: { released: 2, kept: 1 }, skipped: [] });
    await expectReplayed();
  });

  it("is kept from no file by another that Trailkeep did not write", async () => {
    const Key = "trails/quarantine/ingest_hour=2026-01-01T00/ab.ndjson";
    await account.s3.send(new PutObjectCommand({ Bucket: account.store, Key, Body: "{}\n" }));
    const { skipped, records } = await replay();
    expect(records.written).toBe(2);
    expect(skipped).toEqual([
      { file: `s3://${account.store}/${Key}`, reason: expect.stringContaining("did not write") },
    ]);
  });

  it("waits where retention has told the ledger that records are gone, and has not taken them out yet", async () => {
    const told = { UpdateExpression: "SET recordsQuarantined = :left", ExpressionAttributeValues: { ":left": 2 } };
    await account.dynamo.client.send(new UpdateCommand({ TableName: account.table, Key: entryKey(object), ...told }));
    const { skipped, entries } = await replay();
    expect(entries).toMatchObject({ released: 0 });
    expect(skipped).toEqual([
      { file: expect.stringContaining("/quarantine/"), reason: expect.stringContaining("retention") },
    ]);
    expect(await rows()).toHaveLength(2);
  });

  it.each(["marked", "claimed", "rows-put", "finished"] as const)(
    "goes before retention, which takes nothing out of a file whose replay was stopped when it was %s",
    async (stopAt) => {
      await expect(replay({ stopAt })).rejects.toThrow("stopped");
      const [s3, dynamo] = [new S3Client({ forcePathStyle: true }), new DynamoDBClient({})];
      const needs = { s3, dynamo, bucket: account.store, prefix: "trails/", ledger: account.table };
      /** That the day is gone of one source is noted in the file; what is gone of both is taken out. */
      const sweep = async (source: "cloudtrail" | "cloudtrail_insights") =>
        sweepQuarantine(needs, { source, days: ["2026-11-02"] }, await quarantineFiles(needs, {}), {});
      expect(await sweep("cloudtrail")).toBe(0);
      await expect(sweep("cloudtrail_insights")).rejects.toMatchObject({ code: "conflict" });
      expect(await quarantined()).toEqual([[1, 2, 3]]);
      await replay();
      expect(await quarantined()).toEqual([[2]]);
      expect(await counts()).toEqual([5, 4, 0, 1, 0]);
      expect(await sweep("cloudtrail_insights")).toBe(1);
      expect(await counts()).toEqual([5, 4, 0, 0, 1]);
      expect(await rows()).toHaveLength(4);
      expect((await readLedgerStatus(account.dynamo, account.table, 2)).open).toEqual([]);
      s3.destroy();
      dynamo.destroy();
    },
  );

  it("that begins while retention tells the ledger what goes is told of first", async () => {
    const [s3, dynamo] = [new S3Client({ forcePathStyle: true }), new DynamoDBClient({})];
    let hasBegun = false;
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === "UpdateItemCommand" && !hasBegun) {
            hasBegun = true;
            await expect(replay({ stopAt: "marked" })).rejects.toThrow("stopped");
          }
          return next(args);
        },
      { step: "initialize" },
    );
    const needs = { s3, dynamo, bucket: account.store, prefix: "trails/", ledger: account.table };
    const sweep = async (source: "cloudtrail" | "cloudtrail_insights") =>
      sweepQuarantine(needs, { source, days: ["2026-11-02"] }, await quarantineFiles(needs, {}), {});
    await sweep("cloudtrail");
    expect(hasBegun).toBe(false);
    await expect(sweep("cloudtrail_insights")).rejects.toMatchObject({ code: "conflict" });
    expect(hasBegun).toBe(true);
    expect(await counts()).toEqual([5, 2, 0, 3, 0]);
    await replay();
    expect(await counts()).toEqual([5, 4, 0, 1, 0]);
    s3.destroy();
    dynamo.destroy();
  });

  it("that has ended in the ledger and not in the file keeps retention off what is left of it", async () => {
    const before = (text: string) => text.replace("2026-11-02", "2026-11-01");
    await replay();
    const other = await take([torn(6), before(broken(7)), torn(8)]);
    await expect(replay({ stopAt: "finished" })).rejects.toThrow("stopped");
    expect(await counts(other)).toEqual([3, 2, 0, 1, 0]);
    const [s3, dynamo] = [new S3Client({ forcePathStyle: true }), new DynamoDBClient({})];
    const needs = { s3, dynamo, bucket: account.store, prefix: "trails/", ledger: account.table };
    const sweep = async () => {
      for (const source of ["cloudtrail", "cloudtrail_insights"] as const)
        await sweepQuarantine(needs, { source, days: ["2026-11-01"] }, await quarantineFiles(needs, {}), {});
    };
    await expect(sweep()).rejects.toMatchObject({ code: "conflict" });
    await replay();
    await sweep();
    expect(await counts(other)).toEqual([3, 2, 0, 0, 1]);
    expect(await quarantined()).toEqual([[2]]);
    s3.destroy();
    dynamo.destroy();
  });

  it("leaves alone what the ledger knows nothing of", async () => {
    const line = {
      inputObject: "s3://nowhere/x",
      sources: null,
      format: "cloudtrail",
      reason: "r",
      position: 0,
      byteOffset: 0,
    };
    const Body = `${JSON.stringify({ ...line, timeMs: null, raw: Buffer.from(torn(9)).toString("base64") })}\n`;
    const place = { Bucket: account.store, Key: "trails/quarantine/ingest_hour=2026-11-02T10/ab.ndjson" };
    await account.s3.send(new PutObjectCommand({ ...place, Body }));
    await account.s3.send(new PutObjectCommand({ ...place, Key: place.Key.replace("ndjson", "object"), Body: "x" }));
    const report = await replay();
    expect(report).toMatchObject({ objects: { tried: 1, released: 0, kept: 1 }, records: { written: 2 } });
    const reason = "the ledger has no finished object that it is of";
    const file = `s3://${account.store}/${place.Key}`;
    expect(report.skipped).toEqual([
      { file, reason },
      { file: file.replace("ndjson", "object"), reason },
    ]);
  });
});

describe("an object that was damaged as a whole", () => {
  const small = { limits: { maxRecords: 3 } };
  let whole: InputObject;
  beforeEach(async () => {
    await replay();
    whole = await take([good(6), torn(7), broken(8), good(9)], small);
    expect(await entry(whole)).toMatchObject({ state: "quarantined" });
  });

  /** What one undisturbed replay leaves. */
  async function expectRead(): Promise<void> {
    const own = (await rows()).filter(([, from]) => from === uri(whole));
    expect(own).toEqual([
      ["E6", uri(whole), 0],
      ["E7", uri(whole), 1],
      ["E9", uri(whole), 3],
    ]);
    expect(await entry(whole)).toMatchObject({ state: "done", reason: null, format: "cloudtrail" });
    expect(await counts(whole)).toEqual([4, 3, 0, 1, 0]);
    expect((await quarantined()).toSorted()).toEqual([[2], [2]]);
    const { sums, open } = await readLedgerStatus(account.dynamo, account.table, 2);
    const total = (of: (sum: (typeof sums)[number]) => number) => sums.reduce((all, sum) => all + of(sum), 0);
    expect([total(({ objects }) => objects.done), total(({ objects }) => objects.quarantined)]).toEqual([2, 0]);
    expect(total(({ records }) => records.read)).toBe(9);
    expect(total(({ records }) => records.written + records.quarantined)).toBe(9);
    expect(open).toEqual([]);
  }

  it("is kept as long as it is, and no hour stays open for it", async () => {
    expect(await replay(small)).toMatchObject({ objects: { tried: 1, released: 0, kept: 1 }, skipped: [] });
    expect(await replay(small)).toMatchObject({ objects: { tried: 1, released: 0, kept: 1 }, skipped: [] });
    expect(await entry(whole)).toMatchObject({ state: "quarantined" });
    expect((await readLedgerStatus(account.dynamo, account.table, 2)).open).toEqual([]);
  });

  it("is read under its own name when it can be, and what is left of it is in quarantine by itself", async () => {
    expect(await replay({ reading: knownReading })).toMatchObject({
      objects: { tried: 1, released: 1, kept: 0 },
      records: { written: 2 },
    });
    expect(await counts(whole)).toEqual([4, 2, 0, 2, 0]);
    await replay();
    await expectRead();
  });

  it.each(takeBoundaries)("that is stopped at %s is completed by the next", async (stopAt) => {
    await expect(replay({ stopAt })).rejects.toThrow(`stopped at ${stopAt}`);
    if (stopAt === "claimed")
      expect(await replay()).toMatchObject({ skipped: [{ reason: "another replay is at work on it" }] });
    await endLeases();
    await replay();
    await replay();
    await expectRead();
  });

  it("is read once by several", async () => {
    await Promise.all(Array.from({ length: 3 }, () => replay().catch(() => undefined)));
    await replay();
    await expectRead();
  });
});
