import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Store } from "@trailkeep/core/store";
import { ingest } from "@trailkeep/ingest";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type AthenaService, athenaService } from "../aws/athena/service.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { rawAccess, rawTrail } from "../rigs/tables/raw.ts";
import { ingestHours, spreadByHour } from "../rigs/tables/store.ts";
import { TrinoClient } from "../rigs/trino/client.ts";
import { accessKeyId } from "./open.ts";

/** `trailkeep ddl --create`: the tables that a stores file declares are made through Athena's client, and then asked. */

const { url, files } = inject("trino");
const trino = new TrinoClient(url);
const binary = resolve(import.meta.dirname, "../../packages/cli/bin/trailkeep.js");
const cwd = mkdtempSync(join(tmpdir(), "trailkeep-create-"));
const name = `made_${Math.random().toString(36).slice(2, 10)}`;
const bucket = { folder: join(files, "s3", name.replace("_", "-")), uri: `s3://${name.replace("_", "-")}` };
const target = "AmazonAthena";

/** Partitions are projected up to now, so the records are of yesterday. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const time = { start: yesterday };

const event = (id: string, eventName: string) =>
  JSON.stringify({
    eventVersion: "1.11",
    eventTime: `${yesterday}T08:00:0${id}Z`,
    eventSource: "s3.amazonaws.com",
    eventName,
    awsRegion: "eu-west-1",
    eventID: `0a1b2c3d-aaaa-4bbb-8ccc-00000000000${id}`,
    recipientAccountId: "111122223333",
    eventType: "AwsApiCall",
    readOnly: true,
  });
const events = [event("1", "GetObject"), event("2", "GetObject"), event("3", "PutObject")];

const month = new Date(`${yesterday}T00:00:00Z`).toLocaleString("en-US", { month: "short", timeZone: "UTC" });
const logged = `${yesterday.slice(8)}/${month}/${yesterday.slice(0, 4)}:08:00:00 +0000`;
const line = (operation: string) =>
  `0123456789abcdef payroll [${logged}] 192.0.2.3 - 3E57427F3EXAMPLE ${operation} a.txt "GET /payroll/a.txt HTTP/1.1" ` +
  `200 - 113 113 7 5 "-" "S3Console/0.4" - hostid= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader payroll.s3.amazonaws.com TLSv1.2 - - eu-west-1`;
const lines = [line("REST.GET.OBJECT"), line("REST.GET.OBJECT"), line("REST.PUT.OBJECT")];

let athena: AthenaService;
let endpoint: AwsEndpoint;

beforeAll(async () => {
  rawTrail(bucket, "unused", events);
  rawAccess(bucket, "unused", lines);
  await ingest([join(bucket.folder, "AWSLogs")], { root: join(cwd, "store") });
  const store = Store.open(join(cwd, "store"));
  const paths = store.files("cloudtrail").map(({ path }) => path);
  store.close();
  await spreadByHour(
    join(bucket.folder, "audit/cloudtrail"),
    { paths, time: "event_time", repeated: false },
    ingestHours(2),
  );
  mkdirSync(join(cwd, "empty"));
  athena = athenaService({
    trino,
    files,
    bucketOwner: "111122223333",
    workGroups: [{ name: "primary" }, { name: "makers", outputLocation: "s3://results-bucket/" }],
  });
  endpoint = await startAwsEndpoint({ services: [athena.service], region: "eu-west-1" });
  const aws = { engine: "athena", region: "eu-west-1", endpoint: endpoint.url };
  const table = (of: string) => ({ database: name, table: of });
  const raw = {
    cloudtrail: {
      shape: "raw",
      table: table("trail_logs"),
      datePartition: "timestamp",
      holds: { start: yesterday, accounts: ["111122223333"], regions: ["eu-west-1"] },
    },
    s3_access: { shape: "raw", table: table("access_logs"), datePartition: "timestamp" },
  };
  const archived = { shape: "store", fresh: table("events_new"), archive: table("events"), archivedThrough: null };
  const stores = {
    raw: { ...aws, workgroup: "makers", sources: raw },
    audit: {
      ...aws,
      outputLocation: "s3://our-results/athena/",
      expectedBucketOwner: "111122223333",
      sources: { cloudtrail: archived },
    },
    theirs: {
      ...aws,
      outputLocation: "s3://our-results/athena/",
      expectedBucketOwner: "999999999999",
      sources: { cloudtrail: { ...archived, fresh: table("never_new"), archive: table("never") } },
    },
  };
  writeFileSync(join(cwd, "stores.json"), JSON.stringify({ stores }));
});
beforeEach(() => {
  endpoint.calls.clear();
  endpoint.credentials.clear();
});
afterAll(async () => {
  await endpoint.close();
  for (const table of ["events", "events_new", "trail_logs"]) {
    await trino.query(`DROP TABLE IF EXISTS awsdatacatalog.${name}."${table}"`).catch(() => undefined);
  }
  rmSync(cwd, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function trailkeep(args: readonly string[], input?: unknown): Promise<Outcome> {
  const env = {
    ...process.env,
    TRAILKEEP_STORES: "stores.json",
    TRAILKEEP_DATA: "empty",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const child = spawn(process.execPath, [binary, ...args], { cwd, env });
  child.stdin.end(input === undefined ? "" : JSON.stringify(input));
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  return new Promise((done) => {
    child.on("close", (code) => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  });
}

async function counts(store: string, query: object): Promise<unknown> {
  const { out, err } = await trailkeep(["query", "-", "--engine", store, "--json"], query);
  return out === "" ? err : JSON.parse(out).rows;
}

const make = (source: string, store: string, location: string, ...more: readonly string[]) =>
  trailkeep(["ddl", source, "--store", store, "--location", location, "--from", yesterday, ...more]);

const byName = { from: "cloudtrail", time, groupBy: ["eventName"], aggregate: { n: { fn: "count" } } };
const names = [
  { eventName: "GetObject", n: 2 },
  { eventName: "PutObject", n: 1 },
];

describe("tables that a store declares", () => {
  test("are written, and nothing is run unless that is asked for", async () => {
    const { code, out } = await make("cloudtrail", "raw", `${bucket.uri}/`);
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(
        `^CREATE DATABASE IF NOT EXISTS \`${name}\`;\n\nCREATE EXTERNAL TABLE IF NOT EXISTS \`${name}\`\\.\`trail_logs\``,
      ),
    );
    expect(endpoint.calls.count(target, "StartQueryExecution")).toBe(0);
  });

  test("over CloudTrail's own files: the database, the table, and then its rows", async () => {
    const made = await make("cloudtrail", "raw", `${bucket.uri}/`, "--create");
    expect(made).toEqual({
      code: 0,
      out: `database ${name}: created\ntable ${name}.trail_logs: created\n`,
      err: "",
    });
    expect(endpoint.calls.count(target, "StartQueryExecution")).toBe(2);
    expect(await counts("raw", byName)).toEqual(names);
  });

  test("over access logs as S3 delivers them, by day", async () => {
    const location = `${bucket.uri}/access/111122223333/eu-west-1/payroll/`;
    const made = await make("s3_access", "raw", location, "--create", "--json");
    expect(JSON.parse(made.out)).toEqual({
      store: "raw",
      source: "s3_access",
      shape: "raw",
      database: { name, state: "existing" },
      tables: [{ name: "access_logs", state: "created", missingColumns: [] }],
    });
    const query = { from: "s3_access", time, groupBy: ["operation"], aggregate: { n: { fn: "count" } } };
    expect(await counts("raw", query)).toEqual([
      { operation: "REST.GET.OBJECT", n: 2 },
      { operation: "REST.PUT.OBJECT", n: 1 },
    ]);
  });

  test("of the store: fresh files and the archive, under the names that are declared", async () => {
    const made = await make("cloudtrail", "audit", `${bucket.uri}/audit/`, "--create");
    expect(made.err).toBe("");
    expect(made.out).toBe(
      `database ${name}: was there already\ntable ${name}.events_new: created\ntable ${name}.events: created\n`,
    );
    expect(await counts("audit", byName)).toEqual(names);
  });

  test("are left as they are when they are asked for again", async () => {
    const made = await make("cloudtrail", "audit", `${bucket.uri}/audit/`, "--create");
    expect(made).toMatchObject({
      code: 0,
      out: `database ${name}: was there already\ntable ${name}.events_new: was there already\ntable ${name}.events: was there already\n`,
    });
    expect(endpoint.calls.count(target, "StartQueryExecution")).toBe(0);
  });
});

describe("what goes wrong", () => {
  test("is said in a line: another owner's bucket, a permission, credentials", async () => {
    const owner = await make("cloudtrail", "theirs", `${bucket.uri}/audit/`, "--create");
    expect(owner.code).toBe(1);
    expect(owner.err).toMatch(/^trailkeep: the query failed in Athena: Access denied when writing output [^\n]*\n$/);
    endpoint.credentials.deny(accessKeyId);
    const denied = await make("cloudtrail", "audit", `${bucket.uri}/audit/`, "--create");
    expect(denied.err).toMatch(/^trailkeep: it does not allow this: [^\n]* at store audit; [^\n]*\n$/);
    endpoint.credentials.clear();
    endpoint.credentials.expire(accessKeyId);
    const expired = await make("cloudtrail", "audit", `${bucket.uri}/audit/`, "--create");
    expect(expired.err).toMatch(/^trailkeep: it does not accept the credentials: [^\n]*\n$/);
  });

  test("before anything is called: no store, a store that is none, no location, names beside a store", async () => {
    const refused = async (...args: readonly string[]) => {
      const { code, err } = await trailkeep(["ddl", "cloudtrail", "--create", ...args]);
      return `${code} ${err}`;
    };
    expect(await refused()).toMatch(/^2 trailkeep: `--create` needs a store; /);
    expect(await refused("--store", "adit")).toBe(
      "2 trailkeep: the stores file declares no `adit`; did you mean `audit`?\n",
    );
    expect(await refused("--store", "raw")).toMatch(/^2 trailkeep: no location is named; /);
    expect(await refused("--store", "raw", "--table", "x")).toMatch(/^2 trailkeep: option '--store <name>' cannot be/);
    const source = await trailkeep(["ddl", "s3_access", "--store", "audit"]);
    expect(source.err).toMatch(/^trailkeep: the store `audit` declares no s3_access; declare its tables/);
    expect(endpoint.calls.count(target, "GetDatabase")).toBe(0);
  });
});
