import type { KeptSourceName } from "../catalog/index.ts";

/**
 * Where a store holds its sources: what a dialect must know beside the plan. Names are checked when the configuration
 * is read; a dialect still quotes every one of them.
 */

/** A CloudTrail Lake store: event data stores by id (the UUID at the end of the ARN). */
export interface LakeTarget {
  readonly eventDataStores: Partial<Readonly<Record<KeptSourceName, readonly string[]>>>;
  /** Whether repeats of a record are left out (law 9); refused where the store cannot tell them. */
  readonly distinctRecords?: boolean | undefined;
}

/** A table of the Glue Data Catalog. */
export interface AthenaTable {
  /** `AwsDataCatalog` if left out. */
  readonly catalog?: string | undefined;
  readonly database: string;
  readonly table: string;
}

/** The store on S3: files by ingest hour beside the Iceberg archive, both with the store's own columns. */
export interface StoreTables {
  readonly shape: "store";
  readonly fresh: AthenaTable;
  /** Null before the first move: then everything is fresh. */
  readonly archive: AthenaTable | null;
  /** The last ingest hour that the archive holds whole, `YYYY-MM-DDTHH`; null if none. Taken once for a statement. */
  readonly archivedThrough: string | null;
}

/** Logs as AWS delivers them: JSON SerDe over CloudTrail files, RegexSerDe over access logs. */
export interface RawTable {
  readonly shape: "raw";
  readonly table: AthenaTable;
  /** The projected partition column of the delivery date, `yyyy/MM/dd`; null if the table has none. */
  readonly datePartition: string | null;
  /** Injected partition columns that every query must pin, with the values to ask for. */
  readonly pinned?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface AthenaTarget {
  readonly tables: Partial<Readonly<Record<KeptSourceName, StoreTables | RawTable>>>;
  /** Whether repeats of a record are left out (law 9); refused where the tables cannot tell them. */
  readonly distinctRecords?: boolean | undefined;
}

/** Log groups, by name or ARN, that hold a source. */
export interface InsightsTarget {
  readonly logGroups: Partial<Readonly<Record<KeptSourceName, readonly string[]>>>;
  /** How far a record's `@timestamp` may lie from its own time: the scanned window is wider by that much on both sides. */
  readonly skewMs: number;
  /**
   * What a field is whose JSON value is null; AWS does not say. Where it is `present` it reads as the empty text, and
   * the empty text as nothing. `missing` if left out.
   */
  readonly jsonNull?: "missing" | "present";
  /** `INFREQUENT_ACCESS` groups take fewer commands. */
  readonly logGroupClass: "STANDARD" | "INFREQUENT_ACCESS";
}
