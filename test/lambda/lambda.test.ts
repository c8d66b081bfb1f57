import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { logsService } from "../aws/logs/service.ts";
import { type S3Endpoint, startS3 } from "../aws/s3/server.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { bundleHandler } from "./bundle.ts";
import { type LambdaAsk, LambdaInstance, type LambdaReply } from "./instance.ts";
import { ScriptedAthena } from "./scripted-athena.ts";

/** The bundled handler in processes of its own, over API Gateway's events: stores in AWS, several instances, its limits. */

const folder = realpathSync(mkdtempSync(join(tmpdir(), "trailkeep-lambda-")));
const bundle = join(folder, "lambda.mjs");
const rowCount = 25_000;
/** Quotes, so that a reply grows where it travels as JSON in JSON. */
const agent = '"agent" '.repeat(25);
const eventIds = Array.from({ length: rowCount }, (_, n) => String(n).padStart(6, "0"));

const athena = new ScriptedAthena({
  columns: ["eventID", "userAgent"],
  rows: eventIds.map((id) => [id, agent]),
});
let endpoint: AwsEndpoint;
let s3: S3Endpoint;
let instances: LambdaInstance[] = [];

beforeAll(async () => {
  await bundleHandler(bundle);
  s3 = await startS3({ folder: join(folder, "s3"), buckets: ["store", "config"] });
  const logs = logsService({ now: () => Date.parse("2026-03-02T00:00:00Z") });
  logs.load({ name: "trail" }, [{ timestamp: Date.parse("2026-03-01T08:00:00Z"), message: '{"eventName":"A"}' }]);
  endpoint = await startAwsEndpoint({ services: [athena.service, logs.service], region: "eu-west-1" });
});
afterAll(async () => {
  await endpoint.close();
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  endpoint.calls.clear();
  endpoint.credentials.clear();
  athena.forget();
  athena.held = false;
});
afterEach(() => {
  for (const instance of instances) instance.close();
  instances = [];
});

const environment = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIDONE",
  AWS_SECRET_ACCESS_KEY: "secret",
  TRAILKEEP_TOKEN_KEY: "0123456789abcdef0123456789abcdef",
  TRAILKEEP_QUERIES: "s3://store/queries/",
  TRAILKEEP_DATABASE: "trailkeep_test",
  TRAILKEEP_WORKGROUP: "audit",
};

function start(more: Readonly<Record<string, string>> = {}): LambdaInstance {
  const endpoints = { AWS_ENDPOINT_URL: endpoint.url, AWS_ENDPOINT_URL_S3: s3.url };
  const instance = new LambdaInstance(pathToFileURL(bundle).href, { ...environment, ...endpoints, ...more });
  instances.push(instance);
  return instance;
}

/** Athena and Logs Insights as one configuration. */
const declared = JSON.stringify({
  stores: {
    tables: {
      engine: "athena",
      region: "eu-west-1",
      sources: { cloudtrail: { shape: "store", fresh: { database: "audit", table: "events" } } },
    },
    groups: { engine: "insights", region: "eu-west-1", sources: { cloudtrail: { logGroups: ["trail"] } } },
  },
});

const post = (body: object, more: Partial<LambdaAsk> = {}): LambdaAsk => ({
  method: "POST",
  path: "/v1/queries",
  body,
  ...more,
});
const parsed = ({ text }: LambdaReply) => JSON.parse(text);
const time = { start: "2026-03-01", end: "2026-03-02" };
const ids = { from: "cloudtrail", time, select: ["eventID", "userAgent"], orderBy: [{ field: "eventID", dir: "asc" }] };

test("a query is answered by the stack's own tables in Athena", async () => {
  const reply = await start().ask(post({ ...ids, pageSize: 2 }));
  expect(reply.status).toBe(200);
  expect(parsed(reply)).toMatchObject({
    status: "succeeded",
    engine: "athena",
    rows: [
      { eventID: "000000", userAgent: agent },
      { eventID: "000001", userAgent: agent },
    ],
    statistics: { scannedBytes: 7 },
  });
  expect(athena.started).toBe(1);
});

