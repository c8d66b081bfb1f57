import {
  type Action,
  type Hold,
  makePlan,
  type Observed,
  policiesOf,
  type RetentionPlan,
  type RetentionTarget,
  readPolicyFile,
} from "@trailkeep/core/retention";
import type { Account } from "./account.ts";

type Targets = ReturnType<Account["targets"]>;

/** Everything in the account, and what could not be read. */
export async function observeAll(targets: Targets) {
  const found = await Promise.all([
    targets.log_group.observe(),
    targets.event_data_store.observe(),
    targets.s3_bucket.observe(),
    targets.athena_results.observe(),
  ]);
  return {
    stores: found.flatMap(({ stores }): readonly Observed[] => stores),
    unread: found.flatMap(({ unread }) => unread),
  };
}

export function planFor(policies: string, observed: readonly Observed[], holds: readonly Hold[] = []): RetentionPlan {
  const file = readPolicyFile(policies, "policies.yaml");
  return makePlan({ policies: policiesOf(file), observed, holds, nowMs: Date.UTC(2026, 10, 25) });
}

/** Does one action by the target of its kind, and reads back whether it is so. */
export async function carryOut(targets: Targets, action: Action) {
  switch (action.kind) {
    case "log_group":
      return one(targets.log_group, { ...action, kind: action.kind });
    case "event_data_store":
      return one(targets.event_data_store, { ...action, kind: action.kind });
    case "s3_bucket":
      return one(targets.s3_bucket, { ...action, kind: action.kind });
    case "athena_results":
      return one(targets.athena_results, { ...action, kind: action.kind });
    default:
      throw new Error(`no target for ${action.kind}`);
  }
}

async function one<Kind extends keyof Targets>(
  target: RetentionTarget<Kind>,
  action: Action & { readonly kind: Kind },
) {
  const outcome = await target.apply(action);
  return { ...outcome, isApplied: target.isApplied(action, await target.reobserve(action.store)) };
}
