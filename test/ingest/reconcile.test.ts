import { randomBytes } from "node:crypto";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { trailkeep } from "../../packages/cli/test/support/trailkeep.ts";
import { dynamoClient } from "../../packages/ingest/src/aws.ts";
import { createHandler } from "../../packages/ingest/src/handler.ts";
import { DynamoLedger } from "../../packages/ingest/src/ledger/dynamo/ledger.ts";
import { handler as reconciler } from "../../packages/ingest/src/reconciler.ts";
import { feedOf } from "../../packages/ingest/src/service/feed.ts";
import { messageOf } from "../../packages/ingest/src/source/message-of.ts";
import { readMessage } from "../../packages/ingest/src/source/notification.ts";
import { type Account, newAccount, put, settingsOf } from "./support/account.ts";
import { Chance, runSeed } from "./support/chance.ts";
import { judge } from "./support/judge.ts";
import { invoke, message, notification } from "./support/lambda.ts";
import { logObjects } from "./support/logs.ts";
import { type FaultyWay, startFaultyWay } from "./support/proxy.ts";

/** What S3 holds against what was taken: through the command and the scheduled function, with a ledger whose clock can be set. */

const hourMs = 3_600_000;

let account: Account;
let way: FaultyWay;
let queueUrl: string;
let sqs: SQSClient;
let environment: NodeJS.ProcessEnv;

beforeEach(async () => {
  environment = { ...process.env };
  account = await newAccount({ isVersioned: true });
  way = await startFaultyWay(inject("ministack").url);
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = way.url;
  sqs = new SQSClient({});
  const made = await sqs.send(new CreateQueueCommand({ QueueName: `again-${randomBytes(4).toString("hex")}` }));
  queueUrl = made.QueueUrl ?? "";
});
afterEach(async () => {
  process.env = environment;
  sqs.destroy();
  await way.close();
});

const strings = () =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

async function command(...args: string[]) {
  const env = { ...strings(), ...settingsOf(account) };
  const { code, out, err } = await trailkeep(["reconcile", `s3://${account.logs}/`, "--json", ...args], { env });
  expect([0, 4], err).toContain(code);
  return { code, report: JSON.parse(out) };
}

async function waiting(): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const wish = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(wish));
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = "" }) => Body));
  }
}

describe("what nobody took", () => {
  it("is found, told again, and taken; counts add up", async () => {
    const objects = logObjects(new Chance(runSeed), 15);
    const stored: Awaited<ReturnType<typeof put>>[] = [];
    for (const { key, body } of objects) stored.push(await put(account, key, body));
    const take = createHandler({}, settingsOf(account));
    await invoke(
      take,
      stored.slice(0, 6).map((one) => message(notification(one))),
    );
    const dynamo = dynamoClient();
    const ledger = new DynamoLedger(dynamo, account.table);
    const [left, underWay] = [stored[6], stored[7]];
    if (left === undefined || underWay === undefined) throw new Error("too few objects");
    await ledger.claim(left, { leaseMs: 60_000 });
    const young = await command();
    expect(young).toMatchObject({ code: 0, report: { standing: { young: 8, underWay: 1, missing: 0 } } });

    way.advance(2 * hourMs);
    await new DynamoLedger(dynamoClient(), account.table).claim(underWay, { leaseMs: 60_000 });
    const found = await command();
    expect(found).toMatchObject({
      code: 4,
      report: { listed: { objects: 15 }, standing: { missing: 7, stuck: 1, underWay: 1, young: 0 }, sent: 0 },
    });
    const { standing, named } = found.report;
    expect(Object.values<number>(standing).reduce((sum, count) => sum + count, 0)).toBe(15);
    expect(named).toHaveLength(8);
    expect(await waiting()).toEqual([]);

    expect(await command("--queue", queueUrl)).toMatchObject({ code: 4, report: { sent: 8 } });
    const bodies = await waiting();
    expect(bodies).toHaveLength(8);
    const again = createHandler({}, settingsOf(account));
    await invoke(again, [...bodies, notification(underWay)].map(message), { receives: 5 });
    await judge(account, objects);
    expect(await command()).toMatchObject({ report: { standing: { missing: 0, stuck: 0, underWay: 0, failed: 0 } } });
    dynamo.client.destroy();
  });

  it("is told by the scheduled function, within the hours that it looks back, and what went quiet is named", async () => {
    const [first, second] = logObjects(new Chance(runSeed), 2);
    if (first === undefined || second === undefined) throw new Error("no objects");
    await put(account, first.key, first.body);
    Object.assign(process.env, settingsOf(account), {
      TRAILKEEP_QUEUE: queueUrl,
      TRAILKEEP_LOGS: `s3://${account.logs}/,s3://${account.store}/`,
      POWERTOOLS_LOG_LEVEL: "SILENT",
    });
    const context = { getRemainingTimeInMillis: () => 60_000 };
    way.advance(25 * hourMs);
    const name = feedOf(account.logs, first.key);
    const found = { objects: 1, missing: 1, stuck: 0, failed: 0, sent: 1, quiet: [name] };
    expect(await reconciler({}, context)).toEqual(found);
    expect(await waiting()).toHaveLength(1);
    // A feed of which nothing came for a month has ended.
    way.advance(31 * 24 * hourMs);
    process.env["TRAILKEEP_LOOK_BACK_HOURS"] = "24";
    expect(await reconciler({}, context)).toMatchObject({ objects: 1, missing: 0, sent: 0, quiet: [] });
    delete process.env["TRAILKEEP_QUEUE"];
    await expect(reconciler({}, context)).rejects.toThrow("TRAILKEEP_QUEUE");
  });
});

