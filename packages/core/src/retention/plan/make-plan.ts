import { type Conflict, isConflict, type Policy, type Requirement, requirements } from "../policy/index.ts";
import { decideAthenaResults } from "./athena-results.ts";
import { decideEventDataStore } from "./event-data-store.ts";
import { planHash } from "./hash.ts";
import { type ActiveHold, activeHold, type Hold } from "./hold.ts";
import { decideLocalStore } from "./local-store.ts";
import { decideLogGroup } from "./log-group.ts";
import type { Observed } from "./observed.ts";
import type { Action, Assessment, Decision, Finding, RetentionPlan } from "./plan.ts";
import { decideS3Bucket } from "./s3-bucket.ts";
import { decideS3Store } from "./s3-store.ts";

export interface PlanInput {
  readonly policies: readonly Policy[];
  readonly observed: readonly Observed[];
  readonly holds: readonly Hold[];
  readonly nowMs: number;
  /** Whether approvals need a second principal; false if left out. It is part of what the hash names. */
  readonly secondPrincipal?: boolean;
}

/** What has to change so that every store obeys its policies and no hold is broken. Pure: the clock is given. */
export function makePlan({ policies, observed, holds, nowMs, secondPrincipal = false }: PlanInput): RetentionPlan {
  const active = holds.map(activeHold);
  const requirementOf = requirements(policies);
  const actions: Action[] = [];
  const findings: Finding[] = [];
  const assessments: Assessment[] = [];
  for (const store of observed) {
    const { decision, requirement } = decideStore(store, requirementOf(store), active, nowMs);
    actions.push(...decision.actions);
    findings.push(...decision.findings);
    assessments.push(assessment(store, decision, requirement));
  }
  return { hash: planHash(actions, policies, secondPrincipal), plannedAtMs: nowMs, actions, findings, assessments };
}

interface Decided {
  readonly decision: Decision;
  readonly requirement: Requirement | null;
}

function decideStore(
  store: Observed,
  found: Requirement | Conflict | null,
  holds: readonly ActiveHold[],
  nowMs: number,
): Decided {
  const own = holds.filter((hold) => hold.covers(store));
  if (found === null || !isConflict(found)) return { decision: decide(store, found, own, nowMs), requirement: found };
  const { message } = found;
  const finding: Finding = {
    store: store.id,
    kind: store.kind,
    name: store.name,
    code: "conflict",
    message,
    policies: [found.keeps.name, found.deletes.name],
  };
  const held = own.length === 0 ? { actions: [], findings: [] } : decide(store, null, own, nowMs);
  return {
    decision: { actions: held.actions, findings: [finding, ...held.findings], verdict: "unknown", why: message },
    requirement: null,
  };
}

function decide(
  store: Observed,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
  nowMs: number,
): Decision {
  switch (store.kind) {
    case "log_group":
      return decideLogGroup(store, requirement, holds);
    case "event_data_store":
      return decideEventDataStore(store, requirement, holds, nowMs);
    case "s3_bucket":
      return decideS3Bucket(store, requirement, holds);
    case "athena_results":
      return decideAthenaResults(store, requirement, holds);
    case "local_store":
      return decideLocalStore(store, requirement, holds, nowMs);
    case "s3_store":
      return decideS3Store(store, requirement, holds, nowMs);
  }
}

function assessment(store: Observed, { verdict, why }: Decision, requirement: Requirement | null): Assessment {
  return { store: store.id, kind: store.kind, name: store.name, verdict, why, policies: requirement?.names ?? [] };
}
