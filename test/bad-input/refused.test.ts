import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type RunningServer, startServer } from "@trailkeep/api";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import type { AwsService } from "../aws/service.ts";

/** What is wrong with a question is told before any store is asked: no call leaves, and the problem says what to change. */

const folder = mkdtempSync(join(tmpdir(), "trailkeep-bad-input-"));
const binary = resolve(import.meta.dirname, "../../packages/cli/bin/trailkeep.js");
const targets = ["CloudTrail_20131101", "AmazonAthena", "Logs_20140328"];
const starts = ["StartQuery", "StartQueryExecution"];

let endpoint: AwsEndpoint;
let server: RunningServer;

/** Every start is counted, and none is answered. */
function countingService(target: string): AwsService {
  const fail = async () => {
    throw new Error("nothing may be asked");
  };
  return { target, operations: Object.fromEntries(starts.map((operation) => [operation, fail])) };
}

beforeAll(async () => {
  endpoint = await startAwsEndpoint({ services: targets.map(countingService) });
  const aws = { region: "eu-west-1", endpoint: endpoint.url };
  const table = { database: "logs", table: "cloudtrail_logs" };
  const stores = {
    lake: {
      engine: "lake",
      ...aws,
      sources: { cloudtrail: { eventDataStores: ["0a1b2c3d-aaaa-4bbb-8ccc-0123456789ab"] } },
    },
    athena: { engine: "athena", ...aws, sources: { cloudtrail: { shape: "raw", table, datePartition: "timestamp" } } },
    groups: { engine: "insights", ...aws, sources: { cloudtrail: { logGroups: ["trail"] } } },
  };
  writeFileSync(join(folder, "stores.json"), JSON.stringify({ stores }));
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDONE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  server = await startServer({
    root: join(folder, "store"),
    stores: join(folder, "stores.json"),
    port: 0,
    quiet: true,
    say: () => undefined,
  });
});
beforeEach(() => endpoint.calls.clear());
afterAll(async () => {
  await server.close();
  await endpoint.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

interface Problem {
  readonly status: number;
  readonly type: string | null;
  readonly code: string;
  readonly detail: string;
}

async function refused(query: object, path = "/v1/queries", url = server.url): Promise<Problem> {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(query) });
  const { code, detail } = JSON.parse(await reply.text());
  return { status: reply.status, type: reply.headers.get("content-type"), code, detail };
}

const called = () => targets.flatMap((target) => starts.map((operation) => endpoint.calls.count(target, operation)));

const cloudtrail = { from: "cloudtrail", select: ["eventName"] };
const where = (predicate: object) => ({ ...cloudtrail, where: predicate });
const manyNames = Array.from({ length: 2_000 }, (_, n) => `a-rather-long-name-${n}`);
const long = where({ field: "eventName", op: "in", value: manyNames });

