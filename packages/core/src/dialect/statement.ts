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

/** How a cell of the store's result becomes a value. */
export type FinishValue =
  /**
   * A cell by itself. `marked` cells are `=` and the text, or `-` for null, so that nothing can be mistaken for nothing.
   * `count` cells are 0 where they are missing. `epoch` is a time in milliseconds. `open` text stood in open JSON: a boolean cannot be told from a number there, and is refused when it comes.
   */
  | {
      readonly kind: "cell";
      readonly cell: string;
      readonly as: "plain" | "marked" | "epoch" | "count";
      readonly open: boolean;
    }
  /** One numeric cell divided by another; null where either is null or the divisor is 0. */
  | { readonly kind: "quotient"; readonly of: FinishValue; readonly to: FinishValue }
  /** One count less another. */
  | { readonly kind: "difference"; readonly of: FinishValue; readonly less: FinishValue }
  /** Null where the count is 0. */
  | { readonly kind: "counted"; readonly value: FinishValue; readonly count: FinishValue };

export interface FinishColumn {
  readonly name: string;
  readonly type: ValueType;
  readonly value: FinishValue;
}

/** Buckets that have to be there: the cell that says which, and the cells of the other keys. */
export interface FinishFill {
  readonly cell: string;
  readonly others: readonly string[];
  readonly firstMs: number;
  readonly widthMs: number;
  readonly count: number;
}

/** What is left to do with the complete result of a store whose language can't: read it, order it, cut it. */
export interface Finish {
  /** The result's columns, in order. */
  readonly columns: readonly FinishColumn[];
  /** Further values of each row that the order needs. */
  readonly helpers: readonly FinishColumn[];
  /** In order of weight; `column` names one of `columns` or of `helpers`. Nulls come last in either direction. */
  readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit: number | null;
  /** Every bucket for each combination of the other keys that occurs, where the plan asks for it. */
  readonly fill: FinishFill | null;
  /** The row that stands for no record at all: what a query for one group over nothing gives; null if it gives none. */
  readonly emptyRow: readonly (number | null)[] | null;
}

/** A statement of CloudWatch Logs Insights: the window and the log groups go beside the text. */
export interface InsightsStatement extends Statement {
  readonly dialect: "insights";
  readonly logGroups: readonly string[];
  /** Epoch seconds, both inclusive, as StartQuery takes them. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The most rows that one run gives; as many as that may be a cut result. */
  readonly rowLimit: number;
  /** Whether the rows of two halves of the window are together those of the whole: rows are, groups are not. */
  readonly splittable: boolean;
  readonly finish: Finish;
}
