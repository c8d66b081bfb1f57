import type { CorpusEntry } from "../entry.ts";
import { type Case, cases } from "./cases.ts";
import { type Id, ids } from "./data.ts";

export { operatorRows } from "./data.ts";

/**
 * Every operator on every type over values and nulls, as it is and negated: a predicate is true of some values and of
 * no null (but `missing`), its negation of all other records.
 */
export const operators: readonly CorpusEntry[] = cases.flatMap(({ type, from, cases: own }) =>
  Object.entries(own).flatMap(([operator, { where, holds }]) => [
    entry(`${type}.${operator}`, from, where, (id) => holds.includes(id)),
    entry(`${type}.not-${operator}`, from, { not: where }, (id) => !holds.includes(id)),
  ]),
);

function entry(name: string, from: string, where: Case["where"], holds: (id: Id) => boolean): CorpusEntry {
  const select = [from === "s3_access" ? "requestId" : "eventID"];
  return { name, query: { from, where, select }, rows: ids.filter(holds).map((id) => [id]) };
}