it("says what is wrong with a pattern before it asks anybody, and of a table that is not there that it is DynamoDB's", async () => {
  const run = (uri: string, ledger: string) =>
    trailkeep(["reconcile", uri, "--store", `s3://${account.store}/x/`, "--ledger", ledger], { env: strings() });
  const calls: string[] = [];
  way.plan = ({ operation }) => {
    calls.push(operation);
    return null;
  };
  const pattern = await run(`s3://${account.logs}/{date}/`, account.table);
  expect(pattern).toMatchObject({ code: 2, err: expect.stringContaining("--since and --until") });
  expect(calls).toEqual([]);
  const table = await run(`s3://${account.logs}/`, "no-such-table");
  expect(table.err).toMatch(/DynamoDB said ResourceNotFoundException.* at the table no-such-table; check the name/);
});

it("names what delivers an object by what stands before the date", () => {
  const feeds = [
    "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/111122223333_CloudTrail_eu-west-1_20260301T0000Z_a.json.gz",
    "org/AWSLogs/o-abc1234567/111122223333/CloudTrail-Insight/us-east-1/2026/03/01/x.json.gz",
    "access/111122223333/eu-west-1/payroll/2026/03/01/2026-03-01-10-20-30-0123456789ABCDEF",
    "web-2026-03-01-10-20-30-0123456789ABCDEF",
    "folder/other",
    "bare",
  ].map((key) => feedOf("logs", key));
  expect(feeds).toEqual([
    "s3://logs/AWSLogs/111122223333/CloudTrail/eu-west-1",
    "s3://logs/org/AWSLogs/o-abc1234567/111122223333/CloudTrail-Insight/us-east-1",
    "s3://logs/access/111122223333/eu-west-1/payroll",
    "s3://logs/web-",
    "s3://logs/folder",
    "s3://logs/",
  ]);
});

it("tells of an object as it was listed, whatever its key", () => {
  for (const version of [
    { kind: "id", value: "3sL4kqtJlcpXroDTDmJ" },
    { kind: "etag", value: "0a1b" },
  ] as const) {
    const object = { bucket: "logs", key: "a + b%20ü&.json.gz", version, sizeBytes: 12, storedMs: 1_767_225_600_000 };
    expect(readMessage(messageOf(object))).toEqual([{ kind: "object", object }]);
  }
});
