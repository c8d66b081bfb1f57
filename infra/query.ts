import { store, storePrefix } from "./storage.ts";

/** Athena's results, and what queries are remembered by: nothing in it is needed for longer than a day. */
export const results = new sst.aws.Bucket("Results", { enforceHttps: true, cors: false });

new aws.s3.BucketServerSideEncryptionConfiguration("ResultsEncryption", {
  bucket: results.name,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});
new aws.s3.BucketLifecycleConfiguration("ResultsLifecycle", {
  bucket: results.name,
  rules: [
    {
      id: "gone-after-a-day",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { days: 1 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    },
  ],
});

const { accountId } = aws.getCallerIdentityOutput();
const { region } = aws.getRegionOutput();

/** Tables are made in it by `trailkeep ddl --create`. */
export const database = new aws.glue.CatalogDatabase("Database", {
  name: `trailkeep_${$app.stage}`.toLowerCase().replace(/[^a-z0-9_]/g, "_"),
});

/** A query that scans more is stopped: 10^12 bytes cost 5 US dollars. */
const bytesScannedCutoff = 1_000_000_000_000;

export const workgroup = new aws.athena.Workgroup("Workgroup", {
  forceDestroy: true,
  configuration: {
    enforceWorkgroupConfiguration: true,
    publishCloudwatchMetricsEnabled: true,
    bytesScannedCutoffPerQuery: bytesScannedCutoff,
    resultConfiguration: {
      outputLocation: $interpolate`s3://${results.name}/athena/`,
      expectedBucketOwner: accountId,
      encryptionConfiguration: { encryptionOption: "SSE_S3" },
    },
  },
});

/** Signs query ids: `sst secret set QueryTokenKey $(openssl rand -base64 32)`. */
export const tokenKey = new sst.Secret("QueryTokenKey");

export const glue = $interpolate`arn:aws:glue:${region}:${accountId}`;

/** What a function needs that asks the store's tables, and no more. @see https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html */
export const ownStore = [
  {
    actions: [
      "athena:StartQueryExecution",
      "athena:GetQueryExecution",
      "athena:GetQueryResults",
      "athena:StopQueryExecution",
    ],
    resources: [workgroup.arn],
  },
  {
    actions: ["athena:GetTableMetadata"],
    resources: [$interpolate`arn:aws:athena:${region}:${accountId}:datacatalog/AwsDataCatalog`],
  },
  {
    actions: ["glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition"],
    resources: [
      $interpolate`${glue}:catalog`,
      $interpolate`${glue}:database/${database.name}`,
      $interpolate`${glue}:table/${database.name}/*`,
    ],
  },
  { actions: ["s3:GetObject"], resources: [$interpolate`${store.arn}/${storePrefix}*`] },
  {
    actions: ["s3:ListBucket"],
    resources: [store.arn],
    conditions: [{ test: "StringLike" as const, variable: "s3:prefix", values: [`${storePrefix}*`] }],
  },
  { actions: ["s3:GetBucketLocation"], resources: [store.arn, results.arn] },
  {
    actions: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
    resources: [$interpolate`${results.arn}/athena/*`],
  },
  { actions: ["s3:GetObject", "s3:PutObject"], resources: [$interpolate`${results.arn}/queries/*`] },
  {
    actions: ["s3:ListBucket"],
    resources: [results.arn],
    conditions: [{ test: "StringLike" as const, variable: "s3:prefix", values: ["athena/*", "queries/*"] }],
  },
];

/** `arn:aws:iam::<account>:role/<name>`, commas between: the roles that stores are declared with at `TRAILKEEP_STORES`. */
const roles = (process.env["TRAILKEEP_STORE_ROLES"] ?? "").split(",").filter((role) => role !== "");

/** Other stores are reached through roles of their owners; this function may take on these and has no right there itself. */
const otherStores = roles.length === 0 ? [] : [{ actions: ["sts:AssumeRole"], resources: roles }];

export const queryPermissions = [...ownStore, ...otherStores];

export const queryEnvironment = {
  TRAILKEEP_DATABASE: database.name,
  TRAILKEEP_WORKGROUP: workgroup.name,
  TRAILKEEP_QUERIES: $interpolate`s3://${results.name}/queries/`,
  TRAILKEEP_TOKEN_KEY: tokenKey.value,
  TRAILKEEP_STORES: process.env["TRAILKEEP_STORES"] ?? "",
};
