import {
  type BucketState,
  bucketLifetime,
  eventDataStoreLagDays,
  logGroupLagDays,
  type Observed,
} from "../plan/index.ts";

/** What a store's settings of today mean as a policy, days. */
export interface Settings {
  readonly keepDays: number;
  /** Null where records never have to go. */
  readonly deleteDays: number | null;
}

/** Why a store's settings are no policy. */
export interface NotAdopted {
  readonly why: string;
}

/** A hundred years. Under it, whatever is kept for ever today has to stay so: no setting that ends is as long. */
export const foreverDays = 36_525;

/** The policy under which a store stays as it is. */
export function settingsOf(store: Observed): Settings | NotAdopted {
  if (/[*?]/.test(store.name)) return { why: "its name has a wildcard of patterns in it" };
  switch (store.kind) {
    case "log_group": {
      if (store.logGroupClass === "DELIVERY") return { why: "log groups of the class Delivery keep for a day" };
      const { accountPolicy, retentionDays } = store;
      return ending(accountPolicy === null ? retentionDays : accountPolicy.retentionDays, logGroupLagDays);
    }
    case "event_data_store":
      if (store.status === "PENDING_DELETION") return { why: "it is pending deletion" };
      if (store.terminationProtected) return ending(store.retentionDays, eventDataStoreLagDays);
      return { why: "its termination protection is off, and under a policy it would be set" };
    case "s3_bucket":
      return bucketSettings(store, "", true);
    case "athena_results":
      if (store.location === null) return { why: "Athena keeps these results itself, for a day" };
      return bucketSettings(store.location, store.location.prefix, false);
    default:
      return ending(null, 0);
  }
}

function ending(days: number | null, lagDays: number): Settings {
  if (days === null || days > foreverDays) return { keepDays: foreverDays, deleteDays: null };
  return { keepDays: days, deleteDays: days + lagDays };
}

/** What the rules of a bucket, whoever's they are, mean for the objects under a prefix. */
function bucketSettings(state: BucketState, prefix: string, isDelivered: boolean): Settings | NotAdopted {
  const { expiry, oldVersions, goneDays } = bucketLifetime(state, prefix, isDelivered);
  const oldDays = state.versioning === "unversioned" ? null : oldVersions.firstDays;
  const keptOldDays = Math.max(oldDays ?? foreverDays, state.objectLock?.defaultDays ?? 0);
  const keepDays = Math.min(expiry.firstDays ?? foreverDays, keptOldDays, foreverDays);
  if (keepDays < 1) return { why: `the rule \`${expiry.firstRules[0] ?? ""}\` lets objects go at once` };
  return { keepDays, deleteDays: goneDays === null || goneDays > foreverDays ? null : goneDays };
}
