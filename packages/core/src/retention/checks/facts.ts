import type { BucketState } from "../plan/index.ts";

/** What was read, or why it could not be. */
export type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
export interface ObservedTrail {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly multiRegion: boolean;
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  readonly bucket: string | null;
  readonly logGroupArn: string | null;
  readonly isLogging: Fact<boolean>;
}

/** What a bucket that holds logs lets others do, and what it says of itself. */
export interface ObservedBucketSecurity {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  /** Whether all four settings of the public access block are on. */
  readonly publicAccessBlocked: Fact<boolean>;
  readonly policyIsPublic: Fact<boolean>;
  /** Groups of everybody that its ACL grants something to. */
  readonly publicGrants: Fact<readonly string[]>;
  /** The bucket that its access logs go to. */
  readonly loggingTo: Fact<string | null>;
  /** As in `aws:kms`. */
  readonly encryption: Fact<string | null>;
  readonly state: Fact<BucketState>;
}
