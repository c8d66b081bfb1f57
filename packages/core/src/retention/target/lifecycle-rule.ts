import { type LifecycleExpiration, type LifecycleRule as SdkRule, TransitionStorageClass } from "@aws-sdk/client-s3";
import type { LifecycleRule } from "../plan/index.ts";

/** A rule of the SDK as the planner sees it. */
export function toRule(rule: SdkRule): LifecycleRule {
  const { Filter: filter, NoncurrentVersionExpiration: old } = rule;
  const { And: and } = filter ?? {};
  const parts = [filter?.Tag, filter?.ObjectSizeGreaterThan, filter?.ObjectSizeLessThan];
  const more = [and?.Tags?.[0], and?.ObjectSizeGreaterThan, and?.ObjectSizeLessThan];
  return {
    id: rule.ID ?? "",
    enabled: rule.Status === "Enabled",
    filter: {
      prefix: filter?.Prefix ?? and?.Prefix ?? rule.Prefix ?? "",
      legacy: rule.Prefix !== undefined,
      narrowed: [...parts, ...more].some((part) => part !== undefined),
    },
    expiration: expirationOf(rule.Expiration),
    noncurrentExpiration:
      old?.NoncurrentDays === undefined
        ? null
        : { days: old.NoncurrentDays, newerVersions: old.NewerNoncurrentVersions ?? null },
    transitions: (rule.Transitions ?? []).map(({ Days, Date: date, StorageClass = "" }) => ({
      days: date === undefined ? (Days ?? 0) : null,
      storageClass: StorageClass,
    })),
    abortUploadsDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? null,
  };
}

function expirationOf(expiration: LifecycleExpiration | undefined): LifecycleRule["expiration"] {
  if (expiration?.Days !== undefined && expiration.Days > 0) return { days: expiration.Days };
  if (expiration?.Date !== undefined) return { date: expiration.Date.toISOString() };
  return expiration?.ExpiredObjectDeleteMarker === true ? { deleteMarkers: true } : null;
}

/** A rule of Trailkeep's for the SDK. It has no tags, no sizes and no dates. */
export function fromRule(rule: LifecycleRule): SdkRule {
  const { prefix, legacy } = rule.filter;
  const { expiration, noncurrentExpiration: old } = rule;
  return {
    ID: rule.id,
    Status: rule.enabled ? "Enabled" : "Disabled",
    ...(legacy ? { Prefix: prefix } : { Filter: { Prefix: prefix } }),
    ...(expiration === null ? {} : { Expiration: sdkExpiration(expiration) }),
    ...(old === null ? {} : { NoncurrentVersionExpiration: { NoncurrentDays: old.days } }),
    ...(rule.transitions.length === 0 ? {} : { Transitions: rule.transitions.map(sdkTransition) }),
    ...(rule.abortUploadsDays === null
      ? {}
      : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.abortUploadsDays } }),
  };
}

function sdkExpiration(expiration: NonNullable<LifecycleRule["expiration"]>): LifecycleExpiration {
  if ("deleteMarkers" in expiration) return { ExpiredObjectDeleteMarker: true };
  return "days" in expiration ? { Days: expiration.days } : { Date: new Date(expiration.date) };
}

function sdkTransition({ days, storageClass }: LifecycleRule["transitions"][number]) {
  const known = Object.values(TransitionStorageClass).find((name) => name === storageClass);
  if (days === null || known === undefined) throw new Error(`no rule of Trailkeep's moves to ${storageClass}`);
  return { Days: days, StorageClass: known };
}
