import { type SourceName, sourceOf } from "../catalog/index.ts";
import { catalogField, resolveField, resolveSource } from "./fields.ts";
import { invalid } from "./invalid.ts";
import { duration, instant } from "./literal.ts";
import { outputTypes, planOutput } from "./output.ts";
import { parameterValues, type Values } from "./parameters.ts";
import {
  type Operand,
  type OrderKey,
  operandKey,
  type Plan,
  type PlanOutput,
  type PlanTime,
  type ResultColumn,
} from "./plan.ts";
import { planPredicate } from "./predicate.ts";
import { columnOperand, recordScope } from "./scope.ts";
import { parseQuery } from "./validate.ts";
import type { Given, Query } from "./wire.ts";

/**
 * The plan of a query as it came from outside. `nowMs` (epoch milliseconds) is what a relative time range is measured
 * from; it is taken once, so that a retry or a second engine sees the same range. `parameters` are the values of this run
 * for the parameters that the query declares, by name.
 * Throws `invalid-query` with the place of each problem, near misses and what to do.
 */
export function planQuery(input: unknown, nowMs: number, parameters: Readonly<Record<string, unknown>> = {}): Plan {
  const query = parseQuery(input);
  const values = parameterValues(query.parameters ?? {}, parameters);
  const source = resolveSource(query.from, "/from");
  const time = planTime(query.time, { source, nowMs, values });
  const output = planOutput(query, source, time, values);
  return {
    source,
    time,
    where: query.where === undefined ? null : planPredicate(query.where, recordScope(source, values), "/where"),
    output,
    orderBy: planOrder(query, source, output),
    limit: query.limit ?? null,
  };
}

/** Times that every engine can hold: the years 1 to 9999. */
const earliestMs = Date.parse("0001-01-01T00:00:00.000Z");

interface Run {
  readonly source: SourceName;
  readonly nowMs: number;
  readonly values: Values;
}

function planTime(time: Query["time"], { source, nowMs, values }: Run): PlanTime {
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
