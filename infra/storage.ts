/** The store's objects are under this prefix of the bucket. */
export const storePrefix = "store/";

/** The bucket of the store: private, versioned, encrypted, reached by TLS only and by no web page (SST's CORS is `*`). */
export const store = new sst.aws.Bucket("Store", { versioning: true, enforceHttps: true, cors: false });

const account = aws.getCallerIdentityOutput().accountId;
const ofAccount = { test: "StringEquals", variable: "aws:SourceAccount", values: [account] };

/**
 * A bucket that CloudTrail and S3 deliver logs into; an organization's own buckets may come beside it (`ingest.ts`).
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export const logs = new sst.aws.Bucket("Logs", {
  versioning: true,
  enforceHttps: true,
  cors: false,
  policy: [
    {
      actions: ["s3:GetBucketAcl"],
      principals: [{ type: "service", identifiers: ["cloudtrail.amazonaws.com"] }],
      paths: [""],
      conditions: [ofAccount],
    },
    {
      actions: ["s3:PutObject"],
      principals: [{ type: "service", identifiers: ["cloudtrail.amazonaws.com"] }],
      paths: ["AWSLogs/*"],
      conditions: [
        ofAccount,
        { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
      ],
    },
    {
      actions: ["s3:PutObject"],
      principals: [{ type: "service", identifiers: ["logging.s3.amazonaws.com"] }],
      paths: ["access-logs/*"],
      conditions: [ofAccount],
    },
  ],
});

/**
 * What the mover has deleted, and what Athena no longer needs of the archive, is gone a week later. Nothing that stands is touched:
 * the store's data expires by Trailkeep alone.
 */
new aws.s3.BucketLifecycleConfiguration("StoreLifecycle", {
  bucket: store.name,
  rules: [
    {
      id: "deleted-versions-gone-after-a-week",
      status: "Enabled",
      filter: { prefix: storePrefix },
      noncurrentVersionExpiration: { noncurrentDays: 7 },
      expiration: { expiredObjectDeleteMarker: true },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    },
  ],
});

// SSE-S3 needs no key policy; https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html
for (const [name, bucket] of Object.entries({ Store: store, Logs: logs })) {
  new aws.s3.BucketServerSideEncryptionConfiguration(`${name}Encryption`, {
    bucket: bucket.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
}
