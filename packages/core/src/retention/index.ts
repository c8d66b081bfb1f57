export type { PoliciesInForce, ReleasedHold } from "./apply/history.ts";
export type { ActionResult, ApplyStep } from "./apply/run.ts";
export type { ComplianceOf } from "./compliance.ts";
export * from "./evidence/index.ts";
export { expiryOf } from "./expiry.ts";
export * from "./export/index.ts";
export { evidencePlaces, type OpenRetentionOptions, openRetention, systemPrincipal } from "./open.ts";
export * from "./plan/index.ts";
export * from "./policy/index.ts";
export * from "./schedule/index.ts";
export {
  type ApplyReport,
  type MadePlan,
  type NewHold,
  type PolicyText,
  type RetentionNeeds,
  RetentionService,
} from "./service.ts";
export * from "./target/index.ts";
