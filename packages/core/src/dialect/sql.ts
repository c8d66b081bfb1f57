import type { SourceName } from "../catalog/index.ts";
import {
  type AggregateNode,
  columnsOf,
  type FieldOperand,
  type FillBuckets,
  type JoinPlan,
  type OutputColumn,
  operandKey,
  type Plan,
  type PlanOutput,
  type SelectPlan,
  type Side,
  scansOf,
  type UnionPlan,
} from "../query/plan.ts";
import { identifier } from "../sql-text.ts";
import { SqlConditions } from "./sql-condition.ts";
import type { Statement } from "./statement.ts";

type Rows = Extract<PlanOutput, { kind: "rows" }>;
type Groups = Extract<PlanOutput, { kind: "groups" }>;

/** An aggregate over records, not over other aggregates. */
export type SimpleAggregate = Exclude<AggregateNode, { fn: "ratio" }>;

/** What the SQL dialects share: the shape of a statement. One instance compiles one plan. */
export abstract class SqlCompiler extends SqlConditions {
  readonly #plan: Plan;
  readonly #labels: ReadonlyMap<string, string>;

  constructor(plan: Plan) {
    super();
    this.#plan = plan;
    this.#labels = labelsOf(columnsOf(plan).map(({ name }) => name));
  }

  protected abstract readonly dialect: string;
  protected abstract relation(source: SourceName, side: Side): string;
  /** The name of a side's record in a statement. */
  protected abstract side(side: Side): string;
  protected abstract aggregate(node: SimpleAggregate): string;
  /** A number divided by another; null by the plan's rule. */
  protected abstract ratio(of: string, to: string): string;
  /** A query with the buckets as its one column. */
  protected abstract buckets(fill: FillBuckets, label: string): string;

  compile(): Statement {
    const text = "branches" in this.#plan ? this.#union(this.#plan) : this.#select(this.#plan);
    return {
      dialect: this.dialect,
      text,
      parameters: this.parameters,
      scans: scansOf(this.#plan),
      columns: columnsOf(this.#plan),
      limit: this.#plan.limit,
      approximate: [],
    };
  }

  #union(plan: UnionPlan): string {
    const branches = plan.branches.map((branch) => lines("(", this.#select(branch), ")"));
    return lines(
      "SELECT * FROM (",
      branches.join("\nUNION ALL\n"),
      `) AS "rows"`,
      this.#orderBy(plan, []),
      this.#limit(plan),
    );
  }

  #select(plan: SelectPlan): string {
    return plan.output.kind === "rows" ? this.#rows(plan, plan.output) : this.#groups(plan, plan.output);
  }

  #rows(plan: SelectPlan, { columns, distinct }: Rows): string {
    const select = columns.map(({ operand, name }) => `${this.operand(operand)} AS ${this.#label(name)}`);
    const rows = lines(
      `SELECT ${distinct ? "DISTINCT " : ""}${select.join(", ")}`,
      this.#from(plan),
      this.#where(plan),
    );
    const ordered = distinct ? lines("SELECT * FROM (", rows, `) AS "rows"`) : rows;
    return lines(ordered, this.#orderBy(plan, distinct ? [] : columns), this.#limit(plan));
  }

  #groups(plan: SelectPlan, output: Groups): string {
    return lines(
      "SELECT * FROM (",
      this.#ratios(output, this.#filled(output, this.#found(plan, output))),
      `) AS "groups"`,
      output.having === null ? "" : `WHERE ${this.predicate(output.having)}`,
      this.#orderBy(plan, []),
      this.#limit(plan),
    );
  }

  /** The groups that there are. */
  #found(plan: SelectPlan, { keys, aggregates }: Groups): string {
    const keyColumns = keys.map(({ operand, name }) => `${this.operand(operand)} AS ${this.#label(name)}`);
    const columns = aggregates.flatMap(({ name, aggregate }) =>
      aggregate.fn === "ratio" ? [] : [`${this.aggregate(aggregate)} AS ${this.#label(name)}`],
    );
    return lines(
      `SELECT ${[...keyColumns, ...columns].join(", ")}`,
      this.#from(plan),
      this.#where(plan),
      keys.length > 0 ? `GROUP BY ${keys.map((_, index) => index + 1).join(", ")}` : "",
    );
  }

