import fc from "fast-check";
import type { OracleAnswer } from "../../oracle/evaluate.ts";
import type { SingleQuery as Query } from "../../oracle/language.ts";
import { columnScope, type Operand } from "../../oracle/operand.ts";
import type { Value } from "../../oracle/record.ts";
import { leaf, predicate } from "./predicates.ts";
import { sortableColumns } from "./queries.ts";

/**
 * Adds `having` to half of the grouped queries, aimed at one of the groups that the query has without it.
 * `answer` is the oracle's to the query as it stands.
 */
export function withHaving(query: Query, answer: (query: Query) => OracleAnswer): fc.Arbitrary<Query> {
  if (query.groupBy === undefined && query.aggregate === undefined) return fc.constant(query);
  return fc.nat({ max: 1 }).chain((chance) => (chance === 0 ? fc.constant(query) : having(query, answer(query))));
}

function having(query: Query, { columns, rows }: OracleAnswer): fc.Arbitrary<Query> {
  const names = sortableColumns(query);
  const exact = columns.flatMap(({ name, type }, index) => (names.includes(name) ? [{ name, type, index }] : []));
  if (rows.length === 0 || exact.length === 0) return fc.constant(query);
  const scope = columnScope(columns);
  return fc.constantFrom(...rows).chain((target) => {
    const leafAt = (elsewhere: boolean) =>
      fc
        .tuple(fc.constantFrom(...exact), fc.array(fc.constantFrom(...rows), { minLength: 1, maxLength: 4 }))
        .chain(([{ name, index }, sample]) => {
          const { type }: Operand<readonly Value[]> = scope.operand({ field: name });
          const others = sample.map((row) => fromCanonical(row[index] ?? null, type));
          const value = elsewhere ? (others[0] ?? null) : fromCanonical(target[index] ?? null, type);
          return leaf({ field: name, type, value, others });
        });
    return predicate(leafAt, 1).map((filter): Query => ({ ...query, having: filter }));
  });
}

function fromCanonical(value: string | number | boolean | null, type: string): Value {
  if (value === null) return null;
  if (type === "integer" && typeof value !== "boolean") return BigInt(value);
  return type === "timestamp" ? Date.parse(String(value)) : value;
}
