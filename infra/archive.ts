import { ledger } from "./ingest.ts";
import { database, glue, ownStore, workgroup } from "./query.ts";
import { store, storePrefix } from "./storage.ts";

/** Each hour: what ingest has put into hours that are over becomes part of the archive. A run that finds another at work ends. */
new sst.aws.CronV2("Archive", {
  schedule: "rate(1 hour)",
  // The next hour's run does what this one could not.
  retries: 0,
  function: {
    handler: "packages/ingest/src/archiver.handler",
    memory: "512 MB",
    // It waits for Athena, which works on when the time is up; the next run joins it there.
    timeout: "15 minutes",
    environment: {
      TRAILKEEP_STORE: $interpolate`s3://${store.name}/${storePrefix}`,
      TRAILKEEP_LEDGER: ledger.name,
      TRAILKEEP_DATABASE: database.name,
      TRAILKEEP_WORKGROUP: workgroup.name,
    },
    permissions: [
      ...ownStore,
      // An Iceberg table's state is in its entry of the catalog.
      {
        actions: ["glue:UpdateTable"],
        resources: [
          $interpolate`${glue}:catalog`,
          $interpolate`${glue}:database/${database.name}`,
          $interpolate`${glue}:table/${database.name}/*`,
        ],
      },
      {
        actions: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        resources: [$interpolate`${store.arn}/${storePrefix}*`],
      },
      {
        actions: [
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem",
        ],
        resources: [ledger.arn],
      },
    ],
  },
});
