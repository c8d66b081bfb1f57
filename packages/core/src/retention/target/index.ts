export type { AthenaResultsNeeds } from "./athena-results.ts";
export type { EventDataStoreNeeds } from "./event-data-store.ts";
export { LegalHoldJournal } from "./legal-hold-journal.ts";
export { type LocalStoreNeeds, localStoreTarget } from "./local-store.ts";
export type { LogGroupNeeds } from "./log-group.ts";
export { openPlaces } from "./places.ts";
export { retentionTargets } from "./registry.ts";
export type { S3BucketNeeds } from "./s3-bucket.ts";
export type { S3StoreNeeds } from "./s3-store.ts";
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
