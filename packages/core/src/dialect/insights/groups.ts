import type {
  AggregateNode,
  BucketOperand,
  FieldOperand,
  FillBuckets,
  OutputColumn,
  PlanOutput,
} from "../../query/plan.ts";
import type { FinishColumn, FinishFill, FinishValue } from "../statement.ts";
import { conditionText, type Reach, recordReach } from "./condition.ts";
import { epochMs } from "./instant.ts";
import { refuse } from "./refuse.ts";
import { type InsightsValue, type RecordSource, recordValue } from "./value.ts";

type Groups = Extract<PlanOutput, { kind: "groups" }>;
type Simple = Exclude<AggregateNode, { fn: "ratio" }>;

/** The commands of a grouped query, and how its cells become columns. */
export interface GroupText {
  /** Values that the aggregates and keys are made of, as `expression as name`. */
  readonly fields: readonly string[];
  readonly stats: readonly string[];
  readonly having: string | null;
  readonly columns: readonly FinishColumn[];
  readonly fill: FinishFill | null;
  readonly approximate: readonly string[];
}

/** Names that no discovered field has. */
const keyName = (index: number) => `trailkeep_k${index}`;
const cellName = (index: number) => `trailkeep_a${index}`;

export function groupText(records: RecordSource, output: Groups): GroupText {
  if (output.fill !== null && output.having !== null)
    refuse("`having` beside `fill`", "empty buckets are added after the query");
  const keys = output.keys.map((key, index) => groupKey(records, key, index));
  const stats = new Stats(
    records,
    keys.map(({ cell }) => cell),
    output,
  );
  const columns = [...keys.map(({ column }) => column), ...stats.columns];
  return {
    fields: [...keys.map(({ field }) => field), ...stats.fields],
    stats: stats.commands,
    having: output.having === null ? null : conditionText(output.having, columnReach(columns)),
    columns,
    fill: output.fill === null ? null : fillOf(output.fill, output, keys),
    approximate: stats.approximate,
  };
}

function fillOf({ key, firstMs, widthMs, count }: FillBuckets, output: Groups, keys: readonly GroupKey[]): FinishFill {
  const cells = keys.map(({ cell }, index) => ({ cell, bucket: output.keys[index]?.name === key }));
  const cell = cells.find(({ bucket }) => bucket)?.cell;
  if (cell === undefined) throw new Error("the filled bucket is a key");
  return { cell, others: cells.filter(({ bucket }) => !bucket).map((one) => one.cell), firstMs, widthMs, count };
}

interface GroupKey {
  readonly cell: string;
  readonly field: string;
  readonly column: FinishColumn;
}

/** Keys are marked, so that records without a value make a group that can be told from the empty text. */
function groupKey(records: RecordSource, key: OutputColumn<FieldOperand | BucketOperand>, index: number): GroupKey {
  const value = recordValue(records, key.operand);
  const cell = keyName(index);
  const bucket = key.operand.kind === "bucket";
  return {
    cell,
    field: `${bucket ? value.text : marked(value)} as ${cell}`,
    column: {
      name: key.name,
      type: key.type,
      value: { kind: "cell", cell, as: bucket ? "epoch" : "marked", open: value.open },
    },
  };
}

function marked({ text, present }: InsightsValue): string {
  return `if(${present}, concat("=", ${text}), "-")`;
}

/** The aggregates: helper values, the `stats` commands, and the columns that come of the cells. */
class Stats {
  readonly fields: string[] = [];
  readonly columns: readonly FinishColumn[];
  readonly commands: readonly string[];
  readonly approximate: string[] = [];
  readonly #reach: Reach;
  readonly #cells: { readonly first: string; readonly second: string; readonly name: string }[] = [];
  /** The one field whose distinct values are counted exactly, by grouping twice. */
  readonly #distinct: string | null;

