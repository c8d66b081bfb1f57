import { state } from "./retention-state.ts";
import { logs, store, storePrefix } from "./storage.ts";

/**
 * Buckets with logs that are there already, by name: `TRAILKEEP_LOG_BUCKETS=a,b` at deployment. Each must send its events to
 * EventBridge, a switch in its properties: to set its notifications from here would delete those that it has.
 * `TRAILKEEP_LOG_KEYS`: ARNs of the KMS keys that they are encrypted with.
 */
export const otherBuckets = list(process.env["TRAILKEEP_LOG_BUCKETS"]);
const keys = list(process.env["TRAILKEEP_LOG_KEYS"]);

/** After so many attempts a message goes to the dead-letter queue. */
const maxReceives = 5;

/** Enough for the largest objects; the queue waits six times as long: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const timeoutMinutes = 5;

/** What was taken, and what is being taken. It outlives the data. */
export const ledger = new sst.aws.Dynamo("Ledger", {
  fields: { pk: "string", sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  deletionProtection: $app.stage === "production",
});

const encrypted = { transform: { queue: { sqsManagedSseEnabled: true } } } as const;
const longestDays = 14;
const keep = { messageRetentionSeconds: longestDays * 24 * 60 * 60 };

/** Messages that could not be worked; the ledger and the function's log say why. */
export const deadLetters = new sst.aws.Queue("DeadLetters", {
  transform: { queue: { ...encrypted.transform.queue, ...keep } },
});

export const queue = new sst.aws.Queue("Objects", {
  visibilityTimeout: `${6 * timeoutMinutes} minutes`,
  dlq: { queue: deadLetters.arn, retry: maxReceives },
  transform: { queue: { ...encrypted.transform.queue, ...keep } },
});

const rule =
  otherBuckets.length === 0
    ? undefined
    : new aws.cloudwatch.EventRule("OtherLogs", {
        description: "New objects in buckets of logs",
        eventPattern: JSON.stringify({
          source: ["aws.s3"],
          "detail-type": ["Object Created"],
          detail: { bucket: { name: otherBuckets } },
        }),
      });
if (rule !== undefined) new aws.cloudwatch.EventTarget("OtherLogsTarget", { rule: rule.name, arn: queue.arn });

/** Who may send: S3 for the bucket of logs, EventBridge for the rule. */
const policy = new aws.sqs.QueuePolicy("ObjectsPolicy", {
  queueUrl: queue.url,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      sender("s3.amazonaws.com", logs.arn),
      ...(rule === undefined ? [] : [sender("events.amazonaws.com", rule.arn)]),
    ],
  }).json,
});

new aws.s3.BucketNotification(
  "LogsNotification",
  { bucket: logs.name, queues: [{ queueArn: queue.arn, events: ["s3:ObjectCreated:*"] }] },
  { dependsOn: [policy] },
);

/** What every function needs that takes records into the store: its place, and to write there. */
export const taking = {
  environment: {
    TRAILKEEP_STORE: $interpolate`s3://${store.name}/${storePrefix}`,
    TRAILKEEP_LEDGER: ledger.name,
    // What is past its retention when it arrives is counted, and not stored.
    ...(state === undefined
      ? {}
      : { TRAILKEEP_STATE: state.name, TRAILKEEP_ACCOUNT: aws.getCallerIdentityOutput().accountId }),
  },
  permissions: [
    ...(state === undefined
      ? []
      : [
          { actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [state.arn] },
          { actions: ["s3:GetBucketTagging"], resources: [store.arn] },
        ]),
    { actions: ["s3:GetObject", "s3:PutObject"], resources: [$interpolate`${store.arn}/${storePrefix}*`] },
    {
      actions: ["s3:ListBucket"],
      resources: [store.arn],
      conditions: [{ test: "StringLike", variable: "s3:prefix", values: [`${storePrefix}*`] }],
    },
    { actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], resources: [ledger.arn] },
  ],
};

const readable = [logs.arn, ...otherBuckets.map((name) => `arn:aws:s3:::${name}`)];

queue.subscribe(
  {
    handler: "packages/ingest/src/handler.handler",
    memory: "2048 MB",
    storage: "4 GB",
    timeout: `${timeoutMinutes} minutes`,
    environment: { ...taking.environment, TRAILKEEP_MAX_RECEIVES: String(maxReceives) },
    permissions: [
      {
        actions: ["s3:GetObject", "s3:GetObjectVersion"],
        resources: readable.map((arn) => $interpolate`${arn}/*`),
      },
      // Without it S3 says `AccessDenied` of an object that is gone.
      { actions: ["s3:ListBucket"], resources: readable },
      ...taking.permissions,
      ...(keys.length === 0 ? [] : [{ actions: ["kms:Decrypt"], resources: keys }]),
    ],
  },
  { batch: { size: 10, partialResponses: true } },
);

function sender(service: string, source: $util.Input<string>) {
  return {
    actions: ["sqs:SendMessage"],
    principals: [{ type: "Service", identifiers: [service] }],
    resources: [queue.arn],
    conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [source] }],
  };
}

/** Names with commas between them. */
export function list(text: string | undefined): string[] {
  return (text ?? "").split(",").filter((name) => name !== "");
}
