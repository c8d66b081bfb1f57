import { type Check, type CheckName, passes, result } from "./check.ts";
import type { Fact, ObservedBucketSecurity } from "./facts.ts";

/** What is asked of a bucket that holds logs. */
export function checkBucket(bucket: ObservedBucketSecurity): readonly Check[] {
  const about = <T>(check: CheckName, fact: Fact<T>, judge: (value: T) => Check): Check =>
    fact.known ? judge(fact.value) : result(check, bucket, "unknown", fact.why);
  const { state } = bucket;
  return [
    checkPublic(bucket),
    about("bucket_access_logging", bucket.loggingTo, (to) =>
      passes(
        "bucket_access_logging",
        bucket,
        to !== null,
        `who reads it is logged to ${to ?? ""}`,
        "who reads it is not logged",
      ),
    ),
    about("bucket_kms", bucket.encryption, (algorithm) =>
      passes(
        "bucket_kms",
        bucket,
        algorithm?.startsWith("aws:kms") ?? false,
        `objects are encrypted by ${algorithm ?? ""}`,
        `objects are encrypted by ${algorithm ?? "nothing"}, and not by a key of KMS`,
      ),
    ),
    about("bucket_lifecycle", state, ({ rules }) => {
      const enabled = rules.filter((rule) => rule.enabled).length;
      const good = `${enabled} lifecycle ${enabled === 1 ? "rule is" : "rules are"} enabled`;
      return passes("bucket_lifecycle", bucket, enabled > 0, good, "no lifecycle rule is enabled");
    }),
    about("bucket_versioning", state, ({ versioning }) =>
      passes(
        "bucket_versioning",
        bucket,
        versioning === "enabled",
        "an object that is overwritten or deleted stays as an old version",
        `versions are ${versioning === "suspended" ? "suspended" : "off"}: who overwrites or deletes an object ends it`,
      ),
    ),
    about("bucket_object_lock", state, ({ objectLock }) =>
      passes(
        "bucket_object_lock",
        bucket,
        (objectLock?.defaultDays ?? 0) > 0,
        `new versions are locked for ${objectLock?.defaultDays ?? 0} days (${objectLock?.mode ?? ""})`,
        objectLock === null ? "Object Lock is off" : "Object Lock is on, and locks new objects for no time",
      ),
    ),
    about("bucket_mfa_delete", state, ({ mfaDelete }) =>
      passes(
        "bucket_mfa_delete",
        bucket,
        mfaDelete,
        "versions are deleted with a second factor only (and S3 takes no lifecycle rules)",
        "versions are deleted without a second factor; with it, S3 would take no lifecycle rules",
      ),
    ),
  ];
}

/** Public by its policy or its ACL, unless the public access block stands before both. */
function checkPublic(bucket: ObservedBucketSecurity): Check {
  const { publicAccessBlocked: blocked, policyIsPublic, publicGrants } = bucket;
  const verdict = (status: Check["status"], why: string) => result("bucket_not_public", bucket, status, why);
  if (blocked.known && blocked.value) return verdict("pass", "all four settings of its public access block are on");
  if (policyIsPublic.known && policyIsPublic.value) return verdict("fail", "its policy makes it public");
  if (publicGrants.known && publicGrants.value.length > 0) {
    return verdict("fail", `its ACL grants to ${publicGrants.value.join(", ")}`);
  }
  const [unknown] = [blocked, policyIsPublic, publicGrants].flatMap((fact) => (fact.known ? [] : [fact.why]));
  if (unknown !== undefined) return verdict("unknown", unknown);
  return verdict("fail", "it is not public today, and its public access block does not keep it so");
}
