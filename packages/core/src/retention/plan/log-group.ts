import type { Requirement } from "../policy/index.ts";
import { chooseDays, describeDays, verdictOf } from "./days.ts";
import type { ActiveHold } from "./hold.ts";
import type { ObservedLogGroup } from "./observed.ts";
import type { Action, Decision, Finding } from "./plan.ts";

/**
 * What PutRetentionPolicy takes, days.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const logGroupRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Expired events are deleted up to 72 hours late. The clock is the event's own time. */
export const logGroupLagDays = 3;

/**
 * Log groups of the class Delivery keep a day, and their retention can't be set.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
 */
const deliveryDays = 1;

/** What a log group's retention has to become. */
export function decideLogGroup(
  group: ObservedLogGroup,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
): Decision {
  const effective = effectiveDays(group);
  const verdict = verdictOf(effective, requirement, logGroupLagDays);
  const held = holds.length > 0;
  const wanted = held
    ? { days: null, why: `held by ${names(holds)}` }
    : chooseDays(effective, requirement, { allowed: logGroupRetentionDays, lagDays: logGroupLagDays, never: true });
  const finding = (code: Finding["code"], message: string): Finding => ({
    ...identity(group),
    code,
    message,
    policies: requirement?.names ?? [],
  });
  if (wanted === "impossible") {
    const message = `no retention that CloudWatch Logs offers lies between ${describeBounds(requirement)}, deletion up to ${logGroupLagDays} days late included`;
    return { actions: [], findings: [finding("impossible", message)], ...verdict };
  }
  const protection = held && group.deletionProtected === false ? [protect(group, holds)] : [];
  if (wanted === "keep" || wanted.days === effective) return { actions: protection, findings: [], ...verdict };
  if (group.logGroupClass === "DELIVERY") {
    const message = `log groups of the class Delivery keep for ${describeDays(deliveryDays)} whatever is set; it would have to be ${describeDays(wanted.days)}`;
    return { actions: protection, findings: [finding(held ? "at_risk" : "overridden", message)], ...verdict };
  }
  if (group.accountPolicy !== null) {
    const message = `the account-level retention policy ${group.accountPolicy.name} sets ${describeDays(effective)} whatever the group says; it would have to be ${describeDays(wanted.days)}`;
    return { actions: protection, findings: [finding(held ? "at_risk" : "overridden", message)], ...verdict };
  }
  return {
    actions: [
      ...protection,
      {
        type: "set_retention",
        ...identity(group),
        before: group.retentionDays,
        after: wanted.days,
        storedBytes: group.storedBytes,
        destroys: shorter(wanted.days, group.retentionDays),
        reason: `${describeDays(group.retentionDays)} becomes ${describeDays(wanted.days)}: ${wanted.why}`,
        because: held ? holds.map(({ name }) => name) : (requirement?.names ?? []),
      },
    ],
    findings: [],
    ...verdict,
  };
}

/** What counts: of the class Delivery a day, else an account-level policy's value, else the group's own. */
function effectiveDays({ logGroupClass, accountPolicy, retentionDays }: ObservedLogGroup): number | null {
  if (logGroupClass === "DELIVERY") return deliveryDays;
  return accountPolicy === null ? retentionDays : accountPolicy.retentionDays;
}

function protect(group: ObservedLogGroup, holds: readonly ActiveHold[]): Action {
  return {
    type: "protect",
    ...identity(group),
    before: false,
    after: true,
    destroys: false,
    reason: `deletion protection is off on a log group that ${names(holds)} holds`,
    because: holds.map(({ name }) => name),
  };
}

function identity({ id, kind, name }: ObservedLogGroup) {
  return { store: id, kind, name };
}

function names(holds: readonly ActiveHold[]): string {
  return holds.map(({ name }) => name).join(", ");
}

function describeBounds(requirement: Requirement | null): string {
  return `${requirement?.keepDays ?? 0} days (keep) and ${requirement?.deleteDays ?? "no end"} days (delete)`;
}

function shorter(after: number | null, before: number | null): boolean {
  return (after ?? Number.POSITIVE_INFINITY) < (before ?? Number.POSITIVE_INFINITY);
}
