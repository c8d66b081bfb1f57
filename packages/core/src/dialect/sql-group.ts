import type { AggregateNode, FillBuckets, PlanOutput } from "../query/plan.ts";

/** What becomes of the groups that were found: gaps are filled, and ratios stand beside what they are of. */

export type Groups = Extract<PlanOutput, { kind: "groups" }>;

/** An aggregate over records, not over other aggregates. */
export type SimpleAggregate = Exclude<AggregateNode, { fn: "ratio" }>;

/** Groups of which every bucket is to be there. */
export type FilledGroups = Groups & { readonly fill: FillBuckets };

/** What a dialect says in its own way. */
interface GroupWords {
  /** A column of the result, as the statement names it. */
  label(name: string): string;
}

/** Every bucket for each combination of the other keys. `buckets` is a query with them as its one column. */
export function filledSql(
  { fill, keys, aggregates }: FilledGroups,
  found: string,
  words: GroupWords & { buckets(fill: FillBuckets, label: string): string },
): string {
  const others = keys.filter(({ name }) => name !== fill.key).map(({ name }) => words.label(name));
  const bucket = words.label(fill.key);
  const combinations = `(SELECT DISTINCT ${others.join(", ")} FROM "found") AS "others" CROSS JOIN `;
  const keyColumns = keys.map(({ name }) => {
    const label = words.label(name);
    return `${label === bucket ? `"buckets"` : `"others"`}.${label} AS ${label}`;
  });
  const columns = aggregates.flatMap(({ name, aggregate }) =>
    aggregate.fn === "ratio" ? [] : [`${filledColumn(aggregate, words.label(name))} AS ${words.label(name)}`],
  );
  const same = others.map((label) => `"found".${label} IS NOT DISTINCT FROM "others".${label}`);
  return lines(
    `WITH "found" AS (`,
    found,
    ")",
    `SELECT ${[...keyColumns, ...columns].join(", ")}`,
    `FROM ${others.length === 0 ? "" : combinations}(${words.buckets(fill, bucket)}) AS "buckets"`,
    `LEFT JOIN "found" ON ${[`"found".${bucket} = "buckets".${bucket}`, ...same].join(" AND ")}`,
  );
}

/** Ratios beside the columns that they are of, all in the result's order. */
export function ratiosSql(
  { keys, aggregates }: Groups,
  counted: string,
  words: GroupWords & { ratio(of: string, to: string): string },
): string {
  if (!aggregates.some(({ aggregate }) => aggregate.fn === "ratio")) return counted;
  const columns = aggregates.map(({ name, aggregate }) => {
    const label = words.label(name);
    return aggregate.fn === "ratio"
      ? `${words.ratio(words.label(aggregate.of), words.label(aggregate.to))} AS ${label}`
      : label;
  });
  const all = [...keys.map(({ name }) => words.label(name)), ...columns];
  return lines(`SELECT ${all.join(", ")}`, "FROM (", counted, `) AS "counted"`);
}

/** Where there was nothing, nothing was counted. */
function filledColumn(aggregate: SimpleAggregate, label: string): string {
  return isCount(aggregate) ? `coalesce("found".${label}, 0)` : `"found".${label}`;
}

/** Whether an aggregate of nothing is 0, not null. */
export function isCount({ fn }: SimpleAggregate): boolean {
  return fn === "count" || fn === "countIf" || fn === "countDistinct";
}

/** The parts that are there, a line each. */
export function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}
