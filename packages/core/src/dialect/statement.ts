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

/** What is left to do with the complete result of a store whose language can't: order it, cut it, drop helper columns. */
export interface Finish {
  /** In order of weight; `column` names one of the statement's columns or of `helpers`. Nulls come last. */
  readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit: number | null;
  /** Columns that the store gives beside the result's own, for the order alone. */
  readonly helpers: readonly { readonly name: string; readonly type: ValueType }[];
}

/** A statement of CloudWatch Logs Insights: the window and the log groups go beside the text. */
export interface InsightsStatement extends Statement {
  readonly dialect: "insights";
  readonly logGroups: readonly string[];
  /** Epoch seconds, both inclusive, as StartQuery takes them. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The name under which the store gives each column (and helper), where it is not the column's own. */
  readonly storeNames: Readonly<Record<string, string>>;
  /** The most rows that one run gives; as many as that may be a cut result. */
  readonly rowLimit: number;
  /** Whether the rows of two halves of the window are together those of the whole: rows are, groups are not. */
  readonly splittable: boolean;
  readonly finish: Finish;
}
