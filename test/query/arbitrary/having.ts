import fc from "fast-check";
import type { OracleAnswer } from "../../oracle/evaluate.ts";
import type { SingleQuery as Query } from "../../oracle/language.ts";
import { columnScope } from "../../oracle/operand.ts";
import type { Value } from "../../oracle/record.ts";
import { where } from "./leaves.ts";
import type { Named, Vocabulary } from "./operands.ts";
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
  const exact = columns.flatMap(({ name, type }, index): readonly Named<Row>[] =>
    names.includes(name) ? [{ field: name, type, of: (row) => fromCanonical(row[index] ?? null, type) }] : [],
  );
  if (rows.length === 0 || exact.length === 0) return fc.constant(query);
  const words: Vocabulary<Row> = {
    values: fc.constantFrom(...exact),
    plain: exact,
    ofType: (wanted) => exact.filter(({ type }) => type === wanted),
    arrays: [],
  };
  const scope = columnScope(columns);
  return fc
    .constantFrom(...rows)
    .chain((target) => where({ words, scope, items: rows, target }, 1))
    .map((filter): Query => ({ ...query, having: filter }));
}

type Row = OracleAnswer["rows"][number];

function fromCanonical(value: string | number | boolean | null, type: string): Value {
  if (value === null) return null;
  if (type === "integer" && typeof value !== "boolean") return BigInt(value);
  return type === "timestamp" ? Date.parse(String(value)) : value;
}
