import { type Check, passes, result } from "./check.ts";
import type { ObservedTrail } from "./facts.ts";

/** What is asked of a trail. */
export function checkTrail(trail: ObservedTrail): readonly Check[] {
  const { isLogging } = trail;
  return [
    passes(
      "trail_multi_region",
      trail,
      trail.multiRegion,
      "it records every Region",
      "it records one Region alone: what happens in others is not in it",
    ),
    isLogging.known
      ? passes("trail_is_logging", trail, isLogging.value, "it is logging", "it is stopped")
      : result("trail_is_logging", trail, "unknown", isLogging.why),
    passes(
      "trail_log_file_validation",
      trail,
      trail.logFileValidation,
      "its files have digests",
      "its files have no digests: nobody can show that none was changed",
    ),
    passes(
      "trail_kms",
      trail,
      trail.kmsKeyId !== null,
      `its files are encrypted by ${trail.kmsKeyId ?? ""}`,
      "its files are encrypted by S3's own key, and not by one of KMS",
    ),
    passes(
      "trail_cloudwatch_logs",
      trail,
      trail.logGroupArn !== null,
      `it is also delivered to ${trail.logGroupArn ?? ""}`,
      "it is not delivered to CloudWatch Logs",
    ),
  ];
}
