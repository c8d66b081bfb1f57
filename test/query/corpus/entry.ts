import type { Query } from "@trailkeep/core/query";

/** A query that stands for one feature or law. Its name is stable: snapshots of each dialect's text go by it. */
export interface CorpusEntry {
  readonly name: string;
  readonly query: Query;
  /** The answer, worked out by hand from the data. */
  readonly rows?: readonly (readonly (string | number | boolean | null)[])[];
}
