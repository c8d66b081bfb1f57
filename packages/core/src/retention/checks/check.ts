/** Whose questions a check answers: rules of AWS Config, and checks of Prowler, by their own names. */
export const checks = {
  trail_multi_region: {
    awsConfig: ["multi-region-cloudtrail-enabled"],
    prowler: ["cloudtrail_multi_region_enabled"],
  },
  trail_is_logging: { awsConfig: ["cloudtrail-enabled"], prowler: ["cloudtrail_multi_region_enabled"] },
  trail_log_file_validation: {
    awsConfig: ["cloud-trail-log-file-validation-enabled"],
    prowler: ["cloudtrail_log_file_validation_enabled"],
  },
  trail_kms: {
    awsConfig: ["cloud-trail-encryption-enabled"],
    prowler: ["cloudtrail_kms_encryption_enabled"],
  },
  trail_cloudwatch_logs: {
    awsConfig: ["cloud-trail-cloud-watch-logs-enabled"],
    prowler: ["cloudtrail_cloudwatch_logging_enabled"],
  },
  bucket_not_public: {
    awsConfig: ["s3-bucket-level-public-access-prohibited", "s3-bucket-public-read-prohibited"],
    prowler: [
      "cloudtrail_logs_s3_bucket_is_not_publicly_accessible",
      "s3_bucket_level_public_access_block",
      "s3_bucket_public_access",
    ],
  },
  bucket_access_logging: {
    awsConfig: ["s3-bucket-logging-enabled"],
    prowler: ["cloudtrail_logs_s3_bucket_access_logging_enabled", "s3_bucket_server_access_logging_enabled"],
  },
  bucket_kms: { awsConfig: ["s3-default-encryption-kms"], prowler: ["s3_bucket_kms_encryption"] },
  bucket_lifecycle: { awsConfig: ["s3-lifecycle-policy-check"], prowler: ["s3_bucket_lifecycle_enabled"] },
  bucket_versioning: { awsConfig: ["s3-bucket-versioning-enabled"], prowler: ["s3_bucket_object_versioning"] },
  bucket_object_lock: { awsConfig: ["s3-bucket-default-lock-enabled"], prowler: ["s3_bucket_object_lock"] },
  bucket_mfa_delete: {
    awsConfig: ["s3-bucket-mfa-delete-enabled"],
    prowler: ["cloudtrail_bucket_requires_mfa_delete", "s3_bucket_no_mfa_delete"],
  },
  log_group_retention: {
    awsConfig: ["cw-loggroup-retention-period-check"],
    prowler: ["cloudwatch_log_group_retention_policy_specific_days_enabled"],
  },
  log_group_kms: {
    awsConfig: ["cloudwatch-log-group-encrypted"],
    prowler: ["cloudwatch_log_group_kms_encryption_enabled"],
  },
} as const satisfies Record<string, { readonly awsConfig: readonly string[]; readonly prowler: readonly string[] }>;

export type CheckName = keyof typeof checks;

export interface Check {
  readonly check: CheckName;
  /** The ARN of what was looked at. */
  readonly resource: string;
  readonly name: string;
  readonly status: "pass" | "fail" | "unknown";
  /** One sentence. */
  readonly why: string;
  /** The rules of AWS Config and the checks of Prowler that ask the same. */
  readonly awsConfig: readonly string[];
  readonly prowler: readonly string[];
}

interface Resource {
  readonly id: string;
  readonly name: string;
}

/** The result of a check. */
export function result(check: CheckName, { id, name }: Resource, status: Check["status"], why: string): Check {
  return { check, resource: id, name, status, why, ...checks[check] };
}

export function passes(check: CheckName, resource: Resource, isGood: boolean, good: string, bad: string): Check {
  return result(check, resource, isGood ? "pass" : "fail", isGood ? good : bad);
}
