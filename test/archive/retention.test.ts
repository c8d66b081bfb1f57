import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { getArchiveMark, takeLease } from "@trailkeep/core/archive";
import type { localSourceNames } from "@trailkeep/core/catalog";
import { openRetention, type RetentionService, retentionTargets } from "@trailkeep/core/retention";
import { Store } from "@trailkeep/core/store";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { openPlaces } from "../../packages/core/src/retention/target/places.ts";
import { sweepQuarantine } from "../../packages/core/src/retention/target/quarantine-sweep.ts";
import { quarantineFiles } from "../../packages/core/src/retention/target/s3-quarantine.ts";
import { DynamoLedger } from "../../packages/ingest/src/ledger/dynamo/ledger.ts";
import type { InputObject } from "../../packages/ingest/src/source/object.ts";
import { startMinistack } from "../rigs/ministack/server.ts";
import { event, trailFile, trailKey } from "./logs.ts";
import { openWorld, type World } from "./world.ts";

/** Retention of the store on S3: days of the Iceberg archive go, on real Trino, and with their snapshots nothing is left. */

let ministack: Awaited<ReturnType<typeof startMinistack>>;
let world: World;
let folder: string;
let local: Store;

beforeAll(async () => {
  ministack = await startMinistack();
});
afterAll(() => ministack?.close());
beforeEach(async () => {
  world = await openWorld({ ministack, trino: inject("trino") });
  folder = mkdtempSync(join(tmpdir(), "trailkeep-archive-retention-"));
  local = Store.open(join(folder, "store"));
});
afterEach(async () => {
  local.close();
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

const dayMs = 86_400_000;
type LocalSource = (typeof localSourceNames)[number];
const days = ["2026-03-01", "2026-03-02", "2026-03-03"] as const;
const [first, second, third] = days;

/** Twelve events on each of three days, in the archive. */
async function archive(): Promise<void> {
  world.clock(-6);
  const events = Array.from({ length: 36 }, (_, n) => event(n, `${days[n % 3]}T0${n % 10}:30:00Z`));
  await world.take(trailKey(), trailFile(events));
  world.clock(-4);
  expect(await world.move()).toMatchObject({ state: "done", moved: [{ moved: 36 }] });
}

const place = (sources: readonly LocalSource[] = ["cloudtrail"]) => ({
  account: "111122223333",
  region: "eu-west-1",
  endpoint: world.endpoint.url,
  s3Endpoint: world.bucket.url,
  dynamodbEndpoint: world.way.url,
  kinds: ["s3_store" as const],
  s3Stores: [
    {
      location: `s3://${world.names.store}/trails`,
      database: world.names.database,
      workgroup: "trailkeep",
      ledger: world.names.table,
      sources: [...sources],
    },
  ],
});

/** Kept 30 days, gone after 90; of what goes nothing is left a week later. */
const policies = {
  name: "policies.yaml",
  text: `version: 1
policies:
  - name: trails
    select: { kind: s3_store, name: cloudtrail }
    keepAtLeast: 30d
    deleteAfter: 90d
    rule: { framework: GDPR, clause: "5(1)(e)" }
    owner: security
`,
};

/** The first moment at which a day, and all before it, are due. */
const dueAt = (day: string) => Date.parse(day) + 83 * dayMs;

function at(now: number, onStep: (step: string) => void = () => undefined, sources?: readonly LocalSource[]) {
  return openRetention({
    onStep,
    store: local,
    targets: openPlaces([place(sources)]),
    principal: "anna",
    now: () => now,
    readBackEveryMs: 10,
    keyFile: join(folder, "key", "evidence.pem"),
    anchorFile: join(folder, "elsewhere", "anchor.json"),
  });
}

async function enforce(retention: RetentionService, by = policies) {
  const { hash } = await retention.plan(by);
  await retention.approve(hash);
  return retention.apply(hash);
}

/** How many of each day's events a query finds. */
async function answered(): Promise<Readonly<Record<string, number>>> {
  const query = {
    from: "cloudtrail",
    time: { start: "2026-01-01", end: "2026-12-31" },
    select: ["eventTime"],
    limit: 1_000,
  };
  const counts: Record<string, number> = {};
  for (const [time] of await world.ask(query)) {
    const day = String(time).slice(0, 10);
    counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}

/** What is said of a range, beside what it may always lack. */
async function told(start: string, end: string): Promise<readonly string[]> {
  const { completeness } = await world.reply({ from: "cloudtrail", time: { start, end }, select: ["eventID"] });
  return completeness.warnings.filter((warning) => warning.startsWith("retention"));
}

/** Days that data files of the archive lie in S3 for. */
async function filed(): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: world.s3 },
    { Bucket: world.names.store, Prefix: "trails/" },
  )) {
    for (const { Key = "" } of Contents) {
      const day = /\/day=(\d{4}-\d{2}-\d{2})\//.exec(Key)?.[1];
      if (day !== undefined) found.add(day);
    }
  }
  return [...found].sort();
}

