import type { SourceName } from "../catalog/index.ts";
import type { Literal, ValueType } from "../query/plan.ts";

/** A plan put into one engine's language: text, the values that go beside it, and what the engine must know to run it. */
export interface Statement {
  readonly dialect: string;
  readonly text: string;
  /** Values for `$1`, `$2`, ... in order. */
  readonly parameters: readonly Literal[];
  readonly source: SourceName;
  /** Half-open, epoch milliseconds; null is no bound. What the store need not look outside of. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[];
  /** Columns that this engine can only approximate. */
  readonly approximate: readonly string[];
}
