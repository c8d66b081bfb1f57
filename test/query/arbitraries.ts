import { localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import fc from "fast-check";
import { evaluate } from "../oracle/evaluate.ts";
import type { Query, SingleQuery } from "../oracle/language.ts";
import { type Records, sourceTable } from "../oracle/table.ts";
import { nowMs } from "./arbitrary/domains.ts";
import { withHaving } from "./arbitrary/having.ts";
import { joins } from "./arbitrary/joins.ts";
import { vocabulary } from "./arbitrary/operands.ts";
import { type Ask, withSomeParameters } from "./arbitrary/parameters.ts";
import { bodies } from "./arbitrary/queries.ts";
import { unions } from "./arbitrary/unions.ts";

export { nowMs } from "./arbitrary/domains.ts";
export type { Ask } from "./arbitrary/parameters.ts";
export { storeRows } from "./arbitrary/records.ts";

/** Valid queries over these records, of every feature of the language; `last` is counted back from {@link nowMs}. */
export function queries(source: SourceName, records: Records): fc.Arbitrary<Ask<Query>> {
  const plain = plainQueries(source, records);
  const joined = [...localSourceNames, "object_access" as const].flatMap(
    (other) => joins(source, other, records) ?? [],
  );
  const single = fc.oneof({ weight: 6, arbitrary: plain }, { weight: 2, arbitrary: fc.oneof(plain, ...joined) });
  const having = single.chain((query) => withHaving(query, (base) => evaluate(base, records, nowMs)));
  const any = fc.oneof({ weight: 7, arbitrary: having }, { weight: 1, arbitrary: unions(source, records, single) });
  return fc.oneof(
    { weight: 3, arbitrary: any.map((query): Ask<Query> => ({ query })) },
    { weight: 1, arbitrary: any.chain(withSomeParameters) },
  );
}

function plainQueries(source: SourceName, records: Records): fc.Arbitrary<SingleQuery> {
  const { items, scope, time } = sourceTable(source, undefined, records, nowMs);
  const words = vocabulary(source);
  return fc
    .constantFrom(...items)
    .chain((target) => bodies({ words, scope, items, target, time, everything: true }))
    .map((body): SingleQuery => ({ from: source, ...body }));
}
