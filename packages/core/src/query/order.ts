import { invalid } from "./invalid.ts";
import { outputTypes } from "./output.ts";
import { type Operand, type OrderKey, operandKey, type PlanOutput, type ResultColumn } from "./plan.ts";
import { type Records, resolveIn, tieBreakOf } from "./records.ts";
import { columnOperand } from "./scope.ts";
import type { Query } from "./wire.ts";

/** Law 5: the user's keys, then for rows time, id and all columns, for groups their keys. */
export function planOrder(query: Query, records: Records, output: PlanOutput): readonly OrderKey[] {
  const asked = (query.orderBy ?? []).map(({ field, dir }, index) => ({
    operand: orderOperand(field, records, output, `/orderBy/${index}/field`),
    descending: dir === "desc",
  }));
  return distinctKeys([...asked, ...tieBreak(records, output).map((operand) => ({ operand, descending: false }))]);
}

/** Groups and distinct rows are of no one record any more: they are sorted by what they show. */
function orderOperand(name: string, records: Records, output: PlanOutput, at: string): Operand {
  if (output.kind === "groups" || output.distinct)
    return sortable(columnOperand(outputTypes(output), { field: name }, at), name, at);
  const column = output.columns.find((candidate) => candidate.name === name);
  return sortable(column?.operand ?? resolveIn(records, { field: name }, at), name, at);
}

function sortable(operand: Operand, name: string, at: string): Operand {
  if (operand.type !== "json") return operand;
  throw invalid(`\`${name}\` is open JSON: it cannot be sorted by`, at, "name a path below it");
}

function tieBreak(records: Records, output: PlanOutput): readonly Operand[] {
  if (output.kind === "groups") return output.keys.map(outputOperand);
  if (output.distinct) return output.columns.map(outputOperand);
  return [...tieBreakOf(records), ...output.columns.map(({ operand }) => operand)];
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

/** The order of rows by what they show: the user's keys, then all columns. */
export function planColumnOrder(orderBy: Query["orderBy"], columns: readonly ResultColumn[]): readonly OrderKey[] {
  const types = new Map(columns.map(({ name, type }) => [name, type] as const));
  const asked = (orderBy ?? []).map(({ field, dir }, index) => {
    const at = `/orderBy/${index}/field`;
    return { operand: sortable(columnOperand(types, { field }, at), field, at), descending: dir === "desc" };
  });
  return distinctKeys([...asked, ...columns.map((column) => ({ operand: outputOperand(column), descending: false }))]);
}
