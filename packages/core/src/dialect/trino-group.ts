import type { FieldOperand, FillBuckets } from "../query/plan.ts";
import { type FilledGroups, isCount, lines, type SimpleAggregate } from "./sql-group.ts";
import { fromMillisecondsSql } from "./trino-value.ts";

/** Aggregates as Trino says them, over operands that a compiler reads. */

type Read = (operand: FieldOperand) => string;
type Field = Exclude<SimpleAggregate, { fn: "count" | "countIf" }>;

/**
 * An aggregate of a field. Whole numbers add up exactly in a DECIMAL; a percentile is the value at its place, since
 * `approx_percentile` is not.
 * @see https://trino.io/docs/476/functions/aggregate.html
 */
export function aggregateSql(node: Field, read: Read): string {
  const value = read(node.operand);
  switch (node.fn) {
    case "countDistinct":
      return `count(DISTINCT ${value})`;
    case "sum":
      return node.operand.type === "integer" ? exactSum(value) : `sum(${value})`;
    case "avg":
      return node.operand.type === "integer"
        ? `CAST(${exactSum(value)} AS DOUBLE) / CAST(count(${value}) AS DOUBLE)`
        : `avg(${value})`;
    case "percentile": {
      const place = `(count(${value}) * ${node.millionths} + 99999999) / 100000000`;
      return `element_at(array_sort(array_agg(${value}) FILTER (WHERE ${value} IS NOT NULL)), ${place})`;
    }
    case "first":
    case "last": {
      const order = [node.time, node.id].map((key) => `${read(key)} ASC NULLS LAST`).join(", ");
      const values = `array_agg(${value} ORDER BY ${order}, ${value} ASC) FILTER (WHERE ${value} IS NOT NULL)`;
      return `element_at(${values}, ${node.fn === "first" ? 1 : -1})`;
    }
    default:
      return `${node.fn}(${value})`;
  }
}

function exactSum(value: string): string {
  return `sum(CAST(${value} AS DECIMAL(38, 0)))`;
}

/**
 * Every bucket for each combination of the other keys: the groups of a combination become maps by bucket, which are read
 * for all buckets. The groups stand there once, so that a dialect without WITH can say it.
 */
export function filledSql(
  { fill, keys, aggregates }: FilledGroups,
  found: string,
  label: (name: string) => string,
): string {
  const bucket = label(fill.key);
  const others = keys.filter(({ name }) => name !== fill.key).map(({ name }) => label(name));
  const columns = aggregates.flatMap(({ name, aggregate }) => (aggregate.fn === "ratio" ? [] : [{ name, aggregate }]));
  const maps = columns.map(({ name }) => `map_agg(${bucket}, ${label(name)}) AS ${label(name)}`);
  const held = [...others, ...columns.map(({ name }) => label(name))].map((name) => `"found".${name}`);
  const shown = columns.map(({ name, aggregate }) => {
    const value = `element_at(${label(name)}, ${bucket})`;
    return `${isCount(aggregate) ? `coalesce(${value}, 0)` : value} AS ${label(name)}`;
  });
  const { time, from, where } = bucketsOf(fill);
  return lines(
    `SELECT ${[...keys.map(({ name }) => label(name)), ...shown].join(", ")}`,
    "FROM (",
    `SELECT ${[...held, `${time} AS ${bucket}`].join(", ")}`,
    "FROM (",
    `SELECT ${others.length + maps.length === 0 ? 'count(*) AS "one"' : [...others, ...maps].join(", ")} FROM (`,
    found,
    ') AS "groups"',
    others.length === 0 ? "" : `GROUP BY ${others.join(", ")}`,
    `) AS "found", ${from}`,
    where,
    ') AS "filled"',
  );
}

/** The longest sequence that Trino makes. */
const sequenceLength = 10_000;

/** All buckets as rows: numbers from sequences, and what time a number stands for. */
function bucketsOf({ firstMs, widthMs, count }: FillBuckets) {
  const ones = `UNNEST(sequence(0, ${Math.min(count, sequenceLength) - 1})) AS "ones"("n")`;
  const time = (number: string) => fromMillisecondsSql(`BIGINT '${firstMs}' + ${number} * BIGINT '${widthMs}'`);
  if (count <= sequenceLength) return { time: time('"ones"."n"'), from: ones, where: "" };
  const number = `("many"."n" * ${sequenceLength} + "ones"."n")`;
  const many = `UNNEST(sequence(0, ${Math.floor((count - 1) / sequenceLength)})) AS "many"("n")`;
  return { time: time(number), from: `${many}, ${ones}`, where: `WHERE ${number} < ${count}` };
}
