import type { Requirement, StoreKind } from "../policy/index.ts";
import { fingerprint } from "./fingerprint.ts";
import type { ActiveHold } from "./hold.ts";
import { isOwnRule, type LifecycleRule, type Lifetime, lifetimeOf, sameRules } from "./lifecycle.ts";
import { goneDays, isVersioned, type LifecycleScope, lockDays, lockedDays, rulesFor } from "./lifecycle-rules.ts";
import type { Decision, Finding, FindingCode, SetLifecycle } from "./plan.ts";

/** Rules that a configuration holds at most. */
const maxRules = 1_000;

interface Identity {
  readonly store: string;
  readonly kind: StoreKind;
  readonly name: string;
}

/** What Trailkeep's rules for a part of a bucket have to become. The rules of others are weighed, and never changed. */
export function decideLifecycle(
  identity: Identity,
  scope: LifecycleScope,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
): Decision {
  const now = lifetimeOf(scope.rules, scope.prefix);
  const verdict = verdictOf(now, scope, requirement);
  const findings: Finding[] = [];
  const because = holds.length > 0 ? holds.map(({ name }) => name) : (requirement?.names ?? []);
  const find = (code: FindingCode, message: string) => {
    findings.push({ ...identity, code, message, policies: requirement?.names ?? [] });
  };
  const own = scope.rules.filter((rule) => isOwnRule(rule, scope.prefix));
  const others = scope.rules.filter((rule) => !isOwnRule(rule, scope.prefix));
  const wanted =
    holds.length > 0 ? heldRules(own, now, scope, requirement) : obeyingRules(own, now, scope, requirement, find);
  const same = wanted === null || sameRules(wanted, own);
  const refusal = same ? null : refusalOf(scope, others.length + wanted.length);
  if (refusal !== null) find("impossible", refusal);
  const after = same || refusal !== null ? own : wanted;
  const then = lifetimeOf([...others, ...after], scope.prefix);
  if (holds.length > 0) warnOfHeld(then, holds, find);
  if (requirement !== null) warn(then, scope, requirement, find);
  const action: SetLifecycle = {
    type: "set_lifecycle",
    ...identity,
    before: own,
    after,
    destroys: sooner(then, now),
    reason: `${describeRules(own)} becomes ${describeRules(after)}: ${holds.length > 0 ? "held" : "asked"} by ${because.join(", ")}`,
    because,
  };
  return { actions: after === own ? [] : [action], findings, ...verdict };
}

type Find = (code: FindingCode, message: string) => void;

/** The rules that a requirement asks for; null if today's will do. */
function obeyingRules(
  own: readonly LifecycleRule[],
  now: Lifetime,
  scope: LifecycleScope,
  requirement: Requirement | null,
  find: Find,
): readonly LifecycleRule[] | null {
  if (requirement === null) return null;
  const wanted = rulesFor(requirement, scope);
  if (wanted === "impossible") {
    const { keepDays, deleteDays } = requirement;
    const message = `no lifecycle lies between ${keepDays} days (keep) and ${deleteDays} days (delete): ${lateness(scope)}`;
    find("impossible", message);
    return null;
  }
  if (wanted.notArchived !== null) find("not_archived", wanted.notArchived);
  const { deleteDays, keepDays } = requirement;
  const ends =
    forever(now.expiry.firstDays) >= keepDays && (deleteDays === null || forever(goneDays(now, scope)) <= deleteDays);
  return ends && movesObey(own, wanted.rules, now, requirement) ? null : wanted.rules;
}

/** Held: objects may move as policies ask, and neither they nor what is left of them expires. */
function heldRules(
  own: readonly LifecycleRule[],
  now: Lifetime,
  scope: LifecycleScope,
  requirement: Requirement | null,
): readonly LifecycleRule[] {
  if (requirement === null) return withoutEnds(own);
  const wanted = rulesFor({ ...requirement, deleteDays: null }, scope);
  const asked = wanted === "impossible" ? [] : wanted.rules;
  return withoutEnds(movesObey(own, asked, now, requirement) ? own : asked);
}

function movesObey(
  own: readonly LifecycleRule[],
  wanted: readonly LifecycleRule[],
  now: Lifetime,
  { archive, immediateDays }: Requirement,
): boolean {
  const asked = archive === null || fingerprint(movesOf(own)) === fingerprint(movesOf(wanted));
  return asked && forever(now.archive.firstDays) >= immediateDays;
}

function movesOf(rules: readonly LifecycleRule[]) {
  return rules.filter(({ enabled }) => enabled).flatMap(({ transitions }) => transitions);
}

function withoutEnds(own: readonly LifecycleRule[]): readonly LifecycleRule[] {
  return own
    .filter(({ transitions }) => transitions.length > 0)
    .map((rule) => ({ ...rule, expiration: null, noncurrentExpiration: null, abortUploadsDays: null }));
}

function refusalOf({ mfaDelete }: LifecycleScope, rules: number): string | null {
  if (mfaDelete) return "MFA delete is on, and S3 takes no lifecycle rules while it is";
  if (rules > maxRules) return `the bucket would have ${rules} lifecycle rules, and S3 takes ${maxRules}`;
  return null;
}

/** What holds still lose, by rules that are not Trailkeep's. */
function warnOfHeld({ expiry, oldVersions }: Lifetime, holds: readonly ActiveHold[], find: Find): void {
  const rules = [...(expiry.firstDays === null ? [] : expiry.firstRules), ...oldVersions.firstRules];
  if (rules.length === 0) return;
  const names = [...new Set(rules)].map((id) => `\`${id}\``).join(", ");
  const message = `it is held by ${holds.map(({ name }) => name).join(", ")}, and the lifecycle ${rules.length === 1 ? "rule" : "rules"} ${names} would delete: disable what is not Trailkeep's`;
  find("at_risk", message);
}

