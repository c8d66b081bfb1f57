import type { SourceName } from "../catalog/index.ts";
import type { Statement } from "../dialect/statement.ts";
import type { ErrorCode, Problem } from "../error.ts";
import type { ValueType } from "../query/plan.ts";

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
  readonly exactPercentile: boolean;
  readonly exactCountDistinct: boolean;
  /** Whether the engine may still hold repeats of a record (law 9). */
  readonly mayRepeat: boolean;
  readonly costs: boolean;
}

/** What of a source an engine holds. Times are epoch milliseconds; null where it holds nothing. */
export interface Coverage {
  readonly records: number;
  readonly earliestMs: number | null;
  readonly latestMs: number | null;
}

export interface Estimate {
  readonly scannedBytes: number;
  readonly files: number;
  readonly usd: number;
  readonly basis: "exact" | "bound" | "unknown";
}

export type QueryState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

export interface QueryStatus {
  readonly state: QueryState;
  readonly statistics: Statistics;
  readonly error: { readonly code: ErrorCode; readonly problems: readonly Problem[] } | null;
}

export interface Statistics {
  /** Bytes of the files that the query had to look at: an upper bound of what was read. */
  readonly scannedBytes: number;
  readonly scannedFiles: number;
  /** Rows in the whole result; null until it is known. */
  readonly rows: number | null;
  readonly elapsedMs: number;
}

/** Names one run on one engine. */
export interface QueryHandle {
  readonly engine: string;
  readonly nativeId: string;
}

/** A store that can be asked. */
export interface Engine {
  readonly name: string;
  readonly capabilities: Capabilities;
  coverage(source: SourceName): Promise<Coverage>;
  estimate(statement: Statement): Promise<Estimate>;
  start(statement: Statement, signal?: AbortSignal): Promise<QueryHandle>;
  status(handle: QueryHandle): Promise<QueryStatus>;
  /** Resolves when the run has ended in whatever way, or when `waitMs` have passed. */
  wait(handle: QueryHandle, waitMs: number): Promise<QueryStatus>;
  page(handle: QueryHandle, cursor: string | null, limit: number): Promise<Page>;
  stop(handle: QueryHandle): Promise<void>;
  close(): Promise<void>;
}
