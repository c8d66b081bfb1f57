import type { ErrorCode, Problem } from "../error.ts";
import type { Column, Estimate, QueryState, Row, Statistics } from "./types.ts";

/** What an answer covers (law 8). Times are RFC 3339 with milliseconds and `Z`; null is "no bound" or "nothing held". */
export interface Completeness {
  /** False when something is known to be missing from the asked range; `warnings` says what. */
  readonly complete: boolean;
  readonly asked: { readonly start: string | null; readonly end: string | null };
  readonly held: { readonly start: string | null; readonly end: string | null; readonly records: number };
  /** Quarantined records that may belong to the answer: with a time in the range, and with no readable time. */
  readonly quarantined: { readonly inRange: number; readonly timeUnknown: number };
  readonly warnings: readonly string[];
}

export interface QueryOptions {
  /** An engine's name, or `auto`. */
  readonly engine?: string | undefined;
  readonly exact?: boolean | undefined;
  /** Rows a page, 1 to 10,000; 1,000 if left out. */
  readonly pageSize?: number | undefined;
  /** Values for the parameters that the query declares, by name. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

export interface QueryReply {
  readonly id: string;
  readonly status: QueryState;
  readonly engine: string;
  readonly columns: readonly Column[];
  /** The first page; empty until the query has succeeded. */
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
  /** Columns that the engine can only approximate. */
  readonly approximate: readonly string[];
  readonly completeness: Completeness;
  readonly statistics: Statistics;
  readonly error: { readonly code: ErrorCode; readonly problems: readonly Problem[] } | null;
}

export interface Explanation {
  /** The plan: resolved, typed, with absolute time, as plain JSON. */
  readonly plan: unknown;
  readonly chosen: string | null;
  readonly engines: readonly {
    readonly engine: string;
    readonly statement: { readonly text: string; readonly parameters: readonly unknown[] } | null;
    readonly estimate: Estimate | null;
    /** Why this engine is no candidate; null if it is one. */
    readonly refusal: { readonly code: ErrorCode; readonly problems: readonly Problem[] } | null;
  }[];
  readonly columns: readonly Column[];
  readonly completeness: Completeness;
}

/** Asks typed queries of the engines: what the API, the CLI and the reports use. Every method throws `TrailkeepError`. */
export interface QueryService {
  /** Validates, plans, picks an engine and starts. Resolves at once. Throws invalid-query, capability, too-many. */
  start(query: unknown, options?: QueryOptions): Promise<{ readonly id: string }>;
  /** The reply as it stands when the query has ended, or after `waitMs`. Throws not-found, expired. */
  wait(id: string, waitMs: number): Promise<QueryReply>;
  /** A page of the finished result. Throws not-found, expired, invalid-request (a cursor that is none). */
  page(
    id: string,
    cursor: string | null,
    limit?: number,
  ): Promise<{
    readonly columns: readonly Column[];
    readonly rows: readonly Row[];
    readonly nextCursor: string | null;
  }>;
  cancel(id: string): Promise<void>;
  /** Plan, statements, estimates and refusals; runs nothing. */
  explain(query: unknown, options?: QueryOptions): Promise<Explanation>;
  close(): Promise<void>;
}
