import type { SourceName } from "../catalog/index.ts";
import {
  type AggregateNode,
  columnsOf,
  type FieldOperand,
  type OutputColumn,
  operandKey,
  type Plan,
} from "../query/plan.ts";
import { identifier } from "../sql-text.ts";
import { SqlConditions } from "./sql-condition.ts";
import type { Statement } from "./statement.ts";

/** What the SQL dialects share: the shape of a statement. One instance compiles one plan. */
export abstract class SqlCompiler extends SqlConditions {
  protected readonly plan: Plan;
  readonly #labels: ReadonlyMap<string, string>;

  constructor(plan: Plan) {
    super();
    this.plan = plan;
    this.#labels = labelsOf(columnsOf(plan).map(({ name }) => name));
  }

  protected abstract readonly dialect: string;
  protected abstract relation(source: SourceName): string;
  protected abstract aggregate(node: AggregateNode): string;

  compile(): Statement {
    const text =
      this.plan.output.kind === "rows" ? this.#rows(this.plan.output.columns) : this.#groups(this.plan.output);
    return {
      dialect: this.dialect,
      text,
      parameters: this.parameters,
      source: this.plan.source,
      startMs: this.plan.time.startMs,
      endMs: this.plan.time.endMs,
      columns: columnsOf(this.plan),
      approximate: [],
    };
  }

  #rows(columns: readonly OutputColumn<FieldOperand>[]): string {
    const select = columns.map(({ operand, name }) => `${this.operand(operand)} AS ${this.#label(name)}`);
    return lines(
      `SELECT ${select.join(", ")}`,
      `FROM ${this.relation(this.plan.source)}`,
      this.#where(),
      this.#orderBy(columns),
      this.#limit(),
    );
  }

  #groups(output: Extract<Plan["output"], { kind: "groups" }>): string {
    const keys = output.keys.map(({ operand, name }) => `${this.operand(operand)} AS ${this.#label(name)}`);
    const aggregates = output.aggregates.map(
      ({ name, aggregate }) => `${this.aggregate(aggregate)} AS ${this.#label(name)}`,
    );
    const grouped = lines(
      `SELECT ${[...keys, ...aggregates].join(", ")}`,
      `FROM ${this.relation(this.plan.source)}`,
      this.#where(),
      keys.length > 0 ? `GROUP BY ${keys.map((_, index) => index + 1).join(", ")}` : "",
    );
    return lines(
      `SELECT * FROM (`,
      grouped,
      `) AS "groups"`,
      output.having === null ? "" : `WHERE ${this.predicate(output.having)}`,
      this.#orderBy([]),
      this.#limit(),
    );
  }

  #where(): string {
    const { field, startMs, endMs } = this.plan.time;
    const time = this.field(field);
    const conditions = [
      startMs === null ? "" : `${time} >= ${this.bind({ type: "timestamp", value: startMs })}`,
      endMs === null ? "" : `${time} < ${this.bind({ type: "timestamp", value: endMs })}`,
      this.plan.where === null ? "" : this.predicate(this.plan.where),
    ].filter((condition) => condition !== "");
    return conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  }

  /** A key that is also a selected column goes by its place, so that it is computed once. */
  #orderBy(columns: readonly OutputColumn<FieldOperand>[]): string {
    const places = new Map(columns.map(({ operand }, index) => [operandKey(operand), index + 1]));
    const keys = this.plan.orderBy.map(({ operand, descending }) => {
      const key = places.get(operandKey(operand)) ?? this.operand(operand);
      return `${key} ${descending ? "DESC" : "ASC"} NULLS LAST`;
    });
    return keys.length === 0 ? "" : `ORDER BY ${keys.join(", ")}`;
  }

  #limit(): string {
    return this.plan.limit === null ? "" : `LIMIT ${this.plan.limit}`;
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

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}
