export { eventDataStoreDays, eventDataStoreLagDays } from "./event-data-store.ts";
export { actionKey, policiesHash } from "./hash.ts";
export { type Hold, holdSchema } from "./hold.ts";
export { localStoreLagDays } from "./local-store.ts";
export { decideLogGroup, logGroupLagDays, logGroupRetentionDays } from "./log-group.ts";
export { makePlan, type PlanInput } from "./make-plan.ts";
export type {
  Observed,
  ObservedDay,
  ObservedEventDataStore,
  ObservedLocalStore,
  ObservedLogGroup,
} from "./observed.ts";
export type { Action, Assessment, Finding, RetentionPlan, Verdict } from "./plan.ts";
