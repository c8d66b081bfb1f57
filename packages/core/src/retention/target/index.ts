import type { StoreKind } from "../policy/index.ts";
import { athenaResultsTarget } from "./athena-results.ts";
import { eventDataStoreTarget } from "./event-data-store.ts";
import { localStoreTarget } from "./local-store.ts";
import { logGroupTarget } from "./log-group.ts";
import { s3BucketTarget } from "./s3-bucket.ts";
import type { RetentionTarget } from "./target.ts";

export { type AthenaResultsNeeds, athenaResultsTarget } from "./athena-results.ts";
export { type EventDataStoreNeeds, eventDataStoreTarget } from "./event-data-store.ts";
export { type LocalStoreNeeds, localStoreTarget } from "./local-store.ts";
export { type LogGroupNeeds, logGroupTarget } from "./log-group.ts";
export { type S3BucketNeeds, s3BucketTarget } from "./s3-bucket.ts";
export type {
  ActionOf,
  AnyTarget,
  ApplyOptions,
  ApplyOutcome,
  Observation,
  ObservedOf,
  OpenTargets,
  RetentionTarget,
  RunTerms,
  TargetOptions,
  Unread,
} from "./target.ts";

/** The factory of each kind's target; what it needs (clients, account, Region, a folder) is its one argument. */
export const retentionTargets = {
  log_group: logGroupTarget,
  event_data_store: eventDataStoreTarget,
  s3_bucket: s3BucketTarget,
  athena_results: athenaResultsTarget,
  local_store: localStoreTarget,
} as const satisfies {
  readonly [Kind in StoreKind]?: (needs: never) => RetentionTarget<Kind>;
};