/** What the mover's VACUUM does when snapshots are old enough. */
async function letGoOfSnapshots(): Promise<void> {
  const table = `${world.names.database}.cloudtrail`;
  await world.run(`ALTER TABLE ${table} SET TBLPROPERTIES ('vacuum_max_snapshot_age_seconds'='0')`);
  await world.run(`VACUUM ${table}`);
}

const lease = (untilMs: number) => {
  const terms = { table: world.names.table, source: "cloudtrail" as const, token: "a mover" };
  return world.dynamo.client.send(new UpdateItemCommand(takeLease(terms, { nowMs: Date.now(), untilMs })));
};

describe("days of the archive", () => {
  test("go when they are due, and no sooner; nothing of them is left with their snapshots", async () => {
    await archive();
    const early = await at(dueAt(first) - 1).plan(policies);
    expect(early.actions).toEqual([]);
    expect(early.assessments).toContainEqual(
      expect.objectContaining({ kind: "s3_store", name: "cloudtrail", verdict: "compliant" }),
    );
    const anna = at(dueAt(first));
    const plan = await anna.plan(policies);
    const action = { type: "delete_days", kind: "s3_store", days: [first], rows: 12, destroys: true };
    expect(plan).toMatchObject({ needsApproval: true, actions: [action] });
    await expect(anna.apply(plan.hash)).rejects.toMatchObject({ code: "forbidden" });
    expect(await enforce(anna)).toMatchObject({ status: "applied", results: [{ outcome: "done", changed: true }] });
    expect(await answered()).toEqual({ [second]: 12, [third]: 12 });
    const why = `retention deleted 12 cloudtrail records of ${first} from the range, by trails`;
    expect(await told("2026-01-01", "2026-12-31")).toEqual([why]);
    expect(await told(first, second)).toEqual([why]);
    expect(await told(second, third)).toEqual([]);
    expect(await filed()).toEqual(days);
    await letGoOfSnapshots();
    expect(await filed()).toEqual([second, third]);
    expect(await answered()).toEqual({ [second]: 12, [third]: 12 });
    expect((await anna.plan(policies)).actions).toEqual([]);
    expect(await anna.apply(plan.hash)).toMatchObject({ status: "unchanged", results: [] });
    expect(await anna.verify()).toBeNull();
    const proof = (await anna.evidence()).find(({ kind }) => kind === "verification");
    expect(JSON.stringify(proof)).toContain(`"days":["${first}"]`);
  });

  test("stay while they are held, and one that is placed after the plan holds too", async () => {
    await archive();
    const anna = at(dueAt(second));
    const held = { select: { kind: "s3_store" as const }, reason: "litigation" };
    const noon = Date.parse(`${second}T12:00:00Z`);
    await anna.hold({ name: "case 7", ...held, startMs: noon, endMs: noon + 1 });
    const plan = await anna.plan(policies);
    expect(plan.actions).toMatchObject([{ days: [first] }]);
    expect(plan.findings).toMatchObject([
      { code: "held", message: expect.stringContaining("case 7") },
      { code: "at_risk", message: expect.stringContaining("fresh files") },
    ]);
    await anna.approve(plan.hash);
    await anna.hold({ name: "case 8", ...held, startMs: Date.parse(first), endMs: Date.parse(first) + 1 });
    await anna.apply(plan.hash).catch(() => undefined);
    expect(await answered()).toEqual({ [first]: 12, [second]: 12, [third]: 12 });
  });

  test("arrive late and go again, and the mover goes on", async () => {
    await archive();
    const anna = at(dueAt(first));
    await enforce(anna);
    world.clock(-3);
    await world.take(trailKey(), trailFile([event(100, `${first}T09:00:00Z`), event(101, `${third}T09:00:00Z`)]));
    const fresh = await anna.plan(policies);
    expect(fresh.findings).toMatchObject([{ code: "at_risk", message: expect.stringContaining(first) }]);
    world.clock(-1);
    expect(await world.move()).toMatchObject({ state: "done", moved: [{ moved: 2 }] });
    expect(await enforce(anna)).toMatchObject({ status: "applied" });
    expect(await answered()).toEqual({ [second]: 12, [third]: 13 });
    world.clock(0);
    expect(await world.move()).toMatchObject({ state: "done", moved: [] });
  });

  test.each(["began", "acting", "applied"])("go all the same after a run that died: %s", async (moment) => {
    await archive();
    const dies = at(dueAt(second), (step) => {
      if (step === moment) throw new Error("died");
    });
    const { hash } = await dies.plan(policies);
    await dies.approve(hash);
    await expect(dies.apply(hash)).rejects.toThrow("died");
    const anna = at(dueAt(second));
    expect(await anna.apply(hash)).toMatchObject({ status: "applied" });
    const verified = (await anna.evidence()).filter(({ kind }) => kind === "verification");
    expect(verified).toMatchObject([{ body: { outcome: "done" } }]);
    expect(await answered()).toEqual({ [third]: 12 });
    expect(await told(first, third)).toHaveLength(1);
    expect((await anna.plan(policies)).actions).toEqual([]);
    expect(await anna.verify()).toBeNull();
  });

  test("go all the same after a run that was stopped while Athena was at work", async () => {
    await archive();
    const anna = at(dueAt(first));
    const { hash } = await anna.plan(policies);
    await anna.approve(hash);
    const stop = new AbortController();
    const applying = anna.apply(hash, stop.signal);
    const hasBegun = async () => (await world.statements()).some((text) => text.startsWith("DELETE"));
    while (!(await hasBegun())) await sleep(20);
    stop.abort();
    await expect(applying).rejects.toThrow();
    // Athena is still at it: what a plan found may be another thing when it is applied, and is refused then.
    const { status } = await enforce(anna).catch(({ code }) => ({ status: code }));
    expect(status).toMatch(/^(applied|unchanged|conflict)$/);
    while ((await world.atWork()).length > 0) await sleep(20);
    expect(await enforce(anna)).toMatchObject({ status: expect.stringMatching(/^(applied|unchanged)$/) });
    expect(await answered()).toEqual({ [second]: 12, [third]: 12 });
    expect((await anna.plan(policies)).actions).toEqual([]);
    expect(await world.move()).toMatchObject({ state: "done" });
    expect(await anna.verify()).toBeNull();
  });

  test("are not touched while a mover is at work", async () => {
    await archive();
    const open = await retentionTargets.s3_store();
    const { dynamo, s3 } = world;
    const athena = { region: "eu-west-1", endpoint: world.endpoint.url, workgroup: "trailkeep" };
    const target = open({
      ...{ s3, dynamo: dynamo.client, athena, account: "111122223333", waitMs: 100 },
      ...{ bucket: world.names.store, prefix: "trails/", ledger: world.names.table },
      ...{ database: world.names.database, sources: ["cloudtrail"] },
    });
    const action = {
      type: "delete_days" as const,
      kind: "s3_store" as const,
      store: `s3://${world.names.store}/trails/#cloudtrail`,
      ...{
        name: "cloudtrail",
        days: [first],
        rows: 12,
        sizeBytes: 1,
        destroys: true,
        reason: "due",
        because: ["trails"],
      },
    };
    await lease(Date.now() + 600_000);
    await expect(target.apply(action)).rejects.toMatchObject({ code: "store-busy" });
    expect(await answered()).toMatchObject({ [first]: 12 });
    await lease(Date.now() - 1);
    expect(await target.apply(action)).toMatchObject({ changed: true, proof: { rows: 12, rewritten: true } });
    expect(await target.apply(action)).toEqual({ changed: false, proof: {} });
    const { Item } = await dynamo.client.send(new GetItemCommand(getArchiveMark(world.names.table, "cloudtrail")));
    expect(Item?.["leaseUntilMs"]).toEqual({ N: "0" });
  });
});

