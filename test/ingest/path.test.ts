import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutBucketNotificationConfigurationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DuckDBInstance } from "@duckdb/node-api";
import { openQueryService } from "@trailkeep/core/engine";
import { Store } from "@trailkeep/core/store";
import { openStores } from "@trailkeep/core/stores";
import { ingest } from "@trailkeep/ingest";
import { sampleFiles } from "@trailkeep/sample";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ask } from "../fidelity/ask.ts";
import type { Query } from "../oracle/index.ts";
import { untilEnded } from "../until-ended.ts";
import { type Account, newAccount } from "./support/account.ts";
import { entriesOf, fetchAll } from "./support/observe.ts";
import { type Running, startFunction } from "./support/process.ts";

const records = 600;
const maxReceives = 3;

let account: Account;
let sqs: SQSClient;
let queueUrl: string;
let deadUrl: string;
let worker: Running;
let folder: string;

beforeAll(async () => {
  account = await newAccount();
  sqs = new SQSClient({});
  folder = mkdtempSync(join(tmpdir(), "trailkeep-path-"));
  const dead = await newQueue("dead", {});
  deadUrl = dead.url;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: maxReceives });
  const queue = await newQueue("logs", { RedrivePolicy, VisibilityTimeout: "2" });
  queueUrl = queue.url;
  await notify(queue.arn);
  worker = startFunction(account, { queueUrl }, { TRAILKEEP_MAX_RECEIVES: String(maxReceives) });
});
afterAll(async () => {
  worker?.child.kill("SIGKILL");
  await worker?.ended;
  rmSync(folder, { recursive: true, force: true });
});

async function newQueue(name: string, Attributes: Record<string, string>) {
  const { QueueUrl: url = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: `${name}-${account.logs}`, Attributes }),
  );
  const told = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
  return { url, arn: told.Attributes?.["QueueArn"] ?? "" };
}

/** CloudTrail's logs come by SNS, as an organization has it, the access logs by the queue itself. */
async function notify(queueArn: string): Promise<void> {
  const sns = new SNSClient({});
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: `logs-${account.logs}` }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn }));
  const of = (Value: string) => ({ Key: { FilterRules: [{ Name: "prefix" as const, Value }] } });
  await account.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: account.logs,
      NotificationConfiguration: {
        TopicConfigurations: [{ TopicArn, Events: ["s3:ObjectCreated:*"], Filter: of("AWSLogs/") }],
        QueueConfigurations: ["s3-access-logs/", "web-access-logs/"].map((prefix) => ({
          QueueArn: queueArn,
          Events: ["s3:ObjectCreated:*"],
          Filter: of(prefix),
        })),
      },
    }),
  );
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(500);
}

async function waiting(QueueUrl: string): Promise<number> {
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

it("takes what is put into the bucket, by notification and queue, as the embedded store takes the files", async () => {
  const files = [...sampleFiles({ records, days: 2, damaged: true })];
  for (const { path, bytes } of files) {
    await account.s3.send(new PutObjectCommand({ Bucket: account.logs, Key: path, Body: bytes }));
    const local = join(folder, "logs", path);
    mkdirSync(dirname(local), { recursive: true });
    writeFileSync(local, bytes);
  }
  await until(
    async () => (await entriesOf(account)).filter(({ state }) => state !== "claimed").length === files.length,
  );
  const found = await entriesOf(account);
  const report = await ingest([join(folder, "logs")], { root: join(folder, "store"), compact: false });
  const states = (name: string): number => found.filter(({ state }) => state === name).length;
  expect(states("done") + states("quarantined") + states("ignored")).toBe(files.length);
  expect({ taken: states("done"), quarantined: states("quarantined"), ignored: states("ignored") }).toMatchObject({
    taken: report.files.taken,
    quarantined: report.files.quarantined,
    ignored: report.files.ignored,
  });
  await fetchAll(account, join(folder, "fetched"));
  for (const source of ["cloudtrail", "cloudtrail_insights", "s3_access"]) {
    const stored = await rowsOf(`${folder}/store/${source}/day=*/*.parquet`);
    // Repeats in other files are dropped where all files are seen together, and kept in the fresh tier.
    const fetched = await rowsOf(`${folder}/fetched/trails/${source}/ingest_hour=*/*.parquet`);
    expect(fetched.length, source).toBeGreaterThan(0);
    expect([...new Set(fetched)], source).toEqual(stored);
  }
});

/** What is asked of both: repeats, which are in different files, count once. */
const questions: readonly Query[] = [
  {
    from: "cloudtrail",
    groupBy: ["eventSource", "errorCode"],
    aggregate: { events: { fn: "countDistinct", field: "eventID" } },
  },
  {
    from: "s3_access",
    groupBy: ["bucket", "operation"],
    aggregate: { records: { fn: "countDistinct", field: "recordId" }, largest: { fn: "max", field: "bytesSent" } },
  },
  { from: "cloudtrail_insights", select: ["eventTime", "insightDetails.state"], distinct: true },
  {
    from: "object_access",
    groupBy: ["bucket", "seenBy"],
    aggregate: { requests: { fn: "countDistinct", field: "requestId" } },
  },
];

it("answers typed queries over what was put, by the embedded engine over files that it fetches from S3", async () => {
  const sources = ["cloudtrail", "cloudtrail_insights", "s3_access"] as const;
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  const fetched = {
    ...{ engine: "fetched", region: "eu-west-1", endpoint, dynamodbEndpoint: endpoint, ledger: account.table },
    ...{ location: `s3://${account.store}/trails/`, cacheFolder: join(folder, "cache") },
    sources: Object.fromEntries(sources.map((source) => [source, {}])),
  };
  const file = join(folder, "stores.json");
  writeFileSync(file, JSON.stringify({ stores: { fetched } }));
  const store = Store.open(join(folder, "store"));
  const service = openQueryService({ store, others: await openStores(file) });
  for (const query of questions) {
    const { id } = await service.start(query, { engine: "fetched" });
    const reply = await untilEnded(service, id);
    expect(reply).toMatchObject({ engine: "fetched", status: "succeeded", error: null });
    expect(reply.rows.length).toBeGreaterThan(0);
    const local = await ask(service, "local", query);
    expect(local).toMatchObject({ kind: "rows", rows: reply.rows });
  }
  await service.close();
  store.close();
});

/** All columns of all rows but those that say where a row came from, in order. */
async function rowsOf(glob: string): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const sql = `SELECT to_json(r)::VARCHAR AS text FROM (
        SELECT * EXCLUDE (input_object, input_position) REPLACE (CAST(record_id AS VARCHAR) AS record_id)
        FROM read_parquet('${glob}', hive_partitioning = false)) AS r ORDER BY record_id`;
    return (await connection.runAndReadAll(sql)).getRowObjectsJS().map(({ text }) => String(text));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

it("brings what nobody can work into the dead-letter queue, and goes on with the rest", async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{"hello":"world"}' }));
  await until(async () => (await waiting(deadUrl)) === 1);
  expect(await waiting(queueUrl)).toBe(0);
});
