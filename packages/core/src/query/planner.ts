import { type SourceName, sourceOf } from "../catalog/index.ts";
import { TrailkeepError } from "../error.ts";
import { catalogField, resolveField, resolveSource } from "./fields.ts";
import { invalid } from "./invalid.ts";
import { duration, instant } from "./literal.ts";
import { outputTypes, planOutput } from "./output.ts";
import { parameterValues, type Values } from "./parameters.ts";
import {
  type Operand,
  type OrderKey,
  operandKey,
  outputColumns,
  type Plan,
  type PlanOutput,
  type PlanTime,
  type ResultColumn,
  type SelectPlan,
  type UnionPlan,
} from "./plan.ts";
import { planPredicate } from "./predicate.ts";
import { columnOperand, recordScope } from "./scope.ts";
import { parseQuery } from "./validate.ts";
import type { Given, Query, UnionQuery } from "./wire.ts";

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

/** What a run brings along: its clock and its values. */
interface Run {
  readonly nowMs: number;
  readonly values: Values;
}

function planSelect(query: Query, run: Run): SelectPlan {
  const source = resolveSource(query.from, "/from");
  const time = planTime(query.time, source, run);
  const output = planOutput(query, source, time, run.values);
  return {
    source,
    time,
    where: query.where === undefined ? null : planPredicate(query.where, recordScope(source, run.values), "/where"),
    output,
    orderBy: planOrder(query, source, output),
    limit: query.limit ?? null,
  };
}

function planUnion(query: UnionQuery, run: Run): UnionPlan {
  const branches = query.union.map((branch, index) =>
    within(`/union/${index}`, () => ({ ...planSelect(branch, run), orderBy: [] })),
  );
  const [first = [], ...others] = branches.map(({ output }) => outputColumns(output));
  for (const [index, columns] of others.entries()) checkSameColumns(first, columns, `/union/${index + 1}`);
  const types = new Map(first.map(({ name, type }) => [name, type] as const));
  const asked = (query.orderBy ?? []).map(({ field, dir }, index) => {
    const at = `/orderBy/${index}/field`;
    return { operand: sortable(columnOperand(types, { field }, at), field, at), descending: dir === "desc" };
  });
  const tie = first.map((column) => ({ operand: outputOperand(column), descending: false }));
  return { branches, orderBy: distinctKeys([...asked, ...tie]), limit: query.limit ?? null };
}

/** What is wrong in a part of the query is told with the place of the part before its own. */
function within<T>(place: string, plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    const problems = error.problems.map((problem) => ({ ...problem, at: `${place}${problem.at ?? ""}` }));
    throw new TrailkeepError(error.code, problems);
  }
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

/** Times that every engine can hold: the years 1 to 9999. */
const earliestMs = Date.parse("0001-01-01T00:00:00.000Z");

function planTime(time: Query["time"], source: SourceName, { nowMs, values }: Run): PlanTime {
  const field = catalogField(source, sourceOf(source).time);
  if (time === undefined) return { field, startMs: null, endMs: null };
  if ("last" in time) {
    const lastMs = duration(values(time.last, "/time/last"), "/time/last");
    return { field, startMs: Math.max(nowMs - lastMs, earliestMs), endMs: nowMs };
  }
  const bound = (given: Given | undefined, at: string) => (given === undefined ? null : instant(values(given, at), at));
  const startMs = bound(time.start, "/time/start");
  const endMs = bound(time.end, "/time/end");
  if (startMs !== null && endMs !== null && startMs >= endMs) {
    throw invalid(
      "the time range is empty: its end is not after its start",
      "/time",
      "the range is half-open, [start, end)",
    );
  }
  return { field, startMs, endMs };
}

/** Law 5: the user's keys, then for rows time, id and all columns, for groups their keys. */
function planOrder(query: Query, source: SourceName, output: PlanOutput): readonly OrderKey[] {
  const asked = (query.orderBy ?? []).map(({ field, dir }, index) => ({
    operand: orderOperand(field, source, output, `/orderBy/${index}/field`),
    descending: dir === "desc",
  }));
  return distinctKeys([...asked, ...tieBreak(source, output).map((operand) => ({ operand, descending: false }))]);
}

/** Groups and distinct rows are of no one record any more: they are sorted by what they show. */
function orderOperand(name: string, source: SourceName, output: PlanOutput, at: string): Operand {
  if (output.kind === "groups" || output.distinct)
    return sortable(columnOperand(outputTypes(output), { field: name }, at), name, at);
  const column = output.columns.find((candidate) => candidate.name === name);
  return sortable(column?.operand ?? resolveField(source, { field: name }, at), name, at);
}

function sortable(operand: Operand, name: string, at: string): Operand {
  if (operand.type !== "json") return operand;
  throw invalid(`\`${name}\` is open JSON: it cannot be sorted by`, at, "name a path below it");
}

function tieBreak(source: SourceName, output: PlanOutput): readonly Operand[] {
  if (output.kind === "groups") return output.keys.map(outputOperand);
  if (output.distinct) return output.columns.map(outputOperand);
  const { time, id } = sourceOf(source);
  return [catalogField(source, time), catalogField(source, id), ...output.columns.map(({ operand }) => operand)];
}

function outputOperand({ name, type }: ResultColumn): Operand {
  return { kind: "output", name, type };
}

/** A key that stands already decides nothing a second time. */
function distinctKeys(keys: readonly OrderKey[]): readonly OrderKey[] {
  const seen = new Set<string>();
  return keys.filter(({ operand }) => {
    const name = operandKey(operand);
    return seen.has(name) ? false : seen.add(name);
  });
}