  /** Every bucket for each combination of the other keys, where the plan asks for it. */
  #filled({ fill, keys, aggregates }: Groups, found: string): string {
    if (fill === null) return found;
    const others = keys.filter(({ name }) => name !== fill.key).map(({ name }) => this.#label(name));
    const bucket = this.#label(fill.key);
    const combinations = `(SELECT DISTINCT ${others.join(", ")} FROM "found") AS "others" CROSS JOIN `;
    const keyColumns = keys.map(({ name }) => {
      const label = this.#label(name);
      return `${label === bucket ? `"buckets"` : `"others"`}.${label} AS ${label}`;
    });
    const columns = aggregates.flatMap(({ name, aggregate }) =>
      aggregate.fn === "ratio" ? [] : [`${filledColumn(aggregate, this.#label(name))} AS ${this.#label(name)}`],
    );
    const same = others.map((label) => `"found".${label} IS NOT DISTINCT FROM "others".${label}`);
    return lines(
      `WITH "found" AS (`,
      found,
      ")",
      `SELECT ${[...keyColumns, ...columns].join(", ")}`,
      `FROM ${others.length === 0 ? "" : combinations}(${this.buckets(fill, bucket)}) AS "buckets"`,
      `LEFT JOIN "found" ON ${[`"found".${bucket} = "buckets".${bucket}`, ...same].join(" AND ")}`,
    );
  }

  /** Ratios beside the columns that they are of, all in the result's order. */
  #ratios({ keys, aggregates }: Groups, counted: string): string {
    if (!aggregates.some(({ aggregate }) => aggregate.fn === "ratio")) return counted;
    const columns = aggregates.map(({ name, aggregate }) => {
      const label = this.#label(name);
      return aggregate.fn === "ratio"
        ? `${this.ratio(this.#label(aggregate.of), this.#label(aggregate.to))} AS ${label}`
        : label;
    });
    const all = [...keys.map(({ name }) => this.#label(name)), ...columns];
    return lines(`SELECT ${all.join(", ")}`, "FROM (", counted, `) AS "counted"`);
  }

  #from({ source, join }: SelectPlan): string {
    const main = `FROM ${this.relation(source, "main")}`;
    if (join === null) return main;
    const keys = join.on.map(({ left, right }) => `${this.field(left)} = ${this.field(right)}`);
    return lines(
      main,
      `${join.kind === "left" ? "LEFT" : "INNER"} JOIN (`,
      `SELECT * FROM ${this.relation(join.source, "joined")}`,
      this.#where(join),
      `) AS ${this.side("joined")} ON ${keys.join(" AND ")}`,
    );
  }

  #where({ time: { field, startMs, endMs }, where }: SelectPlan | JoinPlan): string {
    const time = this.field(field);
    const conditions = [
      startMs === null ? "" : `${time} >= ${this.bind({ type: "timestamp", value: startMs })}`,
      endMs === null ? "" : `${time} < ${this.bind({ type: "timestamp", value: endMs })}`,
      where === null ? "" : this.predicate(where),
    ].filter((condition) => condition !== "");
    return conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  }

  /** A key that is also a selected column goes by its place, so that it is computed once. */
  #orderBy({ orderBy }: Plan, columns: readonly OutputColumn<FieldOperand>[]): string {
    const places = new Map(columns.map(({ operand }, index) => [operandKey(operand), index + 1]));
    const keys = orderBy.map(({ operand, descending }) => {
      const key = places.get(operandKey(operand)) ?? this.operand(operand);
      return `${key} ${descending ? "DESC" : "ASC"} NULLS LAST`;
    });
    return keys.length === 0 ? "" : `ORDER BY ${keys.join(", ")}`;
  }

  #limit({ limit }: Plan): string {
    return limit === null ? "" : `LIMIT ${limit}`;
  }

  protected output(name: string): string {
    return this.#label(name);
  }

  #label(name: string): string {
    return identifier(this.#labels.get(name) ?? name);
  }
}

/** Column names as the statement uses them. SQL's ignore case: of names that differ in nothing else, later ones are numbered. */
function labelsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const labels = new Map<string, string>();
  const used = new Set<string>();
  for (const name of names) {
    let label = name;
    for (let count = 2; used.has(label.toLowerCase()) || (label !== name && taken.has(label.toLowerCase())); count++) {
      label = `${name}_${count}`;
    }
    used.add(label.toLowerCase());
    labels.set(name, label);
  }
  return labels;
}

/** Where there was nothing, nothing was counted. */
function filledColumn({ fn }: SimpleAggregate, label: string): string {
  const counts = fn === "count" || fn === "countIf" || fn === "countDistinct";
  return counts ? `coalesce("found".${label}, 0)` : `"found".${label}`;
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}
