import type { Query } from "../../oracle/language.ts";
import type { ParameterValues } from "../../oracle/parameters.ts";

/** A query that stands for one feature or law. Its name is stable: snapshots of each dialect's text go by it. */
export interface CorpusEntry {
  readonly name: string;
  readonly query: Query;
  /** What the query's parameters stand for. */
  readonly parameters?: ParameterValues;
  /** The answer, worked out by hand from the data. */
  readonly rows?: readonly (readonly (string | number | boolean | null)[])[];
}