/** What is not as asked when Trailkeep's rules are. */
function warn(then: Lifetime, scope: LifecycleScope, requirement: Requirement, find: Find): void {
  const { keepDays, deleteDays, immediateDays } = requirement;
  const { expiry, archive, oldVersions } = then;
  const rule = ({ firstRules }: Lifetime["expiry"]) => `the lifecycle rule \`${firstRules[0] ?? ""}\``;
  if (expiry.firstDays !== null && expiry.firstDays < keepDays) {
    find("overridden", `${rule(expiry)} expires objects after ${expiry.firstDays} days, and ${keepDays} are asked`);
  }
  if (archive.firstDays !== null && archive.firstDays < immediateDays) {
    const message = `${rule(archive)} archives objects after ${archive.firstDays} days, and they have to be readable at once for ${immediateDays}`;
    find("overridden", message);
  }
  const heldDays = lockedDays(scope);
  if (deleteDays !== null && heldDays > deleteDays) {
    const message = `Object Lock keeps every version for ${lockDays(scope)} days, so that records are gone after ${heldDays} at the latest, and they must be after ${deleteDays}; a lock is never weakened`;
    find("overridden", message);
  }
  const oldDays = oldVersions.firstDays;
  if (isVersioned(scope) && oldDays !== null && oldDays < keepDays && lockDays(scope) < keepDays) {
    const message = `a version that somebody overwrites or deletes goes ${oldDays} days later, and ${keepDays} are asked: Object Lock would keep it`;
    find("exposed", message);
  }
}

function verdictOf(lifetime: Lifetime, scope: LifecycleScope, requirement: Requirement | null) {
  const { expiry, archive } = lifetime;
  const kept = describeExpiry(lifetime, scope);
  if (requirement === null) {
    const why = `${kept}, and no policy speaks of it`;
    return { verdict: expiry.everyDays === null ? "indefinite" : "unknown", why } as const;
  }
  const { keepDays, deleteDays, immediateDays } = requirement;
  if (expiry.firstDays !== null && expiry.firstDays < keepDays) {
    const why = `\`${expiry.firstRules[0] ?? ""}\` expires objects after ${expiry.firstDays} days, and ${keepDays} are asked`;
    return { verdict: "too_short", why } as const;
  }
  if (archive.firstDays !== null && archive.firstDays < immediateDays) {
    const why = `\`${archive.firstRules[0] ?? ""}\` archives objects after ${archive.firstDays} days, and they have to be readable at once for ${immediateDays}`;
    return { verdict: "too_short", why } as const;
  }
  if (deleteDays === null) {
    return { verdict: "compliant", why: `${kept}, and at least ${keepDays} days are asked` } as const;
  }
  const gone = goneDays(lifetime, scope);
  if (gone === null) {
    return { verdict: "indefinite", why: `${kept}, and records must be gone after ${deleteDays} days` } as const;
  }
  const why = `${kept}, gone after ${gone} days at the latest (${lateness(scope)}), and ${deleteDays} are allowed`;
  return { verdict: gone > deleteDays ? "too_long" : "compliant", why } as const;
}

function describeExpiry({ expiry, oldVersions, uploads }: Lifetime, scope: LifecycleScope): string {
  if (expiry.everyDays === null) return "not every object expires";
  if (isVersioned(scope) && oldVersions.everyDays === null) {
    return `objects expire after ${expiry.everyDays} days, and their old versions stay`;
  }
  if (uploads.everyDays === null)
    return `objects expire after ${expiry.everyDays} days, and what unfinished uploads left stays`;
  const old = isVersioned(scope) ? ` and ${oldVersions.everyDays} more as old versions` : "";
  const lock = lockDays(scope) > expiry.everyDays ? `, and are locked for ${lockDays(scope)}` : "";
  return `objects expire after ${expiry.everyDays} days${old}${lock}`;
}

function lateness(scope: LifecycleScope): string {
  const steps = isVersioned(scope) ? "objects and then old versions each go" : "objects go";
  return `records arrive up to ${scope.deliveryDays} days late, and ${steps} up to 3 days late`;
}

/** Whether anything can be gone earlier than before. */
function sooner(then: Lifetime, now: Lifetime): boolean {
  const parts = ["expiry", "oldVersions", "uploads"] as const;
  return parts.some(
    (part) =>
      forever(then[part].firstDays) < forever(now[part].firstDays) ||
      forever(then[part].everyDays) < forever(now[part].everyDays),
  );
}

function describeRules(rules: readonly LifecycleRule[]): string {
  const parts = rules.flatMap(({ enabled, expiration, noncurrentExpiration, transitions }) =>
    enabled
      ? [
          ...(expiration !== null && "days" in expiration ? [`expire after ${expiration.days} days`] : []),
          ...(noncurrentExpiration === null ? [] : [`old versions after ${noncurrentExpiration.days} more`]),
          ...transitions.map(({ days, storageClass }) => `move to ${storageClass} after ${days} days`),
        ]
      : [],
  );
  return parts.length === 0 ? "no rule of Trailkeep's" : `\`${parts.join(", ")}\``;
}

function forever(days: number | null): number {
  return days ?? Number.POSITIVE_INFINITY;
}
