/**
 * The fixed cast of every sample: accounts, regions, buckets, and the lanes in which AWS delivers their logs.
 * Account ids are those of AWS's documentation; bucket names begin with the prefix that S3 reserves for documentation
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html), so none is anybody's.
 */
export const accounts = {
  production: "111122223333",
  data: "444455556666",
  development: "777788889999",
  security: "123456789012",
} as const;

export const accountIds = Object.values(accounts);
export type AccountId = (typeof accountIds)[number];

/** The organization whose trail delivers the development account's events. */
export const organizationId = "o-exampleorgid";

/** A general purpose bucket with server access logging, and where its log goes. */
export interface Bucket {
  readonly name: string;
  readonly account: AccountId;
  readonly region: string;
  /** Canonical user id of the owner. */
  readonly ownerId: string;
  readonly keyFormat: "SimplePrefix" | "PartitionedPrefix";
  readonly logPrefix: string;
}

export const buckets = {
  finance: {
    name: "amzn-s3-demo-finance",
    account: accounts.production,
    region: "us-east-1",
    ownerId: "5f1d3b7e9a2c4860b1d7e3f5a9c2b4d6e8f0a1c3b5d7e9f1a3c5b7d9e1f3a5c7",
    keyFormat: "PartitionedPrefix",
    logPrefix: "s3-access-logs/",
  },
  web: {
    name: "amzn-s3-demo-web",
    account: accounts.data,
    region: "us-west-2",
    ownerId: "c2a4e6081b3d5f7092b4d6f81a3c5e7091b3d5f72a4c6e8093b5d7f91a3c5e70",
    keyFormat: "SimplePrefix",
    logPrefix: "web-access-logs/",
  },
} as const satisfies Record<string, Bucket>;

/** A stream of deliveries: one file a window, unless nothing happened. `share` is its part of the records. */
export type Lane = TrailLane | NetworkLane | AccessLogLane;

export interface TrailLane {
  readonly kind: "trail";
  readonly account: AccountId;
  readonly region: string;
  readonly share: number;
  /** Delivered by the organization's trail, below the organization's id. */
  readonly organization?: true;
  /** The bucket whose data events the trail records, and their share of the trail's events in percent. */
  readonly data?: { readonly bucket: Bucket; readonly percent: number };
}

export interface NetworkLane {
  readonly kind: "network";
  readonly account: AccountId;
  readonly region: string;
  readonly share: number;
}

export interface AccessLogLane {
  readonly kind: "access-log";
  readonly bucket: Bucket;
  readonly share: number;
}

/** A bucket's data events and its log lines are about as many, because both tell of the same requests. */
export const lanes: readonly Lane[] = [
  {
    kind: "trail",
    account: accounts.production,
    region: "us-east-1",
    share: 250,
    data: { bucket: buckets.finance, percent: 50 },
  },
  { kind: "trail", account: accounts.production, region: "eu-west-1", share: 60 },
  {
    kind: "trail",
    account: accounts.data,
    region: "us-west-2",
    share: 270,
    data: { bucket: buckets.web, percent: 85 },
  },
  { kind: "trail", account: accounts.data, region: "us-east-1", share: 50 },
  { kind: "trail", account: accounts.development, region: "us-east-1", share: 80, organization: true },
  { kind: "trail", account: accounts.development, region: "eu-west-1", share: 30, organization: true },
  { kind: "trail", account: accounts.security, region: "us-east-1", share: 30 },
  { kind: "network", account: accounts.production, region: "us-east-1", share: 20 },
  { kind: "access-log", bucket: buckets.finance, share: 130 },
  { kind: "access-log", bucket: buckets.web, share: 240 },
];
