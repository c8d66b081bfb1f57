import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand, DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { handler, type OpenAwsRetention, openAwsRetention } from "@trailkeep/core/retention/aws";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { gatewayEvent } from "../../packages/api/test/support/gateway.ts";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { DynamoState } from "../../packages/core/src/retention/aws/dynamo-state.ts";
import { kmsService } from "../aws/kms/service.ts";
import { type Account, openAccount } from "../aws/retention/account.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../aws/server.ts";
import { Chance, runSeed } from "../ingest/support/chance.ts";
import { createTable } from "../ingest/support/table.ts";

/** Retention kept in AWS: evidence in DynamoDB, signed by KMS, anchored in S3, and the scheduled function on it. */

const region = "eu-west-1";
const keyArn = `arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const groups = 12;

let account: Account;
let kms: AwsEndpoint;
let table: string;
let dynamo: DynamoDBClient;
let folder: string;
let environment: NodeJS.ProcessEnv;

beforeEach(async () => {
  environment = { ...process.env };
  const { url } = inject("ministack");
  account = await openAccount();
  for (let n = 0; n < groups; n++) account.groups.create(`/app/${n}`, "STANDARD", 0);
  account.s3.objects.createBucket("anchors");
  kms = await startAwsEndpoint({ services: [kmsService(keyArn, "ECC_NIST_EDWARDS25519")], region });
  folder = mkdtempSync(join(tmpdir(), "trailkeep-home-"));
  table = `retention-${randomBytes(5).toString("hex")}`;
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "AKIDRETENTION",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_S3: account.s3.url,
    TRAILKEEP_STATE: table,
    TRAILKEEP_TOPIC: "arn:aws:sns:eu-west-1:111122223333:retention",
    TRAILKEEP_EVIDENCE_KEY: keyArn,
    TRAILKEEP_ANCHOR: "s3://anchors/retention.json",
    TRAILKEEP_STORES: JSON.stringify({ retention: places() }),
  });
  dynamo = new DynamoDBClient({});
  await createTable(dynamo, table);
});
afterEach(async () => {
  process.env = environment;
  dynamo.destroy();
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([account.close(), kms.close()]);
});

const places = () => [
  {
    account: "111122223333",
    region,
    endpoint: account.endpoint.url,
    s3Endpoint: account.s3.url,
    kinds: ["log_group" as const],
  },
];

const policies = {
  name: "policies.yaml",
  text: `version: 1
policies:
  - name: applications
    select: { kind: log_group, name: "/app/*" }
    keepAtLeast: 90d
    rule: { framework: test, clause: "1" }
    owner: test
