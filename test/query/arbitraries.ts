import type { SourceName } from "@trailkeep/core/catalog";
import type { Query } from "@trailkeep/core/query";
import type fc from "fast-check";
import { evaluate } from "../oracle/evaluate.ts";
import type { OracleRecord } from "../oracle/record.ts";
import { nowMs } from "./arbitrary/domains.ts";
import { withHaving } from "./arbitrary/having.ts";
import { baseQueries } from "./arbitrary/queries.ts";

export { nowMs } from "./arbitrary/domains.ts";
export { storeRows } from "./arbitrary/records.ts";

/** Valid queries over these records, of every feature of the language; `last` is counted back from {@link nowMs}. */
export function queries(source: SourceName, records: readonly OracleRecord[]): fc.Arbitrary<Query> {
  return baseQueries(source, records).chain((query) => withHaving(query, (base) => evaluate(base, records, nowMs)));
}
