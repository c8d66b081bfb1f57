import { list } from "./ingest.ts";
import { retained, state } from "./retention-state.ts";

/**
 * Retention on a schedule, where the deployment names what to keep: `TRAILKEEP_RETENTION`, each place of it with an `assumeRole`;
 * and `TRAILKEEP_RETENTION_ROLES`, ARNs of those roles with commas between them. The function may take on these roles and has no right
 * of its own on anything that it keeps.
 */
const roles = list(process.env["TRAILKEEP_RETENTION_ROLES"]);

/** What the command is told (`--state`, `--key`, `--anchor`) to act on the same evidence. */
export const retention = state === undefined ? undefined : keep(state);

function keep(state: sst.aws.Dynamo) {
  /** Signs evidence as RFC 8032 says: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
  const key = new aws.kms.Key("EvidenceKey", {
    description: "Signs the evidence of retention",
    keyUsage: "SIGN_VERIFY",
    customerMasterKeySpec: "ECC_NIST_EDWARDS25519",
    deletionWindowInDays: 30,
  });

  /** The end of the evidence, in another place than the evidence: each version of it stays. */
  const anchors = new sst.aws.Bucket("Anchors", { versioning: true, enforceHttps: true, cors: false });
  new aws.s3.BucketServerSideEncryptionConfiguration("AnchorsEncryption", {
    bucket: anchors.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  const anchorKey = "retention/anchor.json";
  const anchor = $interpolate`s3://${anchors.name}/${anchorKey}`;

  /** Tells people of drift, conflicts, failures and what waits for an approval; `kind` is a message attribute. */
  const topic = new sst.aws.SnsTopic("RetentionNotices");

  const home = { TRAILKEEP_STATE: state.name, TRAILKEEP_EVIDENCE_KEY: key.arn, TRAILKEEP_ANCHOR: anchor };
  /** What whoever acts on the evidence needs. */
  const permissions = [
    { actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], resources: [state.arn] },
    { actions: ["kms:GetPublicKey", "kms:Sign"], resources: [key.arn] },
    { actions: ["s3:GetObject", "s3:PutObject"], resources: [$interpolate`${anchors.arn}/${anchorKey}`] },
    // Without it S3 says `AccessDenied` of an anchor that is not there yet.
    { actions: ["s3:ListBucket"], resources: [anchors.arn] },
    ...(roles.length === 0 ? [] : [{ actions: ["sts:AssumeRole"], resources: roles }]),
  ];

  const job = new sst.aws.Function("RetentionJob", {
    handler: "packages/core/src/retention/aws/handler.handler",
    memory: "1024 MB",
    timeout: "15 minutes",
    // A run that another overlaps ends by itself; the lock in the table keeps applications apart.
    environment: { ...home, TRAILKEEP_STORES: retained, TRAILKEEP_TOPIC: topic.arn },
    permissions: [...permissions, { actions: ["sns:Publish"], resources: [topic.arn] }],
  });

  new sst.aws.CronV2("RetentionDrift", {
    schedule: "rate(1 hour)",
    retries: 0,
    function: job.arn,
    event: { job: "drift" },
  });
  new sst.aws.CronV2("RetentionEnforcement", {
    schedule: "rate(1 day)",
    function: job.arn,
    event: { job: "enforce" },
  });
  const environment = { ...home, TRAILKEEP_RETENTION: retained };
  return { state: state.name, key: key.arn, anchor, topic: topic.arn, environment, permissions };
}
