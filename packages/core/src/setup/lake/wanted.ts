/** What `setup lake` makes sure of. */
export interface LakeWanted {
  /** Of the event data store and the channel. */
  readonly name: string;
  /** At least so long; what is kept longer stays so. */
  readonly retentionDays: number;
  /** Whether there is also an event data store of CloudTrail's own events, `NAME-cloudtrail`. */
  readonly withCloudTrail: boolean;
}

/** An event data store that there is to be: which events it takes, by `eventCategory` of its selectors. */
export interface WantedEventDataStore {
  readonly name: string;
  readonly category: "ActivityAuditLog" | "Management";
  readonly retentionDays: number;
}

/** The event data stores: that of the channel first. */
export function wantedStores({ name, retentionDays, withCloudTrail }: LakeWanted): readonly WantedEventDataStore[] {
  const activity = { name, category: "ActivityAuditLog", retentionDays } as const;
  const own = { name: `${name}-cloudtrail`, category: "Management", retentionDays } as const;
  return withCloudTrail ? [activity, own] : [activity];
}

/** An event data store as it is. */
export interface FoundEventDataStore {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly categories: readonly string[];
  readonly retentionDays: number;
  readonly isProtected: boolean;
}

/** A channel as it is. */
export interface FoundChannel {
  readonly arn: string;
  readonly name: string;
  readonly source: string;
  /** ARNs of event data stores that it delivers to. */
  readonly destinations: readonly string[];
}

export interface LakeFound {
  readonly eventDataStores: readonly FoundEventDataStore[];
  readonly channels: readonly FoundChannel[];
}