  constructor(records: RecordSource, keys: readonly string[], { aggregates }: Groups) {
    this.#reach = recordReach(records);
    this.#distinct = this.#exactDistinct(aggregates.map(({ aggregate }) => aggregate));
    const values = new Map<string, FinishValue>();
    for (const { name, aggregate } of aggregates) {
      if (aggregate.fn !== "ratio") values.set(name, this.#value(name, aggregate));
    }
    for (const { name, aggregate } of aggregates) {
      if (aggregate.fn === "ratio" && this.#isApproximate(aggregate)) this.approximate.push(name);
    }
    this.columns = aggregates.map(({ name, aggregate }) => ({
      name,
      type: aggregate.type,
      value: aggregate.fn === "ratio" ? quotient(values, aggregate.of, aggregate.to) : valueNamed(values, name),
    }));
    this.commands = this.#stats(keys);
  }

  #exactDistinct(aggregates: readonly AggregateNode[]): string | null {
    const fields = new Set(
      aggregates.flatMap((node) => (node.fn === "countDistinct" ? [marked(this.#reach(node.operand))] : [])),
    );
    const others = aggregates.every(({ fn }) => fn !== "avg" && fn !== "percentile");
    const [only] = fields;
    return fields.size === 1 && others && only !== undefined ? only : null;
  }

  #value(name: string, node: Simple): FinishValue {
    switch (node.fn) {
      case "count":
        return node.operand === null
          ? this.#cell("count(*)", "sum", "count")
          : this.#countWhere(this.#reach(node.operand).present);
      case "countIf":
        return this.#countWhere(conditionText(node.where, this.#reach));
      case "countDistinct":
        return this.#countDistinct(name, this.#reach(node.operand));
      case "min":
      case "max":
      case "sum":
      case "avg":
        return this.#overNumbers(node.fn, this.#reach(node.operand));
      case "percentile": {
        this.approximate.push(name);
        const { text, cast } = this.#numeric(node.fn, this.#reach(node.operand));
        if (cast === true) refuse("`percentile` of a cast", "it would take in numbers that are no values of the type");
        return this.#cell(`pct(${this.#field(text)}, ${node.millionths / 1_000_000})`);
      }
      default:
        return refuse(`\`${node.fn}\``, "it orders events by their `@timestamp`, not by their own time");
    }
  }

  #isApproximate({ of, to }: Extract<AggregateNode, { fn: "ratio" }>): boolean {
    return this.approximate.includes(of) || this.approximate.includes(to);
  }

  #countWhere(condition: string): FinishValue {
    return this.#cell(`sum(${this.#field(`if(${condition}, 1, 0)`)})`, "sum", "count");
  }

  /**
   * Grouped by the field first, each value is one group; a group without a value counts nothing. Otherwise the marks
   * are counted, and the one that says that there is no value is taken off.
   */
  #countDistinct(name: string, value: InsightsValue): FinishValue {
    if (this.#distinct !== null) {
      const one = this.#field(`if(${value.present}, 1, 0)`);
      return this.#cell(`max(${one})`, "sum", "count");
    }
    this.approximate.push(name);
    const marks = this.#cell(`countDistinct(${this.#field(marked(value))})`, "sum", "count");
    const nothing = this.#cell(`max(${this.#field(`if(${value.present}, 0, 1)`)})`, "max", "count");
    return { kind: "difference", of: marks, less: nothing };
  }

  #overNumbers(fn: "min" | "max" | "sum" | "avg", value: InsightsValue): FinishValue {
    const { text, present } = this.#numeric(fn, value);
    const count = this.#countWhere(present);
    if (fn === "min" || fn === "max") {
      const as = value.type === "timestamp" ? "epoch" : "plain";
      const beyond = `toNumber("${fn === "min" ? "" : "-"}1.7976931348623157E308")`;
      const held = this.#field(`if(${present}, ${text}, ${beyond})`);
      return { kind: "counted", value: this.#cell(`${fn}(${held})`, fn, as), count };
    }
    const sum = this.#cell(`sum(${this.#field(`if(${present}, ${text}, 0)`)})`);
    return fn === "sum" ? { kind: "counted", value: sum, count } : { kind: "quotient", of: sum, to: count };
  }

  #numeric(fn: string, value: InsightsValue): InsightsValue {
    if (value.open) return refuse(`\`${fn}\` in open JSON`, "a boolean there cannot be told from a number");
    if (value.type === "integer" || value.type === "double") return value;
    if (value.type === "timestamp") return { ...value, text: epochMs(value.text) };
    return refuse(`\`${fn}\` of ${value.type}`, "it does not compare texts by their bytes");
  }

