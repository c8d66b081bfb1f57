import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningServer, startServer } from "@trailkeep/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Conformance } from "../../../packages/api/test/support/document.ts";
import { type Account, openAccount, placeOf } from "./account.ts";

/** Retention of an AWS account over HTTP: what exists as policies, and what auditors ask. */

let open: Account;
let server: RunningServer;
let conformance: Conformance;
const folder = mkdtempSync(join(tmpdir(), "trailkeep-retention-door-"));

beforeAll(async () => {
  open = await openAccount({
    trails: [{ Name: "trail", S3BucketName: "logs", IsMultiRegionTrail: true, LogFileValidationEnabled: true }],
    workGroups: [{ name: "primary", outputLocation: "s3://logs/results/" }],
  });
  open.groups.create("/app", "STANDARD", 0).retentionInDays = 30;
  open.s3.objects.createBucket("logs");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDRETENTION");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  server = await serve(placeOf(open));
  conformance = new Conformance(await (await fetch(`${server.url}/openapi.json`)).text());
});
afterAll(async () => {
  await server.close();
  await open.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function serve(...retention: readonly object[]): Promise<RunningServer> {
  const stores = join(folder, `stores-${retention.length}.json`);
  const others = { other: { engine: "local", folder: join(folder, "other") } };
  writeFileSync(stores, JSON.stringify({ stores: others, retention }));
  return startServer({
    root: join(folder, `store-${retention.length}`),
    stores,
    evidenceKey: join(folder, "keys/key.pem"),
    anchor: join(folder, "anchors/anchor.json"),
    port: 0,
    quiet: true,
    say: () => undefined,
  });
}

async function ask(path: string, body?: object) {
  const init =
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const reply = await fetch(`${server.url}${path}`, init);
  const text = await reply.text();
  const headers = Object.fromEntries(reply.headers);
  conformance.check(init.method ?? "GET", path, { status: reply.status, headers, text, complete: true });
  return { status: reply.status, body: JSON.parse(text) };
}

test("adopt writes the settings of today as policies under which the plan is empty", async () => {
  const { status, body } = await ask("/v1/retention/adopt", { owner: "platform" });
  expect(status).toBe(200);
  expect(body).toMatchObject({ policies: expect.any(Number), text: expect.stringContaining('owner: "platform"') });
  const plan = await ask("/v1/retention/plan", { policies: { name: "adopted.yaml", text: body.text } });
  expect(plan.body).toMatchObject({ actions: [], findings: [] });
});

test("adopt refuses a body that names nobody", async () => {
  expect(await ask("/v1/retention/adopt", {})).toMatchObject({ status: 400, body: { code: "invalid-request" } });
});

test("checks answer for the account", async () => {
  const { status, body } = await ask("/v1/retention/checks");
  expect(status).toBe(200);
  expect(body.checks).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ check: "trail_multi_region", name: "trail", status: "pass" }),
      expect.objectContaining({ check: "bucket_versioning", name: "logs", status: "fail" }),
    ]),
  );
});

test("without a declared account there is nothing to check, and the problem says what names one", async () => {
  const alone = await serve();
  const reply = await fetch(`${alone.url}/v1/retention/checks`);
  await alone.close();
  expect(reply.status).toBe(404);
  expect(await reply.json()).toMatchObject({ code: "not-found", detail: expect.stringContaining("`retention`") });
});
