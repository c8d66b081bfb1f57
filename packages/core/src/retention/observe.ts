import type { Assessment, Finding, Hold, Observed, RetentionPlan } from "./plan/index.ts";
import { makePlan } from "./plan/index.ts";
import type { Policy } from "./policy/index.ts";
import type { AnyTarget, TargetOptions, Unread } from "./target/index.ts";

/** Every store that can be seen now, and by which target it is reached. */
export interface World {
  readonly observed: readonly Observed[];
  readonly unread: readonly Unread[];
  readonly targetOf: ReadonlyMap<string, AnyTarget>;
}

/** Looks at every store of every target: targets at the same time, each within its own rate limits. */
export async function observeAll(targets: readonly AnyTarget[], options: TargetOptions): Promise<World> {
  const seen = await Promise.all(targets.map(async (target) => ({ target, found: await target.observe(options) })));
  return {
    observed: seen.flatMap(({ found }): readonly Observed[] => found.stores),
    unread: seen.flatMap(({ found }) => found.unread),
    targetOf: new Map(seen.flatMap(({ target, found }) => found.stores.map(({ id }) => [id, target] as const))),
  };
}

export interface PlanFor {
  readonly world: World;
  readonly policies: readonly Policy[];
  readonly holds: readonly Hold[];
  readonly nowMs: number;
  readonly secondPrincipal?: boolean;
}

/** The plan for what was seen; of what could not be read it says so. */
export function planFor({ world, ...input }: PlanFor): RetentionPlan {
  const plan = makePlan({ ...input, observed: world.observed });
  return {
    ...plan,
    findings: [...plan.findings, ...world.unread.map(findingOf)],
    assessments: [...plan.assessments, ...world.unread.map(assessmentOf)],
  };
}

function findingOf(unread: Unread): Finding {
  return { ...unread, code: "unread", policies: [] };
}

function assessmentOf({ store, kind, name, message }: Unread): Assessment {
  return { store, kind, name, verdict: "unknown", why: message, policies: [] };
}