test.each(["the text itself", "an object in S3", "a file"])("stores are declared by %s", async (how) => {
  s3.objects.put("config", "stores.yaml", Buffer.from(declared));
  const file = join(folder, "stores.json");
  writeFileSync(file, declared);
  const places = { "the text itself": declared, "an object in S3": "s3://config/stores.yaml", "a file": file };
  const instance = start({ TRAILKEEP_STORES: Object.entries(places).find(([name]) => name === how)?.[1] ?? "" });
  const explained = parsed(await instance.ask(post(ids, { path: "/v1/queries:explain" })));
  expect(explained.engines.map(({ engine }: { engine: string }) => engine)).toEqual(["tables", "groups"]);
  const coverage = parsed(await instance.ask({ path: "/v1/coverage", query: "store=groups" }));
  expect(coverage.entries).toMatchObject([
    { store: "groups", parts: [{ name: "trail", retention: { basis: "for-ever" } }] },
  ]);
  expect(athena.started).toBe(0);
});

describe("several instances", () => {
  test("one asks, another answers, a third gives pages: one run, every row once", async () => {
    athena.held = true;
    const asked = await start().ask(post({ ...ids, pageSize: 9_999 }, { headers: { prefer: "wait=1" } }));
    expect(asked.status).toBe(202);
    const { id } = parsed(asked);
    expect(asked.headers).toMatchObject({ location: `/v1/queries/${id}`, "retry-after": "1" });
    const second = start();
    expect(parsed(await second.ask({ path: `/v1/queries/${id}` }))).toMatchObject({ status: "running", rows: [] });
    expect(athena.running).toBe(1);
    athena.finish();
    const answered = parsed(await second.ask({ path: `/v1/queries/${id}`, headers: { prefer: "wait=20" } }));
    expect(answered).toMatchObject({ status: "succeeded", engine: "athena", routing: { engine: "athena" } });
    const third = start();
    const all = [...answered.rows];
    for (let cursor = answered.nextCursor; cursor !== null; ) {
      const page = parsed(await third.ask({ path: `/v1/queries/${id}/rows`, query: `cursor=${cursor}&limit=7000` }));
      all.push(...page.rows);
      cursor = page.nextCursor;
    }
    expect(all.map(({ eventID }) => eventID)).toEqual(eventIds);
    expect(athena.started).toBe(1);
  });

  test("a query is stopped by another instance than the one that started it", async () => {
    athena.held = true;
    const { id } = parsed(await start().ask(post(ids, { headers: { prefer: "wait=0" } })));
    expect(athena.running).toBe(1);
    expect((await start().ask({ method: "DELETE", path: `/v1/queries/${id}` })).status).toBe(204);
    expect(athena.running).toBe(0);
  });

  test("relative ranges are measured from when the query was asked", async () => {
    const last = { ...ids, time: { last: "7d" } };
    const { id } = parsed(await start().ask(post({ ...last, pageSize: 1 })));
    const later = parsed(await start().ask({ path: `/v1/queries/${id}` }));
    expect(later).toMatchObject({ status: "succeeded", rows: [{ eventID: "000000" }] });
  });

  test("a query that cannot be remembered is stopped, and not answered for", async () => {
    athena.held = true;
    const reply = await start({ TRAILKEEP_QUERIES: "s3://nobodys/queries/" }).ask(post(ids));
    expect(reply.status).toBe(404);
    expect(reply.text).toContain("NoSuchBucket");
    expect([athena.started, athena.running]).toEqual([1, 0]);
  });
});

describe("ids", () => {
  test("of another key, made up, or of a query that is no longer remembered are refused", async () => {
    const { id } = parsed(await start().ask(post(ids)));
    const other = start({ TRAILKEEP_TOKEN_KEY: "another-key-another-key-another-key" });
    expect((await other.ask({ path: `/v1/queries/${id}` })).status).toBe(404);
    expect((await start().ask({ path: "/v1/queries/abc.def" })).status).toBe(404);
    for (const key of s3.objects.keys("store", "queries/")) s3.objects.delete("store", key);
    expect((await start().ask({ path: `/v1/queries/${id}` })).status).toBe(410);
  });

  test("a store that cannot be taken up by another instance stops the query, and says so", async () => {
    endpoint.faults.plan({ target: "Logs_20140328", operation: "GetQueryResults" }, { kind: "delay", delayMs: 3_000 });
    const instance = start({ TRAILKEEP_STORES: declared });
    const reply = await instance.ask(
      post({ from: "cloudtrail", time, select: ["eventName"], engine: "groups" }, { headers: { prefer: "wait=1" } }),
    );
    expect(reply.status).toBe(504);
    expect(parsed(reply)).toMatchObject({ code: "timeout", detail: expect.stringContaining("`groups`") });
  });
});

