import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { type CoverageEntry, openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { ingest } from "@trailkeep/ingest";
import { generateSample } from "@trailkeep/sample";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EventDataStores } from "../aws/cloudtrail/event-data-store.ts";
import { cloudwatchService } from "../aws/cloudwatch/service.ts";
import { logsService } from "../aws/logs/service.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { untilEnded } from "../until-ended.ts";

/** What each store holds: counted in the folder, declared and asked for in AWS, and said to be unknown where it is. */

const nowMs = Date.parse("2026-11-25T10:30:00Z");
const hour = 3_600_000;
const day = 24 * hour;
const folder = mkdtempSync(join(tmpdir(), "trailkeep-coverage-"));
const measured = "0a1b2c3d-aaaa-4bbb-8ccc-0123456789ab";
const silent = "1a1b2c3d-aaaa-4bbb-8ccc-0123456789ab";
const missing = "2a1b2c3d-aaaa-4bbb-8ccc-0123456789ab";

let endpoint: AwsEndpoint;
let service: QueryService;
let store: Store;

/** A metric of an event data store, as AWS's dashboards show that they are put: with a second dimension. */
function metric(name: string, kind: string, points: readonly (readonly [number, number])[], id = measured) {
  return {
    namespace: "AWS/CloudTrail",
    name,
    dimensions: { "Event data store ID": id, "Lake Metrics": kind },
    points: points.map(([atMs, value]) => ({ atMs, value })),
  };
}

const metrics = [
  metric("HourlyDataIngested", "IngestionMetrics", [
    [nowMs - 2 * hour, 1_111],
    [nowMs - 1 * hour, 2_222],
  ]),
  metric("TotalDataRetained", "IngestionMetrics", [
    [nowMs - 2 * day, 500_000],
    [nowMs - 1 * day, 600_000],
  ]),
  metric("TotalStorageBytes", "StorageMetrics", [[nowMs - 10 * hour, 70_000]]),
  metric("TotalPaidStorageBytes", "StorageMetrics", [[nowMs - 10 * hour, 0]]),
  metric("HourlyEventsAnalyzed", "InsightsMetrics", [[nowMs - 1 * hour, 9]]),
  metric("HourlyDataIngested", "IngestionMetrics", [[nowMs - 8 * hour, 3_333]], silent),
  metric("HourlyDataIngested", "IngestionMetrics", [[nowMs - 1 * hour, 4_444]], "an-other"),
];

