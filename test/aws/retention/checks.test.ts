import { type Check, policiesOf, readPolicyFile, runChecks } from "@trailkeep/core/retention";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Account, openAccount, placeOf } from "./account.ts";
import { observeAll, planFor } from "./run.ts";

const policies = `
version: 1
policies:
  - { name: logs, select: { name: ["archive", "/audit"] }, keepAtLeast: 2y, rule: { framework: a, clause: b }, owner: o }
`;

let open: Account;
beforeEach(async () => {
  open = await openAccount({
    trails: [
      {
        Name: "good",
        S3BucketName: "good",
        IsMultiRegionTrail: true,
        LogFileValidationEnabled: true,
        KmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/k",
        CloudWatchLogsLogGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*",
      },
      { Name: "bad", S3BucketName: "bad", IsMultiRegionTrail: false, LogFileValidationEnabled: false, logging: false },
    ],
  });
  for (const name of ["good", "bad", "archive", "unrelated"]) open.s3.objects.createBucket(name);
  open.s3.settings.set("good", {
    versioning: "Enabled",
    mfaDelete: true,
    objectLockEnabled: true,
    objectLock: { mode: "COMPLIANCE", days: 400 },
    loggingTo: "access-logs",
    encryption: { algorithm: "aws:kms", key: "k" },
    lifecycle: [],
  });
  open.s3.settings.set("bad", {
    publicAccessBlock: null,
    grants: ["http://acs.amazonaws.com/groups/global/AllUsers"],
    versioning: "Suspended",
  });
});
afterEach(() => open.close());

async function checked() {
  const { stores: observed, unread } = await observeAll(open.targets());
  const file = policiesOf(readPolicyFile(policies, "p.yaml"));
  return runChecks({ places: [placeOf(open)], observed, unread, policies: file, credentials });
}

const credentials = { accessKeyId: "AKIDRETENTION", secretAccessKey: "secret" };

const statuses = (found: readonly Check[], name: string) =>
  Object.fromEntries(found.filter((one) => one.name === name).map(({ check, status }) => [check, status]));

test("a trail and its bucket are checked, and buckets and groups that policies speak of", async () => {
  open.groups.create("/audit", "STANDARD", 0).retentionInDays = 400;
  open.groups.create("/app", "STANDARD", 0).retentionInDays = 400;
  open.groups.create("/short", "STANDARD", 0).retentionInDays = 30;
  Object.assign(open.groups.create("/ever", "STANDARD", 0), { kmsKeyId: "arn:key" });
  const found = await checked();
  expect(found.filter(({ name, check }) => name === "good" && check.startsWith("trail_"))).toHaveLength(5);
  expect(statuses(found, "good")).toEqual({
    trail_multi_region: "pass",
    trail_is_logging: "pass",
    trail_log_file_validation: "pass",
    trail_kms: "pass",
    trail_cloudwatch_logs: "pass",
    bucket_not_public: "pass",
    bucket_access_logging: "pass",
    bucket_kms: "pass",
    bucket_lifecycle: "fail",
    bucket_versioning: "pass",
    bucket_object_lock: "pass",
    bucket_mfa_delete: "pass",
  });
  expect(new Set(Object.values(statuses(found, "bad")))).toEqual(new Set(["fail"]));
  expect(Object.keys(statuses(found, "bad"))).toHaveLength(12);
  expect(statuses(found, "archive")).toMatchObject({ bucket_not_public: "pass", bucket_versioning: "fail" });
  expect(statuses(found, "unrelated")).toEqual({});
  expect(statuses(found, "/audit")).toEqual({ log_group_retention: "fail", log_group_kms: "fail" });
  expect(statuses(found, "/app")).toEqual({ log_group_retention: "pass", log_group_kms: "fail" });
  expect(statuses(found, "/short")).toEqual({ log_group_retention: "fail", log_group_kms: "fail" });
  expect(statuses(found, "/ever")).toEqual({ log_group_retention: "pass", log_group_kms: "pass" });
  expect(found.find(({ check }) => check === "log_group_retention")).toMatchObject({
    awsConfig: ["cw-loggroup-retention-period-check"],
    prowler: ["cloudwatch_log_group_retention_policy_specific_days_enabled"],
  });
});

test.each<readonly [Check["status"], string, object]>([
  ["pass", "all four", { publicAccessBlock: true, policyIsPublic: true }],
  ["fail", "policy", { publicAccessBlock: false, policyIsPublic: true }],
  ["fail", "AuthenticatedUsers", { publicAccessBlock: false, grants: ["http://acs/groups/global/AuthenticatedUsers"] }],
  ["fail", "does not keep it so", { publicAccessBlock: null, policyIsPublic: false }],
  ["unknown", "`s3:GetBucketAcl`", { publicAccessBlock: null, denied: ["GetBucketAcl"] }],
  ["unknown", "`s3:GetBucketPublicAccessBlock`", { denied: ["GetPublicAccessBlock"] }],
  ["fail", "AllUsers", { denied: ["GetPublicAccessBlock"], grants: ["http://acs/groups/global/AllUsers"] }],
])("a bucket is public or not: %s, %s", async (status, why, settings) => {
  open.s3.settings.set("archive", settings);
  const found = (await checked()).find(({ name, check }) => name === "archive" && check === "bucket_not_public");
  expect(found).toMatchObject({ status, why: expect.stringContaining(why) });
});

test("what may not be read is unknown, with the permission; no trail at all fails", async () => {
  open.s3.settings.set("archive", { denied: ["GetBucketVersioning", "GetBucketLogging", "GetBucketEncryption"] });
  const found = statuses(await checked(), "archive");
  expect(found).toMatchObject({
    bucket_access_logging: "unknown",
    bucket_kms: "unknown",
    bucket_lifecycle: "unknown",
    bucket_versioning: "unknown",
    bucket_object_lock: "unknown",
    bucket_mfa_delete: "unknown",
    bucket_not_public: "pass",
  });
  const empty = await openAccount();
  const checks = await runChecks({ places: [placeOf(empty)], observed: [], unread: [], policies: [], credentials });
  await empty.close();
  expect(checks).toMatchObject([{ check: "trail_multi_region", status: "fail" }]);
});

test("nothing is written, whatever is checked", async () => {
  const plan = planFor(policies, (await observeAll(open.targets())).stores);
  await checked();
  for (const operation of ["PutBucketLifecycleConfiguration", "DeleteBucketLifecycle", "PutObjectLegalHold"]) {
    expect(open.s3.calls.count("S3", operation)).toBe(0);
  }
  expect(planFor(policies, (await observeAll(open.targets())).stores).hash).toBe(plan.hash);
});