`,
};

const deleting = { ...policies, text: policies.text.replace("90d\n", "90d\n    deleteAfter: 1y\n") };

function open(more: Partial<OpenAwsRetention> = {}) {
  const home = { table, keyArn, anchor: "s3://anchors/retention.json" };
  return openAwsRetention({ home, places: places(), principal: "anna", readBackEveryMs: 10, ...more });
}

const settings = () => account.groups.all().map(({ retentionInDays }) => retentionInDays);
const all = (days: number | null) => Array.from({ length: groups }, () => days);

describe("state in a table", () => {
  const state = () => new DynamoState(dynamo, table);

  it("keeps what it is given, of any size, and lists it in order", async () => {
    const large = randomBytes(1_500_000).toString("base64");
    const values = new Map([
      ["retention/plan/a", "one"],
      ["retention/plan/b", large],
      ["retention/plan/c", "x".repeat(100_000)],
      ["retention/evidence/000000000001", "{}"],
    ]);
    for (const [key, value] of values) expect(await state().putIfAbsent(key, value)).toBe(true);
    for (const [key, value] of values) expect(await state().get(key)).toEqual({ key, value, version: 1 });
    expect(await state().get("retention/plan/d")).toBeUndefined();
    const listed = async (prefix: string, page: Parameters<DynamoState["list"]>[1]) =>
      (await state().list(prefix, page)).map(({ key }) => key);
    expect(await listed("retention/plan/", { limit: 10 })).toEqual([...values.keys()].slice(0, 3));
    expect(await listed("retention/plan/", { limit: 2 })).toEqual(["retention/plan/a", "retention/plan/b"]);
    const after = { limit: 10, afterKey: "retention/plan/a" };
    expect(await listed("retention/plan/", after)).toEqual(["retention/plan/b", "retention/plan/c"]);
    expect(await listed("retention/plan/b", { limit: 2 })).toEqual(["retention/plan/b"]);
  });

  it("lets exactly one of racing writers win", async () => {
    const racers = Array.from({ length: 12 }, (_, index) => `racer ${index}`);
    const first = await Promise.all(racers.map((value) => state().putIfAbsent("retention/one", value)));
    expect(first.filter(Boolean)).toHaveLength(1);
    const next = await Promise.all(racers.map((value) => state().putIfMatch("retention/one", `${value}!`, 1)));
    expect(next.filter(Boolean)).toHaveLength(1);
    const winner = racers[next.indexOf(true)];
    expect(await state().get("retention/one")).toMatchObject({ value: `${winner}!`, version: 2 });
  });
});

describe("the scheduled function", () => {
  const context = { getRemainingTimeInMillis: () => 120_000 };

  async function topic(): Promise<() => Promise<readonly string[]>> {
    const [sns, sqs] = [new SNSClient({}), new SQSClient({})];
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: table }));
    const told = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: table }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: told.Attributes?.["QueueArn"] ?? "" }));
    process.env["TRAILKEEP_TOPIC"] = TopicArn;
    return async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      return Messages.map(({ Body = "" }) => String(JSON.parse(Body).Subject));
    };
  }

  it("does nothing before policies are in force, then tells of drift once, and puts it right", async () => {
    const messages = await topic();
    expect(await handler({ job: "drift" }, context)).toEqual({ job: "drift", state: "no policies" });
    expect(await handler({ job: "enforce" }, context)).toEqual({ job: "enforce", state: "no policies" });
    const { retention, close } = await open();
    const plan = await retention.plan(policies);
    expect(await retention.apply(plan.hash)).toMatchObject({ status: "applied" });
    close();
    expect(await handler({ job: "drift" }, context)).toMatchObject({ state: "clean" });
    for (const group of account.groups.all().slice(0, 5)) Object.assign(group, { retentionInDays: 7 });
    expect(await handler({ job: "drift" }, context)).toMatchObject({ state: "drift", isNews: true });
    expect(await handler({ job: "drift" }, context)).toMatchObject({ state: "drift", isNews: false });
    expect(await messages()).toEqual(["Trailkeep: 5 changes are due under the policies in force"]);
    expect(await handler({ job: "enforce" }, context)).toMatchObject({ state: "applied", done: 5, waiting: 0 });
    expect(settings().every((days) => days === null || days >= 90)).toBe(true);
    expect(await handler({ job: "enforce" }, context)).toMatchObject({ state: "unchanged" });
    const later = await open();
    expect(await later.retention.verify()).toBeNull();
    const kinds = (await later.retention.evidence()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "verification")).toHaveLength(5);
    later.close();
  });

  it("ends by itself before its time is up, says so, and goes on the next time", async () => {
    await topic();
    const { retention, close } = await open();
    await retention.apply((await retention.plan(policies)).hash);
    close();
    for (const group of account.groups.all()) Object.assign(group, { retentionInDays: 7 });
    const short = { getRemainingTimeInMillis: () => 10_600 };
    await expect(handler({ job: "enforce" }, short)).rejects.toMatchObject({ code: "timeout" });
    const { state } = await handler({ job: "enforce" }, context);
    expect(state).toBe("applied");
    expect(settings().every((days) => days === null || days >= 90)).toBe(true);
    const after = await open();
    expect(await after.retention.verify()).toBeNull();
    after.close();
  });

  it("refuses a job that it does not know", async () => {
    await expect(handler({ job: "dance" }, context)).rejects.toMatchObject({
      code: "invalid-config",
      problems: [expect.objectContaining({ at: "job" })],
    });
  });

  it("names what it was not told", async () => {
    delete process.env["TRAILKEEP_TOPIC"];
    await expect(handler({ job: "drift" }, context)).rejects.toMatchObject({
      code: "invalid-config",
      problems: [expect.objectContaining({ at: "TRAILKEEP_TOPIC" })],
    });
  });
});

describe("evidence in AWS", () => {
  it("is of the caller as STS names it, who cannot approve alone where two are asked for", async () => {
    const home = { table, keyArn, anchor: "s3://anchors/retention.json" };
    const own = await openAwsRetention({ home, places: places(), readBackEveryMs: 10 });
    expect(own.principal).toMatch(/^arn:aws:(sts|iam)::\d{12}:/);
    const two = {
      ...deleting,
      text: deleting.text.replace("version: 1\n", "version: 1\napproval: { secondPrincipal: true }\n"),
    };
    const { hash } = await own.retention.plan(two);
    await own.retention.approve(hash);
    await expect(own.retention.apply(hash)).rejects.toMatchObject({ code: "forbidden" });
    const other = await open();
    await other.retention.approve(hash);
    expect(await own.retention.apply(hash)).toMatchObject({ status: "applied" });
    expect(settings()).toEqual(all(180));
    own.close();
    other.close();
  });

  it("is whole after an application was cut off at any step, and went on", async () => {
    const chance = new Chance(runSeed);
    const { retention, close } = await open();
    const { hash } = await retention.plan(deleting);
    await retention.approve(hash);
    close();
    let cuts = 0;
    for (let isDone = false; !isDone; ) {
      let left = chance.below(14);
      const cut = await open({
        onStep: () => {
          if (left-- === 0) throw new Error("cut off");
        },
      });
      try {
        isDone = (await cut.retention.apply(hash)).status !== "incomplete";
      } catch (error) {
        if (!(error instanceof Error) || error.message !== "cut off") throw error;
        cuts += 1;
      }
      cut.close();
    }
    expect(cuts).toBeGreaterThan(0);
    expect(settings()).toEqual(all(180));
    expect(account.endpoint.calls.count("Logs_20140328", "PutRetentionPolicy")).toBe(groups);
    const after = await open();
    expect(await after.retention.verify()).toBeNull();
    const records = await after.retention.evidence();
    const done = records.filter(({ kind, body }) => kind === "verification" && body["outcome"] === "done");
    expect(new Set(done.map(({ body }) => body["actionKey"])).size).toBe(groups);
    expect(await after.retention.plan()).toMatchObject({ actions: [], findings: [] });
    after.close();
  });

  it("shows a record that was changed, and an end that was cut", async () => {
    const { retention, close } = await open();
    const hold = { select: { name: "*" }, startMs: null, endMs: null, reason: "r" };
    for (const name of ["one", "two", "three"]) await retention.hold({ ...hold, name });
    close();
    const found = async () => {
      const { retention: again, close: end } = await open();
      return again.verify().finally(end);
    };
    expect(await found()).toBeNull();
    const Key = (seq: number) => ({ pk: { S: "retention" }, sk: { S: `evidence/${String(seq).padStart(12, "0")}` } });
    const [, second] = await retentionRecords();
    const put = (record: object | undefined) =>
      dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: Key(2),
          UpdateExpression: "SET #value = :value",
          ExpressionAttributeNames: { "#value": "value" },
          ExpressionAttributeValues: { ":value": { S: JSON.stringify(record) } },
        }),
      );
    await put({ ...second, principal: "bert" });
    expect(await found()).toMatchObject({ seq: 2 });
    await put(second);
    expect(await found()).toBeNull();
    await dynamo.send(new DeleteItemCommand({ TableName: table, Key: Key(3) }));
    expect(await found()).toMatchObject({ seq: 3 });
  });

  async function retentionRecords() {
    const { retention, close } = await open();
    return retention.evidence().finally(close);
  }

  it("lets one application work at a time", async () => {
    const [anna, bert] = [await open(), await open({ principal: "bert" })];
    const { hash } = await anna.retention.plan(deleting);
    await bert.retention.approve(hash);
    const both = await Promise.allSettled([anna.retention.apply(hash), bert.retention.apply(hash)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "store-busy" } });
    expect(settings()).toEqual(all(180));
    expect(await anna.retention.verify()).toBeNull();
    anna.close();
    bert.close();
  });

  it("refuses a key that does not sign as evidence is signed", async () => {
    const other = await startAwsEndpoint({ services: [kmsService(keyArn, "RSA_2048")], region });
    process.env["AWS_ENDPOINT_URL_KMS"] = other.url;
    const { retention, close } = await open();
    const hold = { name: "x", select: { name: "*" }, startMs: null, endMs: null, reason: "r" };
    await expect(retention.hold(hold)).rejects.toThrow("ECC_NIST_EDWARDS25519");
    close();
    await other.close();
  });
});

describe("the command with --state", () => {
  it("acts on the chain that the function acts on, as the caller of STS", async () => {
    writeFileSync(join(folder, "stores.yaml"), JSON.stringify({ retention: places() }));
    writeFileSync(join(folder, "policies.yaml"), policies.text);
    const run = (...args: string[]) =>
      trailkeep(["retention", ...args, "--stores", "stores.yaml"], { cwd: folder, env: stringsOf(process.env) });
    const plan = await run("plan", "--policies", "policies.yaml", "--json");
    const { hash } = z.object({ hash: z.string() }).parse(JSON.parse(plan.out));
    expect((await run("apply", hash)).code).toBe(0);
    expect(await handler({ job: "drift" }, { getRemainingTimeInMillis: () => 60_000 })).toMatchObject({
      state: "clean",
    });
    const listed = await run("evidence", "list", "--json");
    expect(JSON.parse(listed.out.split("\n")[0] ?? "")).toMatchObject({
      seq: 1,
      kind: "policy",
      principal: expect.stringMatching(/^arn:aws:/),
    });
    expect((await run("verify")).out).toContain("the evidence is whole");
    const unnamed = await trailkeep(["retention", "verify", "--state", table], {
      cwd: folder,
      env: { ...stringsOf(process.env), TRAILKEEP_EVIDENCE_KEY: "", TRAILKEEP_ANCHOR: "" },
    });
    expect(unnamed.code).not.toBe(0);
  });
});

describe("the API on Lambda", () => {
  const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;

  async function ask(caller: string | null, method: string, path: string, body?: unknown) {
    const { handler: api } = await import("@trailkeep/api/lambda");
    const reply = await api(gatewayEvent(method, path, body, caller));
    return { status: reply.statusCode, body: JSON.parse(reply.body ?? "{}") };
  }

  it("lets each caller act as IAM names it: one plans and applies, another approves", async () => {
    process.env["TRAILKEEP_RETENTION"] = process.env["TRAILKEEP_STORES"];
    delete process.env["TRAILKEEP_STORES"];
    const two = deleting.text.replace("version: 1\n", "version: 1\napproval: { secondPrincipal: true }\n");
    const asked = { policies: { name: "policies.yaml", text: two } };
    expect(await ask(null, "POST", "/v1/retention/plan", asked)).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
    const plan = await ask(user("anna"), "POST", "/v1/retention/plan", asked);
    expect(plan).toMatchObject({ status: 200 });
    const { hash } = z.object({ hash: z.string() }).parse(plan.body);
    expect(await ask(user("anna"), "POST", "/v1/retention/approve", { hash })).toMatchObject({ status: 200 });
    expect(await ask(user("anna"), "POST", "/v1/retention/apply", { hash })).toMatchObject({ status: 403 });
    expect(await ask(user("bert"), "POST", "/v1/retention/approve", { hash })).toMatchObject({
      status: 200,
      body: { by: user("bert") },
    });
    expect(await ask(user("anna"), "POST", "/v1/retention/apply", { hash })).toMatchObject({ status: 200 });
    expect(settings()).toEqual(all(180));
    const { body } = await ask(user("carl"), "GET", "/v1/retention/evidence/verification");
    expect(body).toMatchObject({ whole: true });
    const checks = await ask(user("carl"), "GET", "/v1/retention/checks");
    expect(checks).toMatchObject({ status: 200, body: { checks: expect.arrayContaining([]) } });
  });
});

function stringsOf(from: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(from).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
