import type { StoreIdentity } from "../policy/index.ts";
import type { LifecycleRule } from "./lifecycle.ts";

/** What a store's settings and contents were when it was looked at. Sizes are bytes, times epoch milliseconds. */
export type Observed =
  | ObservedLogGroup
  | ObservedEventDataStore
  | ObservedS3Bucket
  | ObservedAthenaResults
  | ObservedLocalStore
  | ObservedS3Store;

interface ObservedStore extends StoreIdentity {
  /** Unique among all stores: the ARN, or a URI. */
  readonly id: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
export interface ObservedLogGroup extends ObservedStore {
  readonly kind: "log_group";
  /** The group's own setting; null is "never expire". */
  readonly retentionDays: number | null;
  /** The account-level retention policy that governs the group, whose value counts instead of its own. */
  readonly accountPolicy: { readonly name: string; readonly retentionDays: number | null } | null;
  readonly logGroupClass: "STANDARD" | "INFREQUENT_ACCESS" | "ESSENTIALS" | "DELIVERY";
  readonly storedBytes: number;
  /** Left out where nobody looked. */
  readonly deletionProtected?: boolean | undefined;
  readonly kmsKeyId?: string | null | undefined;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html */
export interface ObservedEventDataStore extends ObservedStore {
  readonly kind: "event_data_store";
  readonly retentionDays: number;
  readonly billingMode: "EXTENDABLE_RETENTION_PRICING" | "FIXED_RETENTION_PRICING";
  readonly terminationProtected: boolean;
  readonly status:
    | "CREATED"
    | "ENABLED"
    | "PENDING_DELETION"
    | "STARTING_INGESTION"
    | "STOPPING_INGESTION"
    | "STOPPED_INGESTION";
}

/** What a bucket does with its objects, whoever's they are. */
export interface BucketState {
  readonly versioning: "unversioned" | "enabled" | "suspended";
  /** S3 takes no lifecycle rules while it is on. */
  readonly mfaDelete: boolean;
  /** Null is a bucket without Object Lock; `defaultDays` is 0 where new objects get no lock of themselves. */
  readonly objectLock: { readonly defaultDays: number; readonly mode: "GOVERNANCE" | "COMPLIANCE" | null } | null;
  /** All rules, Trailkeep's and others'. */
  readonly rules: readonly LifecycleRule[];
}

/** A bucket that holds logs. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export interface ObservedS3Bucket extends ObservedStore, BucketState {
  readonly kind: "s3_bucket";
  /** Whether an object that a legal hold covers has no Object Lock legal hold; false without Object Lock. */
  readonly unheld: boolean;
  /** When the versions were made that have a legal hold of Trailkeep's, epoch milliseconds. */
  readonly ownHolds: readonly number[];
}

/** Where workgroups leave their results. */
export interface ObservedAthenaResults extends ObservedStore {
  readonly kind: "athena_results";
  readonly workGroups: readonly string[];
  /** Null where Athena keeps the results itself, for a day. */
  readonly location: (BucketState & { readonly bucket: string; readonly prefix: string }) | null;
}

/** One source of an embedded store. */
export interface ObservedLocalStore extends ObservedStore {
  readonly kind: "local_store";
  /** Days that hold records, in order. */
  readonly days: readonly ObservedDay[];
}

/** One source of a store on S3: an Iceberg archive, and fresh files that it takes in. */
export interface ObservedS3Store extends ObservedStore {
  readonly kind: "s3_store";
  /** Days that the archive has files of, in order; rows that were deleted and not yet rewritten count. */
  readonly days: readonly ObservedDay[];
  /** The earliest day of a record in fresh files, those included that outlive their move; null without records. */
  readonly oldestFreshDay: string | null;
  /** When the oldest snapshot was replaced by another; null where there is but one. */
  readonly replacedSnapshotMs: number | null;
  /** What the bucket does with the store's files. */
  readonly location: BucketState & { readonly bucket: string; readonly prefix: string };
}

export interface ObservedDay {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly rows: number;
  readonly sizeBytes: number;
}
