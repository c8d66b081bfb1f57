import type { Completeness } from "./completeness-block.ts";
import type { AccessQuestion, AccessReport } from "./coverage/access-report.ts";
import type { CoverageEntry, CoverageQuestion } from "./coverage/report.ts";
import type { DeliveryReport } from "./lake/delivery/report.ts";
import type { Routing } from "./router.ts";
import type { Column, EngineKind, Estimate, Failure, QueryState, Row, Statistics } from "./types.ts";
import type { Reason } from "./weigh.ts";

export type { Completeness } from "./completeness-block.ts";

export interface QueryOptions {
  /** A store's name, or `auto`. */
  readonly engine?: string | undefined;
  /** Refuse engines that can only approximate, or that may hold a record twice. */
  readonly exact?: boolean | undefined;
  /** Leave repeats of a record out where the engine may hold some. */
  readonly distinctRecords?: boolean | undefined;
  /** Where in S3 to put a copy of the result, signed: `s3://bucket/prefix/`. Engines that cannot are no candidates. */
  readonly deliverTo?: string | undefined;
  /** Rows a page, 1 to 10,000; 1,000 if left out. */
  readonly pageSize?: number | undefined;
  /** Values for the parameters that the query declares, by name. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

export interface QueryReply {
  readonly id: string;
  readonly status: QueryState;
  readonly engine: string;
  /** Why this engine answers. */
  readonly routing: Routing;
  readonly columns: readonly Column[];
  /** The first page; empty until the query has succeeded. */
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
  /** Columns that the engine can only approximate. */
  readonly approximate: readonly string[];
  readonly completeness: Completeness;
  readonly statistics: Statistics;
  readonly error: Failure | null;
  /** What became of the copy in S3; null where none was asked for, or the query has not succeeded. */
  readonly delivery: DeliveryReport | null;
}

export interface Explanation {
  /** The plan: resolved, typed, with absolute time, as plain JSON. */
  readonly plan: unknown;
  /** The engine that would answer; null where none can. */
  readonly chosen: string | null;
  readonly reasons: readonly Reason[];
  readonly engines: readonly {
    readonly engine: string;
    readonly kind: EngineKind;
    readonly statement: { readonly text: string; readonly parameters: readonly unknown[] } | null;
    readonly estimate: Estimate | null;
    /** Why this engine is no candidate; null if it is one. */
    readonly refusal: Failure | null;
    readonly approximate: readonly string[];
  }[];
  readonly columns: readonly Column[];
  /** What the chosen engine's answer would cover; null where none can answer. */
  readonly completeness: Completeness | null;
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
  /** What each store holds of each source, as far as that is known without scanning. Throws not-found. */
  coverage(question?: CoverageQuestion): Promise<readonly CoverageEntry[]>;
  /**
   * How completely access logs and CloudTrail tell of access to S3 objects, by bucket and day, and how late. Scans.
   * Throws invalid-query, capability, and what a query fails with.
   */
  accessCoverage(question: AccessQuestion): Promise<AccessReport>;
  close(): Promise<void>;
}
