import type { StoreIdentity } from "../policy/index.ts";

/** What a store's settings and contents were when it was looked at. Sizes are bytes, times epoch milliseconds. */
export type Observed = ObservedLogGroup | ObservedEventDataStore | ObservedLocalStore;

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

/** One source of an embedded store. */
export interface ObservedLocalStore extends ObservedStore {
  readonly kind: "local_store";
  /** Days that hold records, in order. */
  readonly days: readonly ObservedDay[];
}

export interface ObservedDay {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly rows: number;
  readonly sizeBytes: number;
}
