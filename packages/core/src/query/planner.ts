import { resolveSource } from "./fields.ts";
import { invalid, within } from "./invalid.ts";
import { planJoin } from "./join.ts";
import { planColumnOrder, planOrder } from "./order.ts";
import { planOutput } from "./output.ts";
import { parameterValues, type Run } from "./parameters.ts";
import { outputColumns, type Plan, type ResultColumn, type SelectPlan, type UnionPlan } from "./plan.ts";
import { planPredicate } from "./predicate.ts";
import type { Records } from "./records.ts";
import { recordScope } from "./scope.ts";
import { planTime } from "./time.ts";
import { parseQuery } from "./validate.ts";
import type { Query, UnionQuery } from "./wire.ts";

/**
 * The plan of a query as it came from outside. `nowMs` (epoch milliseconds) is what a relative time range is measured
 * from; it is taken once, so that a retry or a second engine sees the same range. `parameters` are the values of this run
 * for the parameters that the query declares, by name.
 * Throws `invalid-query` with the place of each problem, near misses and what to do.
 */
export function planQuery(input: unknown, nowMs: number, parameters: Readonly<Record<string, unknown>> = {}): Plan {
  const query = parseQuery(input);
  const values = parameterValues(query.parameters ?? {}, parameters);
  return "union" in query ? planUnion(query, { nowMs, values }) : planSelect(query, { nowMs, values });
}

function planSelect(query: Query, run: Run): SelectPlan {
  const source = resolveSource(query.from, "/from");
  const time = planTime(query.time, source, run);
  const { join } = query;
  const joined = join === undefined ? null : within("/join", () => planJoin(join, source, run));
  const records: Records = {
    source,
    side: "main",
    joined: join === undefined || joined === null ? null : { alias: join.as, source: joined.source },
  };
  const output = planOutput(query, records, time, run.values);
  return {
    source,
    time,
    join: joined,
    where: query.where === undefined ? null : planPredicate(query.where, recordScope(records, run.values), "/where"),
    output,
    orderBy: planOrder(query, records, output),
    limit: query.limit ?? null,
  };
}

function planUnion(query: UnionQuery, run: Run): UnionPlan {
  const branches = query.union.map((branch, index) =>
    within(`/union/${index}`, () => ({ ...planSelect(branch, run), orderBy: [] })),
  );
  const [first = [], ...others] = branches.map(({ output }) => outputColumns(output));
  for (const [index, columns] of others.entries()) checkSameColumns(first, columns, `/union/${index + 1}`);
  return { branches, orderBy: planColumnOrder(query.orderBy, first), limit: query.limit ?? null };
}

function checkSameColumns(first: readonly ResultColumn[], columns: readonly ResultColumn[], at: string): void {
  const length = Math.max(first.length, columns.length);
  for (let place = 0; place < length; place++) {
    const [right, column] = [first[place], columns[place]];
    if (right?.name === column?.name && right?.type === column?.type) continue;
    const message = `column ${place + 1} is ${described(column)}, and in the first query ${described(right)}`;
    throw invalid(message, at, "the queries of a union have the same columns in the same order; name them with `as`");
  }
}

function described(column: ResultColumn | undefined): string {
  return column === undefined ? "missing" : `\`${column.name}\` (${column.type})`;
}
