import { canonical } from "./cast.ts";
import { groupsAnswer } from "./groups.ts";
import type { Query, SingleQuery, UnionQuery } from "./language.ts";
import { type ParameterValues, withParameters } from "./parameters.ts";
import { rangeOf } from "./range.ts";
import { type Computed, type OracleColumn, ordered, rowsAnswer } from "./rows.ts";
import { filtered, joinedTable, type Records, sourceTable, type Table } from "./table.ts";

/** An answer in canonical form: values in the order of the columns. */
export interface OracleAnswer {
  readonly columns: readonly OracleColumn[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/**
 * The meaning of a query, over arrays: slow, and plain enough to be read against the nine laws.
 * Takes a valid query, the records of each source (repeats included), the moment that `last` counts back from, and
 * the values of the query's parameters. Throws a plain `Error` on a query that the language refuses.
 */
export function evaluate(query: Query, records: Records, nowMs: number, given: ParameterValues = {}): OracleAnswer {
  const asked = withParameters(query, given);
  const { columns, rows } = "union" in asked ? unionOf(asked, records, nowMs) : answer(asked, records, nowMs);
  return {
    columns,
    rows: rows
      .slice(0, query.limit)
      .map((row) => row.map((value, index) => canonical(value, columns[index]?.type ?? "string"))),
  };
}

function answer(query: SingleQuery, records: Records, nowMs: number): Computed {
  const { join } = query;
  const main = sourceTable(query.from, query.time, records, nowMs);
  if (join === undefined) return answerFrom(query, main, nowMs);
  return answerFrom(query, joinedTable(main, join, records, nowMs), nowMs);
}

function answerFrom<T>(query: SingleQuery, table: Table<T>, nowMs: number): Computed {
  const chosen = filtered(table, query.where);
  const grouped = query.groupBy !== undefined || query.aggregate !== undefined;
  return grouped ? groupsAnswer(query, chosen, rangeOf(query.time, nowMs)) : rowsAnswer(query, chosen);
}

/** The rows of all the queries, which have the same columns; equal rows stay. */
function unionOf({ union, orderBy }: UnionQuery, records: Records, nowMs: number): Computed {
  const parts = union.map((query) => answer(query, records, nowMs));
  const columns = parts[0]?.columns ?? [];
  for (const part of parts) {
    if (JSON.stringify(part.columns) !== JSON.stringify(columns)) throw new Error("the queries' columns differ");
  }
  return ordered({ columns, rows: parts.flatMap(({ rows }) => rows) }, orderBy);
}
