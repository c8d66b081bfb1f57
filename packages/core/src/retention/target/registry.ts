import type { StoreKind } from "../policy/index.ts";
import { localStoreTarget } from "./local-store.ts";
import type { RetentionTarget } from "./target.ts";

/**
 * The factory of each kind's target; what it needs (clients, account, Region, a folder) is its one argument. Those of AWS
 * are loaded when the first of them is needed, and the SDK with them.
 */
export const retentionTargets = {
  log_group: async () => (await import("./log-group.ts")).logGroupTarget,
  event_data_store: async () => (await import("./event-data-store.ts")).eventDataStoreTarget,
  s3_bucket: async () => (await import("./s3-bucket.ts")).s3BucketTarget,
  athena_results: async () => (await import("./athena-results.ts")).athenaResultsTarget,
  s3_store: async () => (await import("./s3-store.ts")).s3StoreTarget,
  local_store: async () => localStoreTarget,
} as const satisfies {
  readonly [Kind in StoreKind]: () => Promise<(needs: never) => RetentionTarget<Kind>>;
};
