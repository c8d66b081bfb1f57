import { archiveClasses, type Requirement, restoredClasses } from "../policy/index.ts";
import { type LifecycleRule, type LifecycleTransition, type Lifetime, lifetimeOf, ownRuleIds } from "./lifecycle.ts";
import type { BucketState } from "./observed.ts";

/**
 * S3 counts from an object's creation, rounds up to the next midnight UTC, and removes some time after that, which AWS
 * does not bound: two days are left for it. Where old versions are kept, an expired object becomes one, and the same
 * begins anew.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const removalLagDays = 1 + 2;

/** CloudTrail and S3 access logs deliver within hours, on a best effort: a record reaches its bucket within a day. */
export const deliveryLagDays = 1;

/** The part of a bucket that a decision is about. */
export interface LifecycleScope extends BucketState {
  readonly prefix: string;
  /** The most days from an event to the creation of the object that holds it. */
  readonly deliveryDays: number;
}

/** Unfinished uploads hold pieces of records, and nobody lists them. */
const uploadDays = 7;

export const isVersioned = ({ versioning }: BucketState): boolean => versioning !== "unversioned";

/** The most days that a record may still be there after the days that the rules say. */
function lifecycleLagDays(scope: LifecycleScope): number {
  return scope.deliveryDays + removalLagDays * (isVersioned(scope) ? 2 : 1);
}

/** Days from an event after which nothing of it is left, at the latest. Null is never. */
export function goneDays({ expiry, oldVersions, uploads }: Lifetime, scope: LifecycleScope): number | null {
  const versionDays = isVersioned(scope) ? oldVersions.everyDays : 0;
  if (expiry.everyDays === null || versionDays === null || uploads.everyDays === null) return null;
  return Math.max(
    expiry.everyDays + versionDays + lifecycleLagDays(scope),
    uploads.everyDays + scope.deliveryDays + removalLagDays,
    lockedDays(scope),
  );
}

/** What a bucket's rules do to the objects under a prefix, and when nothing of a record is left. */
export function bucketLifetime(state: BucketState, prefix: string, isDelivered: boolean) {
  const lifetime = lifetimeOf(state.rules, prefix);
  const scope = { ...state, prefix, deliveryDays: isDelivered ? deliveryLagDays : 0 };
  return { ...lifetime, goneDays: goneDays(lifetime, scope) };
}

/** Days for which Object Lock keeps every new version. */
export function lockDays({ objectLock }: BucketState): number {
  return objectLock?.defaultDays ?? 0;
}

/** Days from an event for which a lock may keep what is left of it, at the latest; 0 without one. */
export function lockedDays(scope: LifecycleScope): number {
  return lockDays(scope) === 0 ? 0 : lockDays(scope) + scope.deliveryDays + removalLagDays;
}

export interface WantedRules {
  readonly rules: readonly LifecycleRule[];
  /** Why objects are not moved though a policy asks for it. */
  readonly notArchived: string | null;
}

/**
 * The rules by which a scope obeys. Where records must go, they stay as long as they may; of old versions' days as many
 * as `keepAtLeast` asks for, if there are so many: they are what is left when somebody overwrites or deletes by hand.
 */
export function rulesFor(
  { keepDays, deleteDays, immediateDays, archive }: Requirement,
  scope: LifecycleScope,
): WantedRules | "impossible" {
  const spanDays = deleteDays === null ? null : deleteDays - lifecycleLagDays(scope);
  const least = Math.max(keepDays, 1);
  const oldDays = spanDays === null || !isVersioned(scope) ? 0 : Math.max(1, Math.min(keepDays, spanDays - least));
  const expiryDays = spanDays === null ? null : spanDays - oldDays;
  if (expiryDays !== null && expiryDays < least) return "impossible";
  const move = archive === null ? null : transitionOf(archive, immediateDays, expiryDays);
  const transitions = move === null || typeof move === "string" ? [] : [move];
  return {
    rules: [
      ...retentionRule(scope, expiryDays, oldDays, transitions),
      ...(oldDays > 0 ? [deleteMarkerRule(scope)] : []),
    ],
    notArchived: typeof move === "string" ? move : null,
  };
}

function transitionOf(
  { days: asked, storageClass }: NonNullable<Requirement["archive"]>,
  immediateDays: number,
  expiryDays: number | null,
): LifecycleTransition | string {
  const { minAgeDays, minStayDays } = archiveClasses[storageClass];
  const days = Math.max(asked, minAgeDays, restoredClasses.has(storageClass) ? immediateDays : 0);
  if (expiryDays === null || expiryDays >= days + Math.max(minStayDays, 1)) return { days, storageClass };
  return `objects would move to ${storageClass} after ${days} days and expire after ${expiryDays}: a stay there is paid for ${minStayDays} days`;
}

function retentionRule(
  scope: LifecycleScope,
  expiryDays: number | null,
  oldDays: number,
  transitions: readonly LifecycleTransition[],
): readonly LifecycleRule[] {
  if (expiryDays === null && transitions.length === 0) return [];
  return [
    {
      ...blank(scope, ownRuleIds(scope.prefix).retention),
      expiration: expiryDays === null ? null : { days: expiryDays },
      noncurrentExpiration: oldDays === 0 ? null : { days: oldDays, newerVersions: null },
      transitions,
      abortUploadsDays: expiryDays === null ? null : Math.min(uploadDays, expiryDays),
    },
  ];
}

/** A marker that hides nothing any more still names its key. */
function deleteMarkerRule(scope: LifecycleScope): LifecycleRule {
  return { ...blank(scope, ownRuleIds(scope.prefix).deleteMarkers), expiration: { deleteMarkers: true } };
}

/** In the form that the bucket's other rules have. */
function blank({ rules, prefix }: LifecycleScope, id: string): LifecycleRule {
  const legacy = rules.some(({ filter }) => filter.legacy);
  return {
    id,
    enabled: true,
    filter: { prefix, legacy, narrowed: false },
    expiration: null,
    noncurrentExpiration: null,
    transitions: [],
    abortUploadsDays: null,
  };
}
