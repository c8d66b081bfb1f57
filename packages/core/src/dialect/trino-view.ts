import type { KeptSourceName } from "../catalog/index.ts";
import type { PathSegment } from "../query/path.ts";
import type { JoinPlan, SelectPlan, TimeBounds } from "../query/plan.ts";

/** How a store's tables show the fields of a source: what Lake and Athena, and Athena's tables among them, differ in. */
export interface TrinoView {
  /** A field that is not open JSON, or the text of one that is. Throws `capability` where the tables have none. */
  field(name: string): ViewColumn;
  /** Where the value of an open JSON field is found, to be asked for what stands at a path below it. Throws `capability`. */
  json(
    name: string,
    path: readonly PathSegment[],
  ): { readonly document: ViewColumn; readonly steps: readonly PathSegment[] };
  /** A map that has the members of an open JSON field as text; null where there is none. */
  members(name: string): ViewColumn | null;
  /** What the records are read from for these columns, with what the time range says about partitions. */
  legs(time: TimeBounds, columns: readonly ViewColumn[]): readonly ViewLeg[];
  /** What two rows share exactly if they are one record, where repeats are to be left out; null where they are not. */
  readonly identity: readonly string[] | null;
}

/** A value of the tables, and the name that it goes by in the rest of a statement. */
export interface ViewColumn {
  readonly name: string;
  readonly sql: string;
  /** Of a list whose elements lack members: why one cannot be given, or the whole list; null for a member that they have. */
  readonly lacks?: (member: string | null) => Error | null;
  /** Of a source that is made of two: the columns of theirs that it is computed from. */
  readonly parts?: readonly PartColumn[];
}

export interface PartColumn {
  readonly side: "left" | "right";
  readonly column: ViewColumn;
}

export interface ViewLeg {
  /** A table, quoted. */
  readonly table: string;
  readonly conditions: readonly string[];
}

export type ViewOf = (source: KeptSourceName) => TrinoView;

/** The columns that a statement needs of each of its records: known when it was written once. */
export class UsedColumns {
  readonly #columns = new Map<SelectPlan | JoinPlan, Map<string, ViewColumn>>();

  add(from: SelectPlan | JoinPlan, column: ViewColumn): void {
    const columns = this.#columns.get(from) ?? new Map<string, ViewColumn>();
    this.#columns.set(from, columns.set(column.name, column));
  }

  of(from: SelectPlan | JoinPlan): readonly ViewColumn[] {
    return [...(this.#columns.get(from)?.values() ?? [])];
  }
}
