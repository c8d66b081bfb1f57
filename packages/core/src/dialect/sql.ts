import type { SourceName } from "../catalog/index.ts";
import {
  type AggregateNode,
  type ComparisonOp,
  columnsOf,
  type FieldOperand,
  type Literal,
  type Operand,
  type OutputColumn,
  operandKey,
  type Plan,
  type PredicateNode,
  type TextOp,
} from "../query/plan.ts";
import { identifier } from "../sql-text.ts";
import { foldAscii } from "./ascii.ts";
import type { Statement } from "./statement.ts";
import { type PredicateVisitor, visitPredicate } from "./visitor.ts";

const comparison: Record<ComparisonOp, string> = { eq: "=", neq: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" };

/**
 * What the SQL dialects share: the shape of a statement and two-valued logic. One instance compiles one plan; it
 * collects the values on the way. A dialect adds how a value is reached, bound and compared as text.
 */
export abstract class SqlCompiler {
  protected readonly plan: Plan;
  readonly #parameters: Literal[] = [];
  readonly #labels: ReadonlyMap<string, string>;

  constructor(plan: Plan) {
    this.plan = plan;
    this.#labels = labelsOf(columnsOf(plan).map(({ name }) => name));
  }

  protected abstract readonly dialect: string;
  protected abstract relation(source: SourceName): string;
  protected abstract placeholder(position: number): string;
  /** A field, a path below one, or a cast of either, as an expression of the operand's type. */
  protected abstract field(operand: FieldOperand): string;
  protected abstract bucket(field: string, widthMs: number): string;
  protected abstract fold(text: string): string;
  protected abstract textTest(op: TextOp, text: string, value: string): string;
  protected abstract aggregate(node: AggregateNode): string;

  compile(): Statement {
    const text =
      this.plan.output.kind === "rows" ? this.#rows(this.plan.output.columns) : this.#groups(this.plan.output);
    return {
      dialect: this.dialect,
      text,
      parameters: this.#parameters,
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

  #label(name: string): string {
    return identifier(this.#labels.get(name) ?? name);
  }

  /** Adds a value to the statement's parameters and gives its placeholder. */
  protected bind(literal: Literal): string {
    this.#parameters.push(literal);
    return this.placeholder(this.#parameters.length);
  }

  protected operand(operand: Operand): string {
    switch (operand.kind) {
      case "field":
        return this.field(operand);
      case "bucket":
        return this.bucket(operand.field, operand.widthMs);
      case "output":
        return this.#label(operand.name);
    }
  }

  /**
   * A condition that is true exactly where the predicate is. It may be null where the predicate is false, which a
   * WHERE cannot tell apart; under `not` it is made two-valued.
   */
  protected predicate(node: PredicateNode): string {
    return visitPredicate(node, this.visitor);
  }

  protected readonly visitor: PredicateVisitor<string> = {
    and: ({ items }) => `(${items.map((item) => this.predicate(item)).join(" AND ")})`,
    or: ({ items }) => `(${items.map((item) => this.predicate(item)).join(" OR ")})`,
    not: ({ item }) => `NOT coalesce(${this.predicate(item)}, FALSE)`,
    compare: (node) => this.compare(node),
    in: ({ operand, values, negated, ignoreCase }) => {
      const list = values.map((value) => this.#folded(value, ignoreCase)).join(", ");
      return `${this.#text(operand, ignoreCase)} ${negated ? "NOT IN" : "IN"} (${list})`;
    },
    between: ({ operand, low, high }) => `${this.operand(operand)} BETWEEN ${this.bind(low)} AND ${this.bind(high)}`,
    text: ({ op, operand, value, ignoreCase }) =>
      this.textTest(
        op,
        this.#text(operand, ignoreCase),
        this.#folded({ type: "string", value }, ignoreCase && op !== "matches"),
      ),
    exists: ({ operand, negated }) => `${this.operand(operand)} IS ${negated ? "" : "NOT "}NULL`,
  };

  protected compare({ op, operand, value, ignoreCase }: Extract<PredicateNode, { kind: "compare" }>): string {
    return `${this.#text(operand, ignoreCase)} ${comparison[op]} ${this.#folded(value, ignoreCase)}`;
  }

  #text(operand: Operand, ignoreCase: boolean): string {
    return ignoreCase ? this.fold(this.operand(operand)) : this.operand(operand);
  }

  #folded(literal: Literal, ignoreCase: boolean): string {
    return this.bind(
      ignoreCase && literal.type === "string" ? { type: "string", value: foldAscii(literal.value) } : literal,
    );
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
