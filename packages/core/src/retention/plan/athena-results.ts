import type { Requirement } from "../policy/index.ts";
import { verdictOf } from "./days.ts";
import { decideLifecycle } from "./decide-lifecycle.ts";
import type { ActiveHold } from "./hold.ts";
import type { ObservedAthenaResults } from "./observed.ts";
import type { Decision, Finding } from "./plan.ts";

/**
 * Results that Athena keeps itself are there for 24 hours.
 * @see https://docs.aws.amazon.com/athena/latest/ug/managed-results.html
 */
const managedDays = 1;
const managedLagDays = 1;

/** What the lifecycle of query results has to become. Their clock is the creation of the result. */
export function decideAthenaResults(
  results: ObservedAthenaResults,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
): Decision {
  const identity = { store: results.id, kind: results.kind, name: results.name };
  if (results.location !== null) {
    return decideLifecycle(identity, { ...results.location, deliveryDays: 0 }, requirement, holds);
  }
  const verdict = verdictOf(managedDays, requirement, managedLagDays);
  const asked = [...holds.map(({ name }) => name), ...(requirement?.names ?? [])].join(", ");
  const kept = holds.length === 0 && (requirement === null || verdict.verdict === "compliant");
  const finding: Finding = {
    ...identity,
    code: holds.length > 0 ? "at_risk" : "overridden",
    message: `Athena keeps these results for ${managedDays} day and nobody can change that, though ${asked} would have it otherwise: give the workgroup a location in S3`,
    policies: requirement?.names ?? [],
  };
  return { actions: [], findings: kept ? [] : [finding], ...verdict };
}
