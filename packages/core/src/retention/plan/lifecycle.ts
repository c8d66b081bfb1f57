import { restoredClasses } from "../policy/index.ts";
import { fingerprint } from "./fingerprint.ts";

/** Lifecycle rules of a bucket, as far as retention has to understand them, and what they do to a part of its keys. */

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly filter: LifecycleFilter;
  readonly expiration: LifecycleExpiration | null;
  readonly noncurrentExpiration: { readonly days: number; readonly newerVersions: number | null } | null;
  readonly transitions: readonly LifecycleTransition[];
  readonly abortUploadsDays: number | null;
}

export interface LifecycleFilter {
  readonly prefix: string;
  /** Whether the rule has the old form, with its prefix outside of a filter. S3 refuses both forms in one configuration. */
  readonly legacy: boolean;
  /** Whether tags or sizes narrow the rule further. */
  readonly narrowed: boolean;
}

export type LifecycleExpiration =
  | { readonly days: number }
  /** From this moment on every object of the rule expires at once. ISO 8601. */
  | { readonly date: string }
  /** Only delete markers that hide nothing go. */
  | { readonly deleteMarkers: true };

export interface LifecycleTransition {
  /** Null where it happens from a date on. */
  readonly days: number | null;
  readonly storageClass: string;
}

/** When something happens first to any object of a scope, and by when it has happened to every one. Null is never. */
export interface Bound {
  readonly firstDays: number | null;
  readonly everyDays: number | null;
  /** Names of the rules that are first. */
  readonly firstRules: readonly string[];
}

/** What rules do to the objects under a prefix, days after an object's creation, or after a version was replaced. */
export interface Lifetime {
  readonly expiry: Bound;
  readonly oldVersions: Bound;
  readonly uploads: Bound;
  /** Until an object can't be read without being restored. */
  readonly archive: Bound;
}

/**
 * Rules may overlap: the earliest counts. A rule that covers only some objects can make the first of them go, and says
 * nothing of every one.
 */
export function lifetimeOf(rules: readonly LifecycleRule[], prefix: string): Lifetime {
  const own = rules
    .filter(({ enabled, filter }) => enabled && touches(filter, prefix))
    .map((rule) => ({ rule, covers: covers(rule.filter, prefix) }));
  const bound = (days: (rule: LifecycleRule) => number | null, certain: (rule: LifecycleRule) => boolean): Bound => {
    const found = own.flatMap(({ rule, covers }) => {
      const at = days(rule);
      return at === null ? [] : [{ at, id: rule.id, every: covers && certain(rule) }];
    });
    const firstDays = least(found.map(({ at }) => at));
    return {
      firstDays,
      everyDays: least(found.filter(({ every }) => every).map(({ at }) => at)),
      firstRules: found.filter(({ at }) => at === firstDays).map(({ id }) => id),
    };
  };
  return {
    expiry: bound(expiryDays, ({ expiration }) => expiration !== null && "days" in expiration),
    oldVersions: bound(
      ({ noncurrentExpiration: old }) => old?.days ?? null,
      ({ noncurrentExpiration: old }) => old?.newerVersions === null,
    ),
    uploads: bound(
      ({ abortUploadsDays }) => abortUploadsDays,
      () => true,
    ),
    archive: bound(archiveDays, () => true),
  };
}

function expiryDays({ expiration }: LifecycleRule): number | null {
  if (expiration === null || "deleteMarkers" in expiration) return null;
  return "days" in expiration ? expiration.days : 0;
}

function archiveDays({ transitions }: LifecycleRule): number | null {
  const archived = transitions.filter(({ storageClass }) => restoredClasses.has(storageClass));
  return least(archived.map(({ days }) => days ?? 0));
}

function touches({ prefix }: LifecycleFilter, scope: string): boolean {
  return scope.startsWith(prefix) || prefix.startsWith(scope);
}

function covers({ prefix, narrowed }: LifecycleFilter, scope: string): boolean {
  return scope.startsWith(prefix) && !narrowed;
}

function least(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

/** The names of the rules that Trailkeep writes for a prefix. Rules of other names are somebody else's. */
export function ownRuleIds(prefix: string): { readonly retention: string; readonly deleteMarkers: string } {
  const suffix = prefix === "" ? "" : `:${prefix.length <= 200 ? prefix : fingerprint(prefix)}`;
  return { retention: `trailkeep-retention${suffix}`, deleteMarkers: `trailkeep-delete-markers${suffix}` };
}

/** Whether a rule is one that Trailkeep writes for a prefix. */
export function isOwnRule({ id }: Pick<LifecycleRule, "id">, prefix: string): boolean {
  const { retention, deleteMarkers } = ownRuleIds(prefix);
  return id === retention || id === deleteMarkers;
}

/** Whether two lists hold the same rules. */
export function sameRules(some: readonly LifecycleRule[], others: readonly LifecycleRule[]): boolean {
  const [first, second] = [some, others].map((rules) => fingerprint(rules.toSorted(byId)));
  return first === second;
}

function byId(a: LifecycleRule, b: LifecycleRule): number {
  return a.id < b.id ? -1 : 1;
}
