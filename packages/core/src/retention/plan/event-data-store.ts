import type { Requirement } from "../policy/index.ts";
import { chooseDays, describeDays, verdictOf } from "./days.ts";
import type { ActiveHold } from "./hold.ts";
import type { ObservedEventDataStore } from "./observed.ts";
import type { Action, Decision, Finding } from "./plan.ts";

/**
 * The most days that each billing mode takes; the fewest are 7.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateEventDataStore.html
 */
export const eventDataStoreDays = {
  EXTENDABLE_RETENTION_PRICING: { min: 7, max: 3_653 },
  FIXED_RETENTION_PRICING: { min: 7, max: 2_557 },
} as const;

/** AWS names no lag; a day is left for the deletion to happen. The clock is the event's own time. */
export const eventDataStoreLagDays = 1;

const dayMs = 86_400_000;

/** What an event data store's retention has to become. */
export function decideEventDataStore(
  store: ObservedEventDataStore,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
  nowMs: number,
): Decision {
  const { min, max } = eventDataStoreDays[store.billingMode];
  const verdict = verdictOf(store.retentionDays, requirement, eventDataStoreLagDays);
  const policies = requirement?.names ?? [];
  const finding = (code: Finding["code"], message: string): Finding => ({
    ...identity(store),
    code,
    message,
    policies,
  });
  if (store.status === "PENDING_DELETION") {
    const protectedBy = [...policies, ...holds.map(({ name }) => name)];
    const message = `it is pending deletion, though ${protectedBy.join(", ")} ${protectedBy.length === 1 ? "protects" : "protect"} it: restore it within 7 days`;
    return { actions: [], findings: protectedBy.length === 0 ? [] : [finding("at_risk", message)], ...verdict };
  }
  const held = holds.length > 0;
  const allowed = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const obeyed = chooseDays(store.retentionDays, requirement, {
    allowed,
    lagDays: eventDataStoreLagDays,
    never: false,
  });
  const wanted = held ? ({ days: max, why: `held by ${holds.map(({ name }) => name).join(", ")}` } as const) : obeyed;
  const findings: Finding[] = [];
  if (held && holds.some(({ startMs, endMs }) => startMs < endMs && startMs < nowMs - max * dayMs)) {
    findings.push(
      finding("at_risk", `a hold reaches further back than the ${max} days that the store can keep: copy its events`),
    );
  }
  if (obeyed === "impossible") {
    const message = `no retention from ${min} to ${max} days lies between ${requirement?.keepDays ?? 0} days (keep) and ${requirement?.deleteDays ?? "no end"} days (delete), a day for the deletion included`;
    findings.push(finding("impossible", message));
  }
  const actions: Action[] = [];
  const because = held ? holds.map(({ name }) => name) : policies;
  if (wanted !== "keep" && wanted !== "impossible" && wanted.days !== null && wanted.days !== store.retentionDays) {
    actions.push({
      type: "set_retention",
      ...identity(store),
      before: store.retentionDays,
      after: wanted.days,
      storedBytes: null,
      destroys: wanted.days < store.retentionDays,
      reason: `${describeDays(store.retentionDays)} becomes ${describeDays(wanted.days)}: ${wanted.why}`,
      because,
    });
  }
  if (!store.terminationProtected && because.length > 0) {
    actions.push({
      type: "protect",
      ...identity(store),
      before: false,
      after: true,
      destroys: false,
      reason: "termination protection is off on a store that must be kept",
      because,
    });
  }
  return { actions, findings, ...verdict };
}

function identity({ id, kind, name }: ObservedEventDataStore) {
  return { store: id, kind, name };
}