  /** An expression under a name of its own, once. */
  #field(expression: string): string {
    const known = this.fields.findIndex((field) => field.startsWith(`${expression} as `));
    const name = `trailkeep_v${known === -1 ? this.fields.length : known}`;
    if (known === -1) this.fields.push(`${expression} as ${name}`);
    return name;
  }

  /** A cell; `second` is what makes one of the cells of the groups that a first grouping was too fine for. */
  #cell(first: string, second: "sum" | "min" | "max" = "sum", as: "plain" | "count" | "epoch" = "plain"): FinishValue {
    const name = cellName(this.#cells.length);
    this.#cells.push({ first, second, name });
    return { kind: "cell", cell: name, as, open: false };
  }

  #stats(keys: readonly string[]): readonly string[] {
    const cells = this.#cells.length > 0 ? this.#cells : [{ first: "count(*)", second: "sum", name: cellName(0) }];
    const by = (names: readonly string[]) => (names.length === 0 ? "" : ` by ${names.join(", ")}`);
    if (this.#distinct === null)
      return [`stats ${cells.map(({ first, name }) => `${first} as ${name}`).join(", ")}${by(keys)}`];
    const distinct = "trailkeep_d";
    this.fields.push(`${this.#distinct} as ${distinct}`);
    const inner = cells.map(({ first, name }) => `${first} as ${name}_1`).join(", ");
    const outer = cells.map(({ second, name }) => `${second}(${name}_1) as ${name}`).join(", ");
    return [`stats ${inner}${by([...keys, distinct])}`, `stats ${outer}${by(keys)}`];
  }
}

function quotient(values: ReadonlyMap<string, FinishValue>, of: string, to: string): FinishValue {
  return { kind: "quotient", of: valueNamed(values, of), to: valueNamed(values, to) };
}

function valueNamed(values: ReadonlyMap<string, FinishValue>, name: string): FinishValue {
  const value = values.get(name);
  if (value === undefined) throw new Error(`no aggregate ${name}`);
  return value;
}

/** Columns of groups, for `having`: what `stats` gave, before it is read. */
function columnReach(columns: readonly FinishColumn[]): Reach {
  return (operand) => {
    const column = operand.kind === "output" ? columns.find(({ name }) => name === operand.name) : undefined;
    if (column === undefined) throw new Error("`having` speaks of columns");
    return { ...cellText(column.value), type: column.type, open: column.value.kind === "cell" && column.value.open };
  };
}

function cellText(value: FinishValue): { readonly text: string; readonly present: string } {
  switch (value.kind) {
    case "cell":
      if (value.as === "count") return { text: value.cell, present: `${value.cell} >= 0` };
      if (value.as === "plain") return { text: value.cell, present: `ispresent(${value.cell})` };
      if (value.as === "epoch") return refuse("`having` on a time", "it is a number there");
      return { text: `substr(${value.cell}, 1)`, present: `${value.cell} != "-"` };
    case "counted": {
      const { text } = cellText(value.value);
      return { text, present: `${cellText(value.count).text} > 0` };
    }
    case "difference": {
      const text = `(${cellText(value.of).text} - ${cellText(value.less).text})`;
      return { text, present: `${text} >= 0` };
    }
    case "quotient": {
      const [of, to] = [cellText(value.of), cellText(value.to)];
      return { text: `(${of.text} / ${to.text})`, present: `${of.present} and ${to.present} and ${to.text} != 0` };
    }
  }
}
