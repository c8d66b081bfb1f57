import {
  columnsOf,
  type FieldOperand,
  type JoinPlan,
  type OutputColumn,
  operandKey,
  type Plan,
  type PlanOutput,
  readsOf,
  type SelectPlan,
  type Side,
  type UnionPlan,
} from "../query/plan.ts";
import { identifier } from "../sql-text.ts";
import { SqlConditions } from "./sql-condition.ts";
import { type FilledGroups, type Groups, lines, ratiosSql, type SimpleAggregate } from "./sql-group.ts";
import type { Statement } from "./statement.ts";

type Rows = Extract<PlanOutput, { kind: "rows" }>;

/** What the SQL dialects share: the shape of a statement. One instance compiles one plan. */
export abstract class SqlCompiler extends SqlConditions {
  readonly #plan: Plan;
  readonly #labels: ReadonlyMap<string, string>;
  #scope: SelectPlan | null = null;

  constructor(plan: Plan) {
    super();
    this.#plan = plan;
    this.#labels = labelsOf(columnsOf(plan).map(({ name }) => name));
  }

  protected abstract readonly dialect: string;
  /** What stands behind FROM: the records of a source, by the name of their side. */
  protected abstract relation(from: SelectPlan | JoinPlan, side: Side): string;
  /** The name of a side's record in a statement. */
  protected abstract side(side: Side): string;
  protected abstract aggregate(node: SimpleAggregate): string;
  /** A number divided by another; null by the plan's rule. */
  protected abstract ratio(of: string, to: string): string;
  /** The groups of the query `found`, and every bucket that is not among them. */
  protected abstract filled(groups: FilledGroups, found: string): string;

  compile(): Statement {
    const text = "branches" in this.#plan ? this.#union(this.#plan) : this.#select(this.#plan);
    return {
      dialect: this.dialect,
      text,
      parameters: this.parameters,
      scans: readsOf(this.#plan),
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
    this.#scope = plan;
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
      ratiosSql(output, this.#counted(plan, output), this.#words),
      `) AS "groups"`,
      output.having === null ? "" : `WHERE ${this.predicate(output.having)}`,
      this.#orderBy(plan, []),
      this.#limit(plan),
    );
  }

  #counted(plan: SelectPlan, output: Groups): string {
    const found = this.#found(plan, output);
    const { fill } = output;
    return fill === null ? found : this.filled({ ...output, fill }, found);
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

  #from(plan: SelectPlan): string {
    const { join } = plan;
    const main = `FROM ${this.relation(plan, "main")}`;
    if (join === null) return main;
    const keys = join.on.map(({ left, right }) => `${this.field(left)} = ${this.field(right)}`);
    return lines(
      main,
      `${join.kind === "left" ? "LEFT" : "INNER"} JOIN (`,
      `SELECT * FROM ${this.relation(join, "joined")}`,
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

  /** The records that a side stands for in the query that is being written. */
  protected scope(side: Side): SelectPlan | JoinPlan {
    const scope = side === "main" ? this.#scope : this.#scope?.join;
    if (!scope) throw new Error(`no records are ${side} here`);
    return scope;
  }

  protected output(name: string): string {
    return this.#label(name);
  }

  readonly #words = {
    label: (name: string) => this.#label(name),
    ratio: (of: string, to: string) => this.ratio(of, to),
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
