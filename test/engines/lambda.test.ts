import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type AthenaService, athenaService } from "../aws/athena/service.ts";
import { type LakeService, lakeService } from "../aws/cloudtrail/service.ts";
import { type S3Endpoint, startS3 } from "../aws/s3/server.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { bundleHandler } from "../lambda/bundle.ts";
import { type LambdaAsk, LambdaInstance, type LambdaReply } from "../lambda/instance.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { freshSchema, type Schema } from "../rigs/trino/schema.ts";

/** The bundled handler in processes of its own, over stores that answer: its limits and refusals are in test/lambda. */

const { url, files } = inject("trino");
const trino = new TrinoClient(url);
const folder = realpathSync(mkdtempSync(join(tmpdir(), "trailkeep-lambda-")));
const bundle = join(folder, "lambda.mjs");
const eventDataStore = "1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab";
const rows = 40_000;

let schema: Schema;
let athena: AthenaService;
let lake: LakeService;
let endpoint: AwsEndpoint;
let s3: S3Endpoint;
let instances: LambdaInstance[] = [];

beforeAll(async () => {
  await bundleHandler(bundle);
  schema = await freshSchema(trino, "lambda");
  const table = `awsdatacatalog.${schema.name}.cloudtrail_fresh`;
  await trino.query(`CREATE TABLE ${table} (event_time timestamp(3), event_id varchar, event_name varchar, user_agent varchar,
    ingest_hour varchar)`);
  await trino.query(`INSERT INTO ${table}
    SELECT date_add('millisecond', 1000 * a + b, TIMESTAMP '2026-03-01 00:00:00.000'),
      lpad(cast(1000 * a + b AS varchar), 6, '0'), concat('Name', cast(b % 2 AS varchar)), lpad('', 200, '"agent" '), '2026-03-01T00'
    FROM UNNEST(sequence(0, ${rows / 1_000 - 1})) AS x(a) CROSS JOIN UNNEST(sequence(0, 999)) AS y(b)`);
  await trino.query(`CREATE TABLE awsdatacatalog.${schema.name}.events AS SELECT event_time AS eventtime, event_id AS eventid,
    event_name AS eventname FROM ${table} WHERE event_id < '000010'`);
  s3 = await startS3({ folder: join(folder, "s3"), buckets: ["store", "config"] });
  athena = athenaService({ trino, files, workGroups: [{ name: "audit", outputLocation: "s3://results-bucket/" }] });
  lake = lakeService({
    trino,
    schema: schema.name,
    eventDataStores: [{ id: eventDataStore, name: "audit", table: "events" }],
  });
  endpoint = await startAwsEndpoint({ services: [athena.service, lake.service], region: "eu-west-1" });
});
afterAll(async () => {
  await endpoint.close();
  await s3.close();
  await schema.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  endpoint.calls.clear();
  endpoint.credentials.clear();
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
  TRAILKEEP_DATABASE: "",
  TRAILKEEP_WORKGROUP: "audit",
};

function start(more: Readonly<Record<string, string>> = {}): LambdaInstance {
  const endpoints = { AWS_ENDPOINT_URL: endpoint.url, AWS_ENDPOINT_URL_S3: s3.url };
  const own = { TRAILKEEP_DATABASE: schema.name };
  const instance = new LambdaInstance(pathToFileURL(bundle).href, { ...environment, ...own, ...endpoints, ...more });
  instances.push(instance);
  return instance;
}

/** Athena and Lake as one configuration. */
function declared(): string {
  const fresh = { database: schema.name, table: "cloudtrail_fresh" };
  const aws = { region: "eu-west-1" };
  return JSON.stringify({
    stores: {
      athena: { engine: "athena", ...aws, workgroup: "audit", sources: { cloudtrail: { shape: "store", fresh } } },
      lake: { engine: "lake", ...aws, sources: { cloudtrail: { eventDataStores: [eventDataStore] } } },
    },
  });
}

const post = (body: object, more: Partial<LambdaAsk> = {}): LambdaAsk => ({
  method: "POST",
  path: "/v1/queries",
  body,
  ...more,
});
const parsed = ({ text }: LambdaReply) => JSON.parse(text);
const time = { start: "2026-03-01", end: "2026-03-02" };
const byName = { from: "cloudtrail", time, groupBy: ["eventName"], aggregate: { n: { fn: "count" } } };
const ids = { from: "cloudtrail", time, select: ["eventID"] };
const calls = (operation: string) => endpoint.calls.count("AmazonAthena", operation);

test("a query is answered by the stack's own tables in Athena", async () => {
  const reply = await start().ask(post(byName));
  expect(reply.status).toBe(200);
  expect(parsed(reply)).toMatchObject({
    status: "succeeded",
    engine: "athena",
    rows: [
      { eventName: "Name0", n: rows / 2 },
      { eventName: "Name1", n: rows / 2 },
    ],
  });
  expect(calls("StartQueryExecution")).toBe(1);
});

test.each(["the text itself", "an object in S3"])("stores are declared by %s", async (how) => {
  s3.objects.put("config", "stores.yaml", Buffer.from(declared()));
  const instance = start({ TRAILKEEP_STORES: how === "an object in S3" ? "s3://config/stores.yaml" : declared() });
  const answer = parsed(await instance.ask(post({ ...byName, engine: "lake" })));
  expect(answer).toMatchObject({
    engine: "lake",
    rows: [
      { eventName: "Name0", n: 5 },
      { eventName: "Name1", n: 5 },
    ],
  });
  const coverage = parsed(await instance.ask({ path: "/v1/coverage", query: "store=lake" }));
  expect(coverage.entries).toMatchObject([{ store: "lake", source: "cloudtrail", parts: [{ state: "ENABLED" }] }]);
  const explained = parsed(await instance.ask(post(byName, { path: "/v1/queries:explain" })));
  expect(explained.engines.map(({ engine }: { engine: string }) => engine)).toEqual(["athena", "lake"]);
});

describe.each(["athena", "lake"])("several instances, over %s", (engine) => {
  const runs = () => (engine === "athena" ? athena.runs : lake.runs);
  const started = () =>
    engine === "athena" ? calls("StartQueryExecution") : endpoint.calls.count("CloudTrail_20131101", "StartQuery");

  test("one asks, another answers, a third gives pages: one run, every row once", async () => {
    const few = { ...ids, limit: 10, pageSize: 4, orderBy: [{ field: "eventID", dir: "asc" }], engine };
    const more = { TRAILKEEP_STORES: declared() };
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    runs().plan({ kind: "hold", as: "running", released });
    const asked = await start(more).ask(post(few, { headers: { prefer: "wait=1" } }));
    expect(asked.status).toBe(202);
    const { id } = parsed(asked);
    expect(asked.headers).toMatchObject({ location: `/v1/queries/${id}` });
    const second = start(more);
    const still = await second.ask({ path: `/v1/queries/${id}` });
    expect(parsed(still)).toMatchObject({ status: "running", rows: [] });
    release();
    const answered = parsed(await second.ask({ path: `/v1/queries/${id}`, headers: { prefer: "wait=20" } }));
    expect(answered).toMatchObject({ status: "succeeded", engine });
    const third = start(more);
    const all = [...answered.rows];
    for (let cursor = answered.nextCursor; cursor !== null; ) {
      const page = parsed(await third.ask({ path: `/v1/queries/${id}/rows`, query: `cursor=${cursor}&limit=4` }));
      all.push(...page.rows);
      cursor = page.nextCursor;
    }
    expect(all.map(({ eventID }) => eventID)).toEqual(Array.from({ length: 10 }, (_, n) => `00000${n}`));
    expect(started()).toBe(1);
  });

  test("a query is stopped by another instance than the one that started it", async () => {
    const more = { TRAILKEEP_STORES: declared() };
    runs().plan({ kind: "hold", as: "running", released: new Promise(() => undefined) });
    const { id } = parsed(await start(more).ask(post({ ...ids, engine }, { headers: { prefer: "wait=0" } })));
    expect(runs().active).toBe(1);
    expect((await start(more).ask({ method: "DELETE", path: `/v1/queries/${id}` })).status).toBe(204);
    expect(runs().active).toBe(0);
  });
});
