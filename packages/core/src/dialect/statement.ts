import type { Literal, Scan, ValueType } from "../query/plan.ts";

/** A plan put into one engine's language: text, the values that go beside it, and what the engine must know to run it. */
export interface Statement {
  readonly dialect: string;
  readonly text: string;
  /** Values for `$1`, `$2`, ... in order. */
  readonly parameters: readonly Literal[];
  /** What the store need not look outside of; a source may be there more than once. */
  readonly scans: readonly Scan[];
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[];
  /** The most rows that there can be; null is no bound. */
  readonly limit: number | null;
  /** Columns that this engine can only approximate. */
  readonly approximate: readonly string[];
}
