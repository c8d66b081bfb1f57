import type { TimeBounds } from "../query/plan.ts";

/** How tables over logs as AWS delivers them show a source. */
export interface RawColumns {
  /** Expressions of fields over the table's columns. */
  readonly fields: Readonly<Record<string, string>>;
  /** Members that the elements of lists lack. */
  readonly lacking: Readonly<Record<string, readonly string[]>>;
  /** Lines that the table could not read have no time. */
  readonly time: string;
  /** Conditions on the text of the time: they hold for every record of the range, and let most others be passed over. */
  conditions(time: TimeBounds): readonly string[];
}
