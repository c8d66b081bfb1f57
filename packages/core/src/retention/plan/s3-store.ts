import type { Requirement } from "../policy/index.ts";
import type { ActiveHold } from "./hold.ts";
import { lifetimeOf } from "./lifecycle.ts";
import { isVersioned, lockDays, removalLagDays } from "./lifecycle-rules.ts";
import type { ObservedS3Store } from "./observed.ts";
import type { Decision, Finding } from "./plan.ts";
import { dayMs, decideDays, isDue } from "./store-days.ts";

/**
 * What is deleted from an Iceberg table stays in its older snapshots. `VACUUM` lets go of those older than five days, unless
 * the table says otherwise, and the mover runs it once a day.
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-data-optimization.html
 */
const snapshotLagDays = 5 + 1;

/** Enforcement runs once a day. */
const runLagDays = 1;

/** Which days of a source's archive go, and what of its records may stay behind. */
export function decideS3Store(
  store: ObservedS3Store,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
  nowMs: number,
): Decision {
  const findings: Finding[] = [];
  const find = (code: Finding["code"], message: string) => {
    const { id, kind, name } = store;
    findings.push({ store: id, kind, name, code, message, policies: requirement?.names ?? [] });
  };
  const expired = expiryOf(store);
  if (expired !== null && (requirement !== null || holds.length > 0)) find("overridden", expired.message);
  const removedDays = removalDays(store);
  const deleteDays = requirement?.deleteDays ?? null;
  if (removedDays === null && deleteDays !== null) {
    const why =
      "the bucket keeps old versions of deleted files for ever: give noncurrent versions below the store's prefix an end";
    find("impossible", why);
    return { actions: [], findings, verdict: "indefinite", why };
  }
  const lagDays = runLagDays + snapshotLagDays + (removedDays ?? 0);
  const late = `whole days go, once a day, and of what was deleted nothing is left ${lagDays - runLagDays} days later`;
  const decided = decideDays(store, { lagDays, why: late }, requirement, holds, nowMs);
  findings.push(...decided.findings);
  const stands = { ...decided, findings };
  if (expired !== null && requirement !== null && expired.days < requirement.keepDays) {
    return { ...stands, verdict: "too_short", why: expired.message };
  }
  if (deleteDays === null || decided.verdict === "unknown") return stands;
  const left = [freshLeft(store, deleteDays - lagDays, nowMs), snapshotsLeft(store, nowMs)].filter(
    (message) => message !== null,
  );
  for (const message of left) find("at_risk", message);
  const { oldestFreshDay } = store;
  if (oldestFreshDay !== null && isDue(oldestFreshDay, deleteDays, nowMs)) {
    return { ...stands, verdict: "too_long", why: `fresh files hold records older than ${deleteDays} days` };
  }
  const [doubt] = left;
  return doubt === undefined || decided.verdict !== "compliant"
    ? stands
    : { ...stands, verdict: "unknown", why: doubt };
}

/** Days after which a file that Athena has deleted is gone with its versions; null is never. */
function removalDays({ location }: ObservedS3Store): number | null {
  if (!isVersioned(location)) return 0;
  const { everyDays } = lifetimeOf(location.rules, location.prefix).oldVersions;
  return everyDays === null ? null : Math.max(everyDays, lockDays(location)) + removalLagDays;
}

/** A rule that lets the store's files go by their own age, which is not that of their records. */
function expiryOf({ location }: ObservedS3Store): { readonly days: number; readonly message: string } | null {
  const { firstDays, firstRules } = lifetimeOf(location.rules, location.prefix).expiry;
  if (firstDays === null) return null;
  const rules = firstRules.map((id) => `\`${id}\``).join(", ");
  return {
    days: firstDays,
    message: `the bucket's rule ${rules} lets the store's files go ${firstDays} days after they were written: the store's records must go by Trailkeep alone`,
  };
}

function freshLeft({ oldestFreshDay }: ObservedS3Store, days: number, nowMs: number): string | null {
  if (oldestFreshDay === null || !isDue(oldestFreshDay, days, nowMs)) return null;
  return `fresh files hold records from ${oldestFreshDay} on, which are due: they go some days after the archive has taken their hour`;
}

function snapshotsLeft({ replacedSnapshotMs }: ObservedS3Store, nowMs: number): string | null {
  // A day more: the mover may be at work at another hour of the day.
  if (replacedSnapshotMs === null || replacedSnapshotMs > nowMs - (snapshotLagDays + 1) * dayMs) return null;
  const since = new Date(replacedSnapshotMs).toISOString();
  return `a snapshot of the archive that was replaced at ${since} is still there, with what was deleted then: see why the mover's VACUUM does not let go of it`;
}
