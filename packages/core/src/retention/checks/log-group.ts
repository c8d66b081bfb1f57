import type { ObservedLogGroup } from "../plan/index.ts";
import { isConflict, type RequirementOf } from "../policy/index.ts";
import { type Check, passes, result } from "./check.ts";

/** What AWS Config's rule asks where no policy says otherwise (its `MinRetentionTime`). */
const usualDays = 365;

/**
 * What is asked of a log group.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/cw-loggroup-retention-period-check.html
 */
export function checkLogGroup(group: ObservedLogGroup, requirementOf: RequirementOf): readonly Check[] {
  const { accountPolicy, kmsKeyId } = group;
  const days = accountPolicy === null ? group.retentionDays : accountPolicy.retentionDays;
  const by = accountPolicy === null ? "" : ` by the account-level policy ${accountPolicy.name}`;
  const found = requirementOf(group);
  const asked = found === null ? usualDays : isConflict(found) ? found.keeps.keepDays : found.keepDays;
  const kept = days === null ? `kept for ever${by}` : `kept for ${days} days${by}`;
  const retention = passes(
    "log_group_retention",
    group,
    days === null || days >= asked,
    `${kept}, and ${asked} are asked`,
    `${kept}, and ${asked} are asked`,
  );
  if (kmsKeyId === undefined)
    return [retention, result("log_group_kms", group, "unknown", "nobody looked for its key")];
  const encrypted = passes(
    "log_group_kms",
    group,
    kmsKeyId !== null,
    `encrypted by ${kmsKeyId ?? ""}`,
    "encrypted by CloudWatch's own key, and not by one of KMS",
  );
  return [retention, encrypted];
}
