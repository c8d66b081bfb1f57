export { eventDataStoreDays, eventDataStoreLagDays } from "./event-data-store.ts";
export { actionKey, policiesHash } from "./hash.ts";
export { activeHold, type Hold, holdSchema } from "./hold.ts";
export { isOwnRule, type LifecycleRule, sameRules } from "./lifecycle.ts";
export { bucketLifetime, deliveryLagDays } from "./lifecycle-rules.ts";
export { localStoreLagDays } from "./local-store.ts";
export { decideLogGroup, logGroupLagDays, logGroupRetentionDays } from "./log-group.ts";
export { makePlan, type PlanInput } from "./make-plan.ts";
export type {
  BucketState,
  Observed,
  ObservedAthenaResults,
  ObservedDay,
  ObservedEventDataStore,
  ObservedLocalStore,
  ObservedLogGroup,
  ObservedS3Bucket,
  ObservedS3Store,
} from "./observed.ts";
export type {
  Action,
  Assessment,
  Finding,
  PlaceLegalHold,
  ReleaseLegalHolds,
  RetentionPlan,
  SetLifecycle,
  Verdict,
} from "./plan.ts";
export { heldRanges, isWithin } from "./s3-bucket.ts";
export { holdsDay } from "./store-days.ts";