beforeAll(async () => {
  const stores = new EventDataStores(
    "111122223333",
    [
      { id: measured, name: "audit", table: "", retentionDays: 2_557 },
      { id: silent, name: "silent", table: "", status: "STOPPED_INGESTION" },
    ],
    Date.parse("2024-02-03T04:05:06Z"),
  );
  const cloudtrail = {
    target: "CloudTrail_20131101",
    operations: {
      GetEventDataStore: async (input: Readonly<Record<string, unknown>>) =>
        stores.described(stores.find(input["EventDataStore"]), "eu-west-1"),
    },
  };
  const logs = logsService({ now: () => nowMs });
  logs.load({ name: "trail/kept" }, [{ timestamp: nowMs - hour, message: '{"eventName":"A"}' }]);
  logs.load({ name: "trail/for-ever" }, []);
  endpoint = await startAwsEndpoint({ services: [cloudtrail, logs.service, cloudwatchService(metrics)] });
  const aws = { region: "eu-west-1", endpoint: endpoint.url };
  const declared = {
    lake: {
      engine: "lake",
      ...aws,
      cloudwatchEndpoint: endpoint.url,
      sources: {
        cloudtrail: {
          eventDataStores: [`arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/${measured}`, silent, missing],
          holds: { start: "2024-02-03", accounts: ["111122223333"], regions: ["eu-west-1"] },
        },
      },
    },
    groups: {
      engine: "insights",
      ...aws,
      sources: {
        cloudtrail: {
          logGroups: ["arn:aws:logs:eu-west-1:999999999999:log-group:theirs"],
          logGroupPrefixes: ["trail/"],
        },
        s3_access: { logGroups: ["nothing"], holds: { start: "2026-01-01", end: "2026-02-01" } },
      },
    },
  };
  writeFileSync(join(folder, "stores.json"), JSON.stringify({ stores: declared }));
  const credentials = { accessKeyId: "AKIDONE", secretAccessKey: "secret" };
  const client = new CloudWatchLogsClient({ ...aws, credentials });
  await client.send(new PutRetentionPolicyCommand({ logGroupName: "trail/kept", retentionInDays: 365 }));
  client.destroy();
  await generateSample(join(folder, "logs"), { records: 500, seed: 7, damaged: true });
  await ingest([join(folder, "logs")], { root: join(folder, "store") });
  store = Store.open(join(folder, "store"));
  const others = await openStores(join(folder, "stores.json"), { credentials, now: () => nowMs });
  service = openQueryService({ store, others, now: () => nowMs });
});
beforeEach(() => endpoint.credentials.clear());
afterAll(async () => {
  await service.close();
  store.close();
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

async function entry(name: string, source = "cloudtrail"): Promise<CoverageEntry> {
  const entries = await service.coverage({ store: name });
  const found = entries.find((one) => one.source === source);
  if (found === undefined) throw new Error(`no entry of ${name} and ${source}`);
  return found;
}

describe("the folder", () => {
  test("is counted", async () => {
    const counted = await entry("local");
    const summary = store.summary("cloudtrail");
    const rows = await service.start({ from: "cloudtrail", aggregate: { n: { fn: "count" } } }, { engine: "local" });
    const { rows: answer } = await untilEnded(service, rows.id);
    expect(answer).toEqual([[counted.records]]);
    expect(counted).toMatchObject({
      engine: "local",
      held: { basis: "counted" },
      days: new Set(store.files("cloudtrail").map((file) => file.day)).size,
      sizeBytes: store.files("cloudtrail").reduce((sum, file) => sum + file.sizeBytes, 0),
      quarantined: 2,
      lagMs: nowMs - (summary.maxTimeMs ?? 0),
      accounts: null,
      parts: [],
      problems: [],
    });
  });

  test("has an entry for each source that can be in it, and for no other", async () => {
    const entries = await service.coverage({ store: "local" });
    expect(entries.map(({ source }) => source)).toEqual(["cloudtrail", "cloudtrail_insights", "s3_access"]);
  });

  test("that is empty says so", async () => {
    const empty = Store.open(join(folder, "empty"));
    const alone = openQueryService({ store: empty, now: () => nowMs });
    expect(await alone.coverage({ source: "s3_access" })).toMatchObject([
      { records: 0, days: 0, sizeBytes: 0, lagMs: null, held: { start: null, end: null, basis: "counted" } },
    ]);
    await alone.close();
    empty.close();
  });
});

describe("event data stores", () => {
  test("say how long they keep, and CloudWatch what came in", async () => {
    const { parts, held, accounts, regions, records, sizeBytes, problems } = await entry("lake");
    expect(held).toEqual({ start: "2024-02-03T00:00:00.000Z", end: "2026-11-25T10:15:00.000Z", basis: "declared" });
    expect({ accounts, regions, records, sizeBytes }).toEqual({
      accounts: ["111122223333"],
      regions: ["eu-west-1"],
      records: null,
      sizeBytes: null,
    });
    expect(parts[0]).toEqual({
      name: `arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/${measured}`,
      state: "ENABLED",
      createdAt: "2024-02-03T04:05:06.000Z",
      retention: { days: 2_557, basis: "configured" },
      sizeBytes: 70_000,
      ingestion: {
        lastHourBytes: 2_222,
        retainedBytes: 600_000,
        storageBytes: 70_000,
        paidStorageBytes: 0,
        measuredAt: "2026-11-25T09:00:00.000Z",
      },
      problems: [],
    });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${missing}: .*was not found`))]);
  });

  test("whose metrics are old are not said to take in what they took in then", async () => {
    const { parts } = await entry("lake");
    const nothing = { lastHourBytes: null, retainedBytes: null, storageBytes: null, paidStorageBytes: null };
    expect(parts[1]).toMatchObject({ state: "STOPPED_INGESTION", ingestion: { ...nothing, measuredAt: null } });
    expect(parts[2]).toMatchObject({ name: missing, state: null, retention: { days: null, basis: "unknown" } });
  });

  test("that may not be asked about are unknown, and say why", async () => {
    endpoint.credentials.deny("AKIDONE");
    const { parts, problems, held } = await entry("lake");
    expect(held.basis).toBe("declared");
    expect(parts.map(({ ingestion, retention }) => [ingestion, retention.basis])).toEqual(
      Array.from({ length: 3 }, () => [null, "unknown"]),
    );
    expect(problems).toHaveLength(6);
    expect(problems[0]).toMatch(/it does not allow this: AKIDONE is not authorized to perform/);
  });
});

describe("log groups", () => {
  test("say how long they keep; those of other accounts are unknown", async () => {
    const { parts, held, problems } = await entry("groups");
    expect(held.basis).toBe("unknown");
    expect(problems).toEqual([]);
    expect(parts.map(({ name, retention, sizeBytes }) => [name, retention, sizeBytes])).toEqual([
      ["arn:aws:logs:eu-west-1:999999999999:log-group:theirs", { days: null, basis: "unknown" }, null],
      ["trail/for-ever", { days: null, basis: "for-ever" }, 0],
      ["trail/kept", { days: 365, basis: "configured" }, 17],
    ]);
  });

  test("that are not there are a problem, not a failure", async () => {
    const { parts, held, problems } = await entry("groups", "s3_access");
    expect(held).toEqual({ start: "2026-01-01T00:00:00.000Z", end: "2026-01-31T23:59:59.999Z", basis: "declared" });
    expect(parts).toMatchObject([{ name: "nothing", retention: { basis: "unknown" } }]);
    expect(problems).toEqual(["nothing: there is no such log group"]);
  });
});

describe("the report", () => {
  test("has every store, in the order of the configuration; a source alone, a store alone", async () => {
    const named = (entries: readonly CoverageEntry[]) => entries.map(({ store, source }) => `${store} ${source}`);
    expect(named(await service.coverage())).toEqual([
      "local cloudtrail",
      "local cloudtrail_insights",
      "local s3_access",
      "lake cloudtrail",
      "groups cloudtrail",
      "groups s3_access",
    ]);
    expect(named(await service.coverage({ source: "s3_access" }))).toEqual(["local s3_access", "groups s3_access"]);
    await expect(service.coverage({ store: "lak" })).rejects.toMatchObject({
      code: "not-found",
      problems: [{ message: "there is no store `lak`", hint: "did you mean `lake`?" }],
    });
  });

  test("is printed by `coverage`, and of the stores in AWS by `status`", async () => {
    const all = await trailkeep("coverage");
    expect(all).toMatchObject({ code: 0, err: "" });
    expect(all.out).toMatch(/^store +source +first +last +known by +records +days +bytes +quarantined +lag\n/);
    expect(all.out).toMatch(/\nlake +cloudtrail +2024-02-03T00:00:00\.000Z .* declared +\? +\? +\? +\? +\?\n/);
    expect(all.out).toMatch(/\nlake +cloudtrail +arn:\S+ +ENABLED +2,557 days +/);
    expect(all.out).toContain(`not known, lake cloudtrail: ${missing}: `);
    const status = await trailkeep("status");
    expect(status.code).toBe(0);
    expect(status.out).toMatch(/\ngroups +cloudtrail +trail\/kept +STANDARD +365 days /);
    const json = await trailkeep("coverage", "--json", "--source", "s3_access", "--store", "groups");
    const { entries } = JSON.parse(json.out);
    expect(entries).toMatchObject([{ store: "groups", source: "s3_access", records: null }]);
  });
});

const binary = join(import.meta.dirname, "../../packages/cli/bin/trailkeep.js");

function trailkeep(...args: readonly string[]) {
  const env = {
    ...process.env,
    TRAILKEEP_STORES: "stores.json",
    TRAILKEEP_DATA: "store",
    AWS_ACCESS_KEY_ID: "AKIDONE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const child = spawn(process.execPath, [binary, ...args], { cwd: folder, env });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    child.on("close", (code) => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  });
}
