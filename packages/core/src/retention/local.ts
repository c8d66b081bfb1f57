/** Retention without what reaches AWS: its SDK takes a while to load, and who ingests or serves a folder needs none of it. */
export { expiryOf } from "./expiry.ts";
export type {
  ApplyReport,
  Hold,
  MadePlan,
  PoliciesInForce,
  ReleasedHold,
  RetentionService,
} from "./index.ts";
export { openRetention } from "./open.ts";
export { selectorSchema } from "./policy/index.ts";