/** A question, the status and code of its refusal, and what the refusal says: what is wrong, and what to do. */
const cases: readonly (readonly [string, object, number, string, RegExp])[] = [
  [
    "an unknown store",
    { ...cloudtrail, engine: "athna" },
    400,
    "invalid-request",
    /unknown engine `athna`.*did you mean `athena`\?/,
  ],
  ["an unknown source", { from: "cloudtrial" }, 400, "invalid-query", /did you mean `cloudtrail`\?/],
  ["an unknown field", { ...cloudtrail, select: ["eventname"] }, 400, "invalid-query", /did you mean `eventName`\?/],
  ["an unknown operator", where({ field: "eventName", op: "equals", value: "x" }), 400, "invalid-query", /equals/],
  [
    "an operator that the type has not",
    where({ field: "eventTime", op: "contains", value: "x" }),
    400,
    "invalid-query",
    /eventTime/,
  ],
  ["a value of another type", where({ field: "readOnly", op: "eq", value: "maybe" }), 400, "invalid-query", /boolean/],
  ["an empty `in`", where({ field: "eventName", op: "in", value: [] }), 400, "invalid-query", /at \/where/],
  [
    "an inverted range",
    { ...cloudtrail, time: { start: "2026-03-02", end: "2026-03-01" } },
    400,
    "invalid-query",
    /at \/time/,
  ],
  [
    "an empty range",
    { ...cloudtrail, time: { start: "2026-03-01", end: "2026-03-01" } },
    400,
    "invalid-query",
    /at \/time/,
  ],
  ["a day that no calendar has", { ...cloudtrail, time: { start: "2026-02-30" } }, 400, "invalid-query", /at \/time/],
  ["an absurd length", { ...cloudtrail, time: { last: "999999999999d" } }, 400, "invalid-query", /at \/time/],
  ["a length of nothing", { ...cloudtrail, time: { last: "0d" } }, 400, "invalid-query", /at \/time/],
  ["a limit of nothing", { ...cloudtrail, limit: 0 }, 400, "invalid-query", /at \/limit/],
  ["a limit beyond the language's", { ...cloudtrail, limit: 1e9 }, 400, "invalid-query", /at \/limit/],
  ["a page beyond the service's", { ...cloudtrail, pageSize: 10_001 }, 400, "invalid-request", /1 to 10,000 rows/],
  ["a place that is none", { ...cloudtrail, deliverTo: "bucket" }, 400, "invalid-request", /s3:\/\/bucket\/prefix\//],
  ["a statement longer than Lake takes", { ...long, engine: "lake" }, 422, "capability", /10,000|10000/],
  ["a statement longer than Logs Insights takes", { ...long, engine: "groups" }, 422, "capability", /10,000|10000/],
  [
    "a source that a store does not hold",
    { from: "s3_access", engine: "lake" },
    422,
    "capability",
    /holds no s3_access.*`local` can/,
  ],
  ["repeats where none may be", { ...cloudtrail, engine: "athena", exact: true }, 422, "capability", /`exact`/],
];

describe("over HTTP, before any store is asked", () => {
  test.each(cases)("%s", async (_, query, status, code, says) => {
    const problem = await refused(query);
    expect(problem).toMatchObject({ status, code, type: expect.stringContaining("application/problem+json") });
    expect(problem.detail).toMatch(says);
    expect(called()).toEqual(called().map(() => 0));
  });

  test.each(cases.filter(([, , , code]) => code === "invalid-query"))(
    "explain refuses %s too",
    async (_, query, status, code) => {
      expect(await refused(query, "/v1/queries:explain")).toMatchObject({ status, code });
    },
  );
});

function trailkeep(args: readonly string[], env: Readonly<Record<string, string>>, input: object) {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [binary, ...args, "--data", "store-of-command", "--stores", "stores.json"], {
    cwd: folder,
    env: {
      PATH,
      HOME: folder,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...env,
    },
  });
  child.stdin.end(JSON.stringify(input));
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    child.on("close", (code) => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  });
}

describe("credentials", () => {
  const signed = { AWS_ACCESS_KEY_ID: "AKIDOLD", AWS_SECRET_ACCESS_KEY: "secret" };
  const week = { start: "2026-03-01", end: "2026-03-02" };

  test.each(["lake", "athena", "groups"])("that are missing are one line for %s, and no stack", async (engine) => {
    const { code, out, err } = await trailkeep(["query", "-", "--engine", engine], {}, { ...cloudtrail, time: week });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(
      /^trailkeep: it does not accept the credentials: [^\n]* at store \w+; give the process credentials [^\n]*\n$/,
    );
    expect(called()).toEqual(called().map(() => 0));
  });

  test.each(["lake", "athena", "groups"])("that are missing are one problem over HTTP for %s", async (engine) => {
    const nowhere = join(folder, "nowhere");
    const unset = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"];
    const environment = {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: nowhere,
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
    };
    for (const name of unset) vi.stubEnv(name, undefined);
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const nameless = await startServer({
      root: join(folder, `store-of-nobody-${engine}`),
      stores: join(folder, "stores.json"),
      port: 0,
      quiet: true,
      say: () => undefined,
    });
    const problem = await refused({ ...cloudtrail, time: week, engine }, "/v1/queries", nameless.url);
    await nameless.close();
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDONE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    expect(problem).toMatchObject({ status: 502, code: "credentials" });
    expect(problem.type).toContain("application/problem+json");
    expect(problem.detail).toMatch(/give the process credentials/);
    expect(problem.detail).not.toMatch(/\bat \S+:\d+/);
    expect(called()).toEqual(called().map(() => 0));
  });

  test.each(["lake", "athena", "groups"])("that have run out are one line for %s, and no stack", async (engine) => {
    endpoint.credentials.expire("AKIDOLD");
    const { code, err } = await trailkeep(["query", "-", "--engine", engine], signed, { ...cloudtrail, time: week });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^trailkeep: it does not accept the credentials: [^\n]* at store \w+; give the process credentials [^\n]*\n$/,
    );
  });

  test.each(["lake", "athena", "groups"])("that have run out are one problem over HTTP for %s", async (engine) => {
    endpoint.credentials.expire("AKIDONE");
    const problem = await refused({ ...cloudtrail, time: week, engine });
    endpoint.credentials.clear();
    expect(problem).toMatchObject({ status: 502, code: "credentials" });
    expect(problem.detail).toMatch(/give the process credentials/);
    expect(problem.detail).not.toMatch(/\bat \S+:\d+/);
  });
});
