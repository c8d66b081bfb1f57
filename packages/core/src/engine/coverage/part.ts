/** How long records stay. `days` is null where they stay for ever, or where nobody says. */
export interface Retention {
  readonly days: number | null;
  readonly basis: "configured" | "for-ever" | "unknown";
}

/** What CloudWatch says of an event data store's ingestion; null where it says nothing. */
export interface Ingestion {
  readonly lastHourBytes: number | null;
  /** Over the whole retention. */
  readonly retainedBytes: number | null;
  /** Compressed. */
  readonly storageBytes: number | null;
  /** Compressed, and beyond what is paid with ingestion. */
  readonly paidStorageBytes: number | null;
  /** Of the newest of them, epoch milliseconds. */
  readonly measuredAtMs: number | null;
}

/** One of the places that a store keeps a source in: an event data store, a table, a log group, a folder. */
export interface StorePart {
  /** As the stores file names it. */
  readonly name: string;
  /** In the service's own word, as `ENABLED`; null where it has none. */
  readonly state: string | null;
  readonly createdAtMs: number | null;
  readonly retention: Retention;
  /** Null where nobody says. */
  readonly sizeBytes: number | null;
  /** Null for what CloudWatch does not measure. */
  readonly ingestion: Ingestion | null;
  /** What could not be asked, and why. */
  readonly problems: readonly string[];
}

export const unknownRetention: Retention = { days: null, basis: "unknown" };

/** A part of which nothing is known but its name. */
export function unknownPart(name: string, ...problems: readonly string[]): StorePart {
  const unknown = { state: null, createdAtMs: null, retention: unknownRetention, sizeBytes: null, ingestion: null };
  return { name, ...unknown, problems };
}