describe("the quarantine", () => {
  const torn = (n: number, time: string) =>
    `{"eventVersion":"1.11","eventTime":"${time}","eventID":"torn-${n}","x": nul}`;
  const both = ["cloudtrail", "cloudtrail_insights"] as const;
  const all = { name: "all.yaml", text: policies.text.replace("name: cloudtrail", 'name: "*"') };

  /** Five events, and what can be read of none: one of each day, and one that does not say when it was. */
  async function takeTorn(): Promise<InputObject> {
    const key = trailKey();
    const lost = days.map((day, n) => torn(n, `${day}T10:00:00Z`));
    const events = [0, 1, 2, 3, 4].map((n) => event(200 + n, `${days[n % 3]}T11:00:00Z`));
    const body = trailFile([...events, ...lost, torn(3, "some day")]);
    await world.take(key, body);
    const { ETag = "" } = await world.s3.send(new HeadObjectCommand({ Bucket: world.names.logs, Key: key }));
    const version = { kind: "etag" as const, value: ETag.replaceAll('"', "") };
    return { bucket: world.names.logs, key, version, sizeBytes: body.byteLength, storedMs: null };
  }

  const counted = async (object: InputObject) => {
    const entry = await new DynamoLedger(world.dynamo, world.names.table).entry(object);
    return { ...entry?.records, quarantine: entry?.quarantine };
  };

  /** The keys of the quarantine's files, and which of the torn records are in them. */
  async function quarantined() {
    const { Contents = [] } = await world.s3.send(
      new ListObjectsV2Command({ Bucket: world.names.store, Prefix: "trails/quarantine/" }),
    );
    const keys = Contents.map(({ Key = "" }) => Key);
    const texts = await Promise.all(keys.map((Key) => textOf(Key)));
    const raws = texts.flatMap((text) =>
      text
        .trim()
        .split("\n")
        .map((line) => z.object({ raw: z.string() }).parse(JSON.parse(line)).raw),
    );
    const numbers = raws.map((raw) => /torn-(\d)/.exec(Buffer.from(raw, "base64").toString())?.[1]);
    return { keys, numbers: numbers.sort() };
  }

  async function textOf(Key: string): Promise<string> {
    const { Body } = await world.s3.send(new GetObjectCommand({ Bucket: world.names.store, Key }));
    return (await Body?.transformToString()) ?? "";
  }

  test.each(["as it was written", "as it was before files told their days"])("follows its source: %s", async (form) => {
    await archive();
    world.clock(-3);
    const object = await takeTorn();
    const [key = ""] = (await quarantined()).keys;
    if (form !== "as it was written") {
      await world.s3.send(new PutObjectCommand({ Bucket: world.names.store, Key: key, Body: await textOf(key) }));
    }
    const { Metadata = {} } = await world.s3.send(new HeadObjectCommand({ Bucket: world.names.store, Key: key }));
    const said = days.map((day) => `${day} cloudtrail,cloudtrail_insights`).join(";");
    expect(Metadata["days"]).toBe(form === "as it was written" ? said : undefined);
    const anna = at(dueAt(first), undefined, both);
    expect((await anna.plan(all)).actions).toMatchObject([
      { name: "cloudtrail", days: [first], rows: 12 },
      { name: "cloudtrail_insights", days: [first], rows: 0 },
    ]);
    expect(await counted(object)).toEqual({
      ...{ read: 9, written: 5, repeated: 0, quarantined: 4, expired: 0 },
      quarantine: `s3://${world.names.store}/${key}`,
    });
    const applied = await enforce(anna, all);
    expect(applied).toMatchObject({ status: "applied" });
    expect(await quarantined()).toEqual({ keys: [key], numbers: ["1", "2", "3"] });
    expect(await counted(object)).toMatchObject({ read: 9, written: 5, quarantined: 3, expired: 1 });
    expect((await anna.plan(all)).actions).toEqual([]);
    const held = at(dueAt(third), undefined, both);
    const noon = Date.parse(`${second}T12:00:00Z`);
    const select = { kind: "s3_store" as const };
    const hold = await held.hold({ name: "case 9", select, reason: "litigation", startMs: noon, endMs: noon + 1 });
    await enforce(held, all);
    expect((await quarantined()).numbers).toEqual(["1", "3"]);
    await held.release(hold.id, "settled");
    await enforce(held, all);
    // Of what does not say when it was nobody can say that it is due.
    expect(await quarantined()).toEqual({ keys: [key], numbers: ["3"] });
    expect(await counted(object)).toMatchObject({ quarantined: 1, expired: 3 });
    expect(await held.verify()).toBeNull();
  });

  test("keeps what may be of a source that no policy speaks of", async () => {
    await archive();
    await takeTorn();
    await enforce(at(dueAt(third)));
    expect((await quarantined()).numbers).toEqual(["0", "1", "2", "3"]);
    expect((await at(dueAt(third)).plan(policies)).actions).toEqual([]);
  });

  test("lets go of a file as a whole, whoever else is at it", async () => {
    const object = await takeTorn();
    const [key = ""] = (await quarantined()).keys;
    const lines = (await textOf(key)).trim().split("\n");
    const timed = lines.filter((line) => !line.includes('"timeMs":null'));
    expect(timed).toHaveLength(3);
    // Breaks that end no line, and a line that is longer than what is read at once.
    const odd = timed.map((line, n) =>
      line.replace('"reason":"', `"reason":"a\u2028b\u0085${"long ".repeat(n * 30_000)}`),
    );
    await world.s3.send(
      new PutObjectCommand({ Bucket: world.names.store, Key: key, Body: odd.map((line) => `${line}\n`).join("") }),
    );
    const dynamo = new DynamoDBClient({});
    const needs = {
      ...{ s3: world.s3, dynamo, ledger: world.names.table },
      ...{ bucket: world.names.store, prefix: "trails/" },
    };
    const files = await quarantineFiles(needs, {});
    const sweep = () => Promise.all(both.map((source) => sweepQuarantine(needs, { source, days }, files, {})));
    expect((await sweep()).reduce((sum, count) => sum + count, 0)).toBe(3);
    expect((await quarantined()).keys).toEqual([]);
    expect(await counted(object)).toMatchObject({ quarantined: 0, expired: 4, quarantine: null });
    expect(await Promise.all(both.map((source) => sweepQuarantine(needs, { source, days }, files, {})))).toEqual([
      0, 0,
    ]);
  });
});
