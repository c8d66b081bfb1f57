import { ledger, otherBuckets, queue } from "./ingest.ts";
import { logs, store, storePrefix } from "./storage.ts";

/** Each day: what the buckets of logs hold and nobody took goes to the queue again, and what went quiet is named in the log. */
new sst.aws.CronV2("Reconcile", {
  schedule: "rate(1 day)",
  function: {
    handler: "packages/ingest/src/reconciler.handler",
    memory: "512 MB",
    timeout: "15 minutes",
    environment: {
      TRAILKEEP_STORE: $interpolate`s3://${store.name}/${storePrefix}`,
      TRAILKEEP_LEDGER: ledger.name,
      TRAILKEEP_QUEUE: queue.url,
      TRAILKEEP_LOGS: $interpolate`s3://${logs.name}/${otherBuckets.map((name) => `,s3://${name}/`).join("")}`,
    },
    permissions: [
      {
        actions: ["s3:ListBucketVersions"],
        resources: [logs.arn, ...otherBuckets.map((name) => `arn:aws:s3:::${name}`)],
      },
      { actions: ["dynamodb:BatchGetItem", "dynamodb:GetItem"], resources: [ledger.arn] },
      { actions: ["sqs:SendMessage"], resources: [queue.arn] },
    ],
  },
});
