import { sourceOf } from "../catalog/index.ts";
import { catalogField } from "./fields.ts";
import { invalid } from "./invalid.ts";
import { didYouMean } from "./near.ts";
import type { Values } from "./parameters.ts";
import type { AggregateNode, FieldOperand, ValueType } from "./plan.ts";
import { planPredicate } from "./predicate.ts";
import { type Records, resolveIn } from "./records.ts";
import { recordScope } from "./scope.ts";
import type { Aggregate } from "./wire.ts";

export interface NamedAggregate {
  readonly name: string;
  readonly aggregate: AggregateNode;
}

/** The aggregates of a query by name, in the order in which it names them. Throws invalid-query. */
export function planAggregates(
  aggregates: Readonly<Record<string, Aggregate>>,
  records: Records,
  values: Values,
): readonly NamedAggregate[] {
  const planned = Object.entries(aggregates).map(([name, aggregate]) => ({
    name,
    aggregate: planAggregate(aggregate, records, values, `/aggregate/${name}`),
  }));
  for (const { name, aggregate } of planned) {
    if (aggregate.fn !== "ratio") continue;
    checkTerm(aggregate.of, planned, `/aggregate/${name}/of`);
    checkTerm(aggregate.to, planned, `/aggregate/${name}/to`);
  }
  return planned;
}

/** What a ratio divides, or divides by, is another aggregate and a number. */
function checkTerm(term: string, planned: readonly NamedAggregate[], at: string): void {
  const named = planned.find(({ name }) => name === term)?.aggregate;
  if (named === undefined) {
    const names = planned.filter(({ aggregate }) => aggregate.fn !== "ratio").map(({ name }) => name);
    const hint = didYouMean(term, names) ?? (names.length === 0 ? undefined : `there are ${names.join(", ")}`);
    throw invalid(`there is no aggregate \`${term}\``, at, hint);
  }
  if (named.fn === "ratio") throw invalid(`\`${term}\` is a ratio: a ratio is of other aggregates`, at);
  if (!numbers.includes(named.type)) throw invalid(`\`${term}\` is ${named.type}: a ratio is of numbers`, at);
}

function planAggregate(aggregate: Aggregate, records: Records, values: Values, at: string): AggregateNode {
  switch (aggregate.fn) {
    case "ratio":
      return { fn: "ratio", of: aggregate.of, to: aggregate.to, type: "double" };
    case "countIf":
      return {
        fn: "countIf",
        where: planPredicate(aggregate.where, recordScope(records, values), `${at}/where`),
        type: "integer",
      };
    case "count":
      if (aggregate.field === undefined) {
        if (aggregate.cast !== undefined) throw invalid("`cast` needs a `field`", `${at}/cast`);
        if (aggregate.part !== undefined) throw invalid("`part` needs a `field`", `${at}/part`);
        return { fn: "count", operand: null, type: "integer" };
      }
      return {
        fn: "count",
        operand: resolveIn(records, { ...aggregate, field: aggregate.field }, `${at}/field`),
        type: "integer",
      };
    default:
      return planFieldAggregate(aggregate, resolveIn(records, aggregate, `${at}/field`), records, at);
  }
}

type FieldAggregate = Exclude<Aggregate, { fn: "count" | "countIf" | "ratio" }>;

const numbers: readonly ValueType[] = ["integer", "double"];
const scalars: readonly ValueType[] = ["string", "integer", "double", "boolean", "timestamp"];
const ordered: readonly ValueType[] = ["string", "integer", "double", "timestamp"];

const takes: Record<FieldAggregate["fn"], readonly ValueType[]> = {
  countDistinct: scalars,
  first: scalars,
  last: scalars,
  min: ordered,
  max: ordered,
  sum: numbers,
  avg: numbers,
  percentile: numbers,
};

function planFieldAggregate(
  aggregate: FieldAggregate,
  operand: FieldOperand,
  records: Records,
  at: string,
): AggregateNode {
  if (!takes[aggregate.fn].includes(operand.type)) {
    const hint =
      operand.type === "string"
        ? 'cast the field, as in `"cast": "integer"`'
        : `it takes ${takes[aggregate.fn].join(", ")}`;
    throw invalid(
      `\`${aggregate.field}\` is ${operand.type}, which \`${aggregate.fn}\` does not take`,
      `${at}/field`,
      hint,
    );
  }
  const { type } = operand;
  switch (aggregate.fn) {
    case "countDistinct":
      return { fn: "countDistinct", operand, type: "integer" };
    case "first":
    case "last": {
      const { time, id } = sourceOf(records.source);
      return {
        fn: aggregate.fn,
        operand,
        type,
        time: catalogField(records.source, time),
        id: catalogField(records.source, id),
      };
    }
    case "percentile":
      return { fn: "percentile", operand, type, millionths: millionths(aggregate.p, `${at}/p`) };
    case "avg":
      return { fn: "avg", operand, type: "double" };
    default:
      return { fn: aggregate.fn, operand, type };
  }
}

function millionths(percent: number, at: string): number {
  const whole = Math.round(percent * 1e6);
  if (whole > 0 && whole / 1e6 === percent) return whole;
  throw invalid("a percentile has at most 6 decimals", at);
}
