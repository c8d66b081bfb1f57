import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { logsService } from "../aws/logs/service.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { counted, declared, load, startMs } from "./insights-events.ts";
import { accessKeyId } from "./open.ts";

/** The built command line against a store in AWS, with the credentials of its environment. */

const binary = resolve(import.meta.dirname, "../../packages/cli/bin/trailkeep.js");
const cwd = mkdtempSync(join(tmpdir(), "trailkeep-engines-cli-"));
let endpoint: AwsEndpoint;

beforeAll(async () => {
  const logs = logsService({ now: () => startMs + 86_400_000 });
  load(logs, 6);
  const record = { eventVersion: "1.11", eventSource: "s3.amazonaws.com", eventName: "GetObject" };
  logs.load({ name: "trail/found" }, [{ timestamp: startMs, message: JSON.stringify(record) }]);
  endpoint = await startAwsEndpoint({ services: [logs.service], region: "eu-west-1" });
  const groups = { region: "eu-west-1", endpoint: endpoint.url, ...declared };
  writeFileSync(join(cwd, "stores.json"), JSON.stringify({ stores: { groups } }));
  writeFileSync(join(cwd, "query.json"), JSON.stringify(counted));
});
beforeEach(() => endpoint.credentials.clear());
afterAll(async () => {
  await endpoint.close();
  rmSync(cwd, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function trailkeep(...args: readonly string[]): Promise<Outcome> {
  const env = {
    ...process.env,
    TRAILKEEP_STORES: "stores.json",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const child = spawn(process.execPath, [binary, ...args], { cwd, env });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  return new Promise((done) => {
    child.on("close", (code) => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  });
}

test("query prints the rows, what was scanned and what it cost", async () => {
  const { code, out, err } = await trailkeep("query", "query.json", "--engine", "groups");
  expect({ code, out }).toEqual({
    code: 0,
    out: "eventName  n\n---------  -\nName0      2\nName1      2\nName2      2\n",
  });
  expect(err).toMatch(/^3 rows in \S+, \d+ B scanned, \$0\.0000000\d+ \(groups\)$/m);
});

test("explain shows the statement of each store and runs nothing", async () => {
  const { code, out } = await trailkeep("explain", "query.json");
  expect(code).toBe(0);
  expect(out).toMatch(/^engine groups \(chosen\)\n {2}filter /m);
  expect(out).toContain("scans an amount that is not known before the run");
});

test("credentials that have expired are one line, without a trace", async () => {
  endpoint.credentials.expire(accessKeyId);
  const { code, out, err } = await trailkeep("query", "query.json", "--engine", "groups");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^trailkeep: it does not accept the credentials: [^\n]+\(ExpiredTokenException\)[^\n]*\n$/);
});

test("stores list, check and discover tell what is declared, there and to be found", async () => {
  expect(await trailkeep("stores", "list")).toEqual({
    code: 0,
    out: "groups  insights  eu-west-1  cloudtrail  2026-01-01 to now\n",
    err: "",
  });
  expect(await trailkeep("stores", "check")).toEqual({
    code: 0,
    out: "groups: all there\n  cloudtrail: 2 log groups\n",
    err: "",
  });
  const place = ["--region", "eu-west-1", "--endpoint", endpoint.url];
  const shown = await trailkeep("stores", "discover", ...place);
  expect(shown.out).toContain("logGroups:\n          - trail/found\n");
  expect(await trailkeep("stores", "discover", ...place, "--write", "found.yaml")).toMatchObject({ code: 0, out: "" });
  expect(readFileSync(join(cwd, "found.yaml"), "utf8")).toBe(shown.out);
  const again = await trailkeep("stores", "discover", ...place, "--write", "found.yaml");
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining("there is a file already at found.yaml") });
});
