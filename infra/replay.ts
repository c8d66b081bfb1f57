import { ledger, taking } from "./ingest.ts";
import { store, storePrefix } from "./storage.ts";

/** Each day: what could not be read is read again, by the formats of the version that is deployed. */
new sst.aws.CronV2("Replay", {
  schedule: "rate(1 day)",
  // What a run that failed has begun, the next day's completes.
  retries: 0,
  function: {
    handler: "packages/ingest/src/replayer.handler",
    memory: "1024 MB",
    storage: "4 GB",
    timeout: "15 minutes",
    environment: taking.environment,
    permissions: [
      ...taking.permissions,
      { actions: ["s3:DeleteObject"], resources: [$interpolate`${store.arn}/${storePrefix}quarantine/*`] },
      { actions: ["dynamodb:Query"], resources: [ledger.arn] },
    ],
  },
});
