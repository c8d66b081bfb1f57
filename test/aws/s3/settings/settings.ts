import type { Element } from "./parse-xml.ts";

/** A version of an object, as far as retention looks at it. */
export interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly modifiedMs: number;
  readonly sizeBytes?: number;
  readonly etag?: string;
  legalHold: boolean;
}

/** What a bucket is set to, beside its objects. Null is «never set». */
export interface BucketSettings {
  region: string;
  lifecycle: readonly Element[] | null;
  minimumTransitionSize: string;
  versioning: "Enabled" | "Suspended" | null;
  mfaDelete: boolean;
  objectLock: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days?: number; readonly years?: number } | null;
  objectLockEnabled: boolean;
  tags: Readonly<Record<string, string>>;
  versions: readonly Version[];
  /** The four settings, all of them at once. */
  publicAccessBlock: boolean | null;
  policyIsPublic: boolean | null;
  /** URIs of groups that an ACL grants something to. */
  grants: readonly string[];
  loggingTo: string | null;
  encryption: { readonly algorithm: string; readonly key?: string } | null;
  /** Operations that nobody may call on this bucket. */
  denied: readonly string[];
}

/** The settings of every bucket: usual ones until a test says otherwise. */
export class Settings {
  readonly #settings = new Map<string, BucketSettings>();

  of(bucket: string): BucketSettings {
    const known = this.#settings.get(bucket);
    if (known !== undefined) return known;
    const usual: BucketSettings = {
      region: "eu-west-1",
      lifecycle: null,
      minimumTransitionSize: "all_storage_classes_128K",
      versioning: null,
      mfaDelete: false,
      objectLock: null,
      objectLockEnabled: false,
      tags: {},
      versions: [],
      publicAccessBlock: true,
      policyIsPublic: null,
      grants: [],
      loggingTo: null,
      encryption: { algorithm: "AES256" },
      denied: [],
    };
    this.#settings.set(bucket, usual);
    return usual;
  }

  set(bucket: string, settings: Partial<BucketSettings>): void {
    Object.assign(this.of(bucket), settings);
  }
}