describe("a large result", () => {
  test("comes in pages that a reply can carry, each row once", async () => {
    const instance = start();
    const first = await instance.ask(post({ ...ids, pageSize: 10_000 }));
    expect(first.status).toBe(200);
    const answer = parsed(first);
    const sizes = [first.payloadBytes];
    const seen = [...answer.rows];
    for (let cursor = answer.nextCursor; cursor !== null; ) {
      const reply = await instance.ask({
        path: `/v1/queries/${answer.id}/rows`,
        query: `cursor=${cursor}&limit=10000`,
      });
      sizes.push(reply.payloadBytes);
      seen.push(...parsed(reply).rows);
      cursor = parsed(reply).nextCursor;
    }
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThan(6_291_556);
    expect(Math.max(...sizes)).toBeGreaterThan(3_000_000);
    expect(seen.map(({ eventID }) => eventID)).toEqual(eventIds);
    expect(athena.started).toBe(1);
  });

  test("as CSV ends at what a reply can carry, and leads on", async () => {
    const instance = start();
    const { id } = parsed(await instance.ask(post({ ...ids, pageSize: 10_000 })));
    const lines: string[] = [];
    let query = "format=csv";
    for (let link: string | undefined = ""; link !== undefined; ) {
      const reply = await instance.ask({ path: `/v1/queries/${id}/rows`, query });
      expect(reply.payloadBytes).toBeLessThan(6_291_556);
      lines.push(...reply.text.trim().split("\r\n").slice(1));
      link = reply.headers["link"];
      query = /\?(.*)>; rel="next"$/.exec(link ?? "")?.[1] ?? "";
    }
    expect(lines.map((text) => text.slice(0, 6))).toEqual(eventIds);
  });
});

describe("what goes wrong", () => {
  test("a wrong question is refused before anything is called", async () => {
    const reply = await start().ask(post({ from: "cloudtrail", select: ["eventname"] }));
    expect(reply.status).toBe(400);
    expect(reply.text).toContain("did you mean `eventName`?");
    expect(athena.started).toBe(0);
  });

  test("credentials that have run out are one problem, and the log has no stack of it", async () => {
    endpoint.credentials.expire("AKIDONE");
    const instance = start();
    const reply = await instance.ask(post(ids));
    expect(reply.status).toBe(502);
    expect(parsed(reply)).toMatchObject({ code: "credentials" });
    expect(reply.text + instance.log).not.toMatch(/\\n\s+at |"stack"/);
  });

  test.each([
    ["a key that is too short", { TRAILKEEP_TOKEN_KEY: "short" }, "the key of query ids is shorter than 32 bytes"],
    ["no memory", { TRAILKEEP_QUERIES: "" }, "TRAILKEEP_QUERIES is not set"],
    ["no stores", { TRAILKEEP_DATABASE: "" }, "TRAILKEEP_DATABASE is not set"],
    [
      "a folder among the stores",
      { TRAILKEEP_STORES: '{"stores":{"old":{"engine":"local","folder":"x"}}}' },
      "is a folder",
    ],
    [
      "a store that is fetched",
      {
        TRAILKEEP_STORES:
          '{"stores":{"own":{"engine":"fetched","region":"eu-west-1","location":"s3://own-store/","ledger":"ledger","cacheFolder":"x","sources":{"s3_access":{}}}}}',
      },
      "is fetched into a folder",
    ],
    ["a mistake in the stores", { TRAILKEEP_STORES: "stores:\n  a: { engine: athna }" }, "TRAILKEEP_STORES:2:"],
  ])("%s is told by name", async (_, env, message) => {
    const instance = start(env);
    const reply = await instance.ask(post(ids));
    expect(reply.status).toBe(500);
    expect(parsed(reply)).toMatchObject({ code: "invalid-config" });
    expect(reply.text + instance.log).toContain(message);
  });

  test("the folder's own resources say that there is none", async () => {
    const reply = await start().ask({ path: "/v1/ingest/status" });
    expect(reply.status).toBe(422);
  });
});
