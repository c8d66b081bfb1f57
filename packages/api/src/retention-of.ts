import type { RetentionService } from "@trailkeep/core/retention/local";

/** What the routes do with retention. */
export type Retention = Pick<
  RetentionService,
  | "policies"
  | "plan"
  | "approve"
  | "apply"
  | "holds"
  | "hold"
  | "release"
  | "evidence"
  | "verify"
  | "compliance"
  | "adopt"
  | "checks"
>;

/** Retention as who is calling may use it; null where nobody has said who that is. */
export type RetentionOf = (caller: string | null) => Retention;
