import type { SourceName } from "../catalog/index.ts";
import {
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
import { filledSql, type Groups, type GroupWords, lines, ratiosSql, type SimpleAggregate } from "./sql-group.ts";
import type { Statement } from "./statement.ts";

type Rows = Extract<PlanOutput, { kind: "rows" }>;

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
      ratiosSql(output, filledSql(output, this.#found(plan, output), this.#words), this.#words),
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

  readonly #words: GroupWords = {
    label: (name) => this.#label(name),
    ratio: (of, to) => this.ratio(of, to),
    buckets: (fill, label) => this.buckets(fill, label),
  };

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
