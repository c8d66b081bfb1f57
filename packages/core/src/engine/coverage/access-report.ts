import type { KeptSourceName } from "../../catalog/index.ts";
import type { Completeness } from "../completeness-block.ts";
import type { Row } from "../types.ts";

export interface AccessQuestion {
  /** Only this bucket. */
  readonly bucket?: string | undefined;
  /** The store that is asked; picked as for any query if left out. */
  readonly store?: string | undefined;
  /** As in a query: `{ last }`, or `{ start, end }`, half-open. */
  readonly time: unknown;
}

/** What one kind of log knows of a bucket and day. */
export interface SeenRequests {
  readonly requests: number;
  /** Requests that the other kind knows, and this one does not. */
  readonly missing: number;
  /**
   * The longest that a record took from its own time to S3's having the object that it came in, milliseconds; null where the
   * store does not know when that was.
   */
  readonly latestMs: number | null;
}

export interface AccessCounts {
  /** Known to access logs, CloudTrail or both. */
  readonly requests: number;
  readonly both: number;
  readonly accessLogs: SeenRequests;
  readonly cloudtrail: SeenRequests;
  /** Records of what S3 did by itself, as by a lifecycle rule: CloudTrail has no data event of it. Not among the requests. */
  readonly ownOperations: number;
}

export interface AccessDay extends AccessCounts {
  /** Null where neither kind of log says it. */
  readonly bucket: string | null;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
}

/** How completely two kinds of logs tell of object access. */
export interface AccessReport {
  readonly store: string;
  readonly days: readonly AccessDay[];
  readonly total: AccessCounts;
  readonly completeness: Completeness;
  /** What was not counted, and why. */
  readonly notes: readonly string[];
}

/** Asks a query of one store, to its end. */
export type Ask = (query: unknown) => Promise<{ readonly rows: readonly Row[]; readonly completeness: Completeness }>;

/** When S3 (or the disk) has input objects since, epoch milliseconds, by URI; null where the store does not know of any. */
export type Arrivals = (
  source: KeptSourceName,
  inputObjects: readonly string[],
) => Promise<ReadonlyMap<string, number> | null>;
