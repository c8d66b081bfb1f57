import type { KeptSourceName } from "../catalog/index.ts";
import type { Statement } from "../dialect/statement.ts";
import type { ErrorCode, Problem } from "../error.ts";
import type { Plan, Scan, ValueType } from "../query/plan.ts";
import type { StorePart } from "./coverage/part.ts";
import type { DeliveryReport } from "./lake/delivery/report.ts";

/** A value in canonical form, equal on every engine: integers beyond 2^53 and timestamps are text (RFC 3339, milliseconds, `Z`). */
export type Value = string | number | boolean | null;
export type { ValueType };

export interface Column {
  readonly name: string;
  readonly type: ValueType;
}

/** One row, its values in the order of the columns. */
export type Row = readonly Value[];

export interface Page {
  readonly rows: readonly Row[];
  /** Opaque; null on the last page. Asking for the same page twice gives the same rows. */
  readonly nextCursor: string | null;
}

/** What an engine can and cannot do: shared code asks these, never an engine's name. */
export interface Capabilities {
  /** Whether the engine may still hold repeats of a record (law 9). */
  readonly mayRepeat: boolean;
  /** Whether it leaves repeats out when `distinctRecords` asks for that, or holds none. */
  readonly distinctRecords: boolean;
  /** Whether a query costs money. */
  readonly costs: boolean;
  /** Whether it also puts a result into S3, signed. */
  readonly delivers: boolean;
}

/** What of a source an engine holds. Times are epoch milliseconds; null where it holds nothing, or does not tell. */
export interface Coverage {
  /** Null where the engine does not tell. */
  readonly records: number | null;
  readonly earliestMs: number | null;
  /** Inclusive. */
  readonly latestMs: number | null;
  /** Whose records and from where; null: of all, or not told. */
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** What more can be found out of a source in a store without scanning it; null is "not known". */
export interface Inspection {
  /** Days with records. */
  readonly days: number | null;
  readonly sizeBytes: number | null;
  /** Records in quarantine that may belong to the source; null for a store that has none. */
  readonly quarantined: number | null;
  readonly parts: readonly StorePart[];
}

/** Quarantined records that may belong to a range: with a time in it, and with no readable time. */
export interface Quarantined {
  readonly inRange: number;
  readonly timeUnknown: number;
}

/** A day whose records the store's retention deleted. */
export interface Deleted {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly rows: number;
  readonly policies: readonly string[];
}

export interface Estimate {
  /** Null where nothing is known before the run. */
  readonly scannedBytes: number | null;
  /** Null where the engine does not count files. */
  readonly files: number | null;
  /** US dollars. */
  readonly usd: number | null;
  readonly basis: "exact" | "bound" | "unknown";
}

export type QueryState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

export interface Failure {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
}

export interface QueryStatus {
  readonly state: QueryState;
  readonly statistics: Statistics;
  /** What the answer may not cover, as only the run could tell. */
  readonly warnings: readonly string[];
  readonly error: Failure | null;
  /** What became of the copy in S3; null where none was asked for, or the query has not succeeded. */
  readonly delivery: DeliveryReport | null;
}

export interface Statistics {
  /** What the engine says it scanned, and charges for; of files, an upper bound of what was read. */
  readonly scannedBytes: number;
  /** Null where the engine does not count files. */
  readonly scannedFiles: number | null;
  /** Records that the engine looked at and found to match; null where it does not tell. */
  readonly matchedRecords: number | null;
  /** Rows in the whole result; null until it is known. */
  readonly rows: number | null;
  readonly elapsedMs: number;
  /** US dollars, by the price that the store is configured with. */
  readonly usd: number;
}

/** Names one run on one engine. */
export interface QueryHandle {
  readonly engine: string;
  readonly nativeId: string;
}

export type EngineKind = "local" | "lake" | "athena" | "insights";

export interface PrepareOptions {
  /** Each record once, where the engine may hold repeats (law 9). */
  readonly distinctRecords: boolean;
}

export interface StartOptions {
  readonly signal?: AbortSignal | undefined;
  /** Where in S3 to put a copy of the result, `s3://bucket/prefix/`; only for an engine that `delivers`. */
  readonly deliverTo?: string | undefined;
}

/** A run as another process left it. */
export interface ResumeOptions extends StartOptions {
  /** The store's own id of the query. */
  readonly remoteId: string;
  /** Epoch milliseconds. */
  readonly startedMs: number;
  /** The run's id, as its handle had it: a cursor holds for it alone. */
  readonly id: string;
}

/** How runs are taken up by another process: the store's queries go on by themselves and keep their results. */
export interface Resumable {
  /** The store's own id of a run, as soon as it has one; null if the run has ended without. */
  remoteId(handle: QueryHandle): Promise<string | null>;
  /** Resolves when the store has said how the run stands. */
  resume(statement: Statement, options: ResumeOptions): Promise<QueryHandle>;
  /** Lets go of a run without stopping it. */
  detach(handle: QueryHandle): void;
  /** Resolves when the store has been told of all runs that were stopped. */
  settled(): Promise<void>;
}

/** A store that can be asked: one instance for each store of the configuration. */
export interface Engine {
  /** The store's name. */
  readonly name: string;
  readonly kind: EngineKind;
  readonly capabilities: Capabilities;
  /** Null where a run ends with the process. */
  readonly resumable: Resumable | null;
  holds(source: KeptSourceName): boolean;
  /** Null where it does not hold the source. */
  coverage(source: KeptSourceName): Promise<Coverage | null>;
  /** For the report on what is held; may ask the store's services. */
  inspect(source: KeptSourceName): Promise<Inspection>;
  quarantined(scan: Scan): Quarantined;
  /** The days of the scan's range whose records retention deleted, in order, as far as the engine is told. */
  deleted(scan: Scan): Promise<readonly Deleted[]>;
  /** When the objects that rows came in were put where they were taken from, epoch milliseconds, by URI; null where nobody tells. */
  arrivals(source: KeptSourceName, inputObjects: readonly string[]): Promise<ReadonlyMap<string, number> | null>;
  /** The plan in the engine's own language. Throws `capability` where that can't say it. Runs nothing. */
  prepare(plan: Plan, options: PrepareOptions): Promise<Statement>;
  estimate(statement: Statement): Promise<Estimate>;
  start(statement: Statement, options?: StartOptions): Promise<QueryHandle>;
  status(handle: QueryHandle): Promise<QueryStatus>;
  /** Resolves when the run has ended in whatever way, or when `waitMs` have passed. */
  wait(handle: QueryHandle, waitMs: number): Promise<QueryStatus>;
  page(handle: QueryHandle, cursor: string | null, limit: number): Promise<Page>;
  stop(handle: QueryHandle): Promise<void>;
  close(): Promise<void>;
}
