import type { AggregateNode, PlanOutput } from "../../query/plan.ts";
import type { FinishCollapse, FinishColumn, FinishPick, FinishValue } from "../statement.ts";
import { conditionText, type Reach, recordReach } from "./condition.ts";
import { epochMs } from "./instant.ts";
import { uncertainText } from "./open-text.ts";
import { refuse } from "./refuse.ts";
import { type InsightsValue, marked, type RecordSource } from "./value.ts";

type Groups = Extract<PlanOutput, { kind: "groups" }>;
type Simple = Exclude<AggregateNode, { fn: "ratio" }>;

const cellName = (index: number) => `trailkeep_a${index}`;

interface Cell {
  readonly first: string;
  readonly second: "sum" | "min" | "max";
  readonly name: string;
}

/** The aggregates: helper values, the `stats` commands, and the columns that come of the cells. */
export class Stats {
  readonly fields: string[] = [];
  readonly columns: readonly FinishColumn[];
  readonly commands: readonly string[];
  readonly approximate: string[] = [];
  /** Where `first` or `last` is asked for, groups are as fine as records, and made one afterwards. */
  readonly collapse: FinishCollapse | null;
  readonly #picks: FinishPick[] = [];
  readonly #reach: Reach;
  readonly #cells: Cell[] = [];
  /** The one field whose distinct values are counted exactly, by grouping twice. */
  readonly #distinct: string | null;

  constructor(records: RecordSource, keys: readonly string[], { aggregates, having }: Groups) {
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
    this.collapse = this.#collapse(keys);
    if (this.collapse !== null)
      requireMergeable(
        aggregates.map(({ aggregate }) => aggregate.fn),
        having !== null,
      );
    this.commands = this.#stats(keys);
  }

  #collapse(keys: readonly string[]): FinishCollapse | null {
    if (this.#picks.length === 0) return null;
    return { keys, cells: this.#cells.map(({ name, second }) => ({ cell: name, by: second })), picks: this.#picks };
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
          : this.#countWhere(certain(node.fn, this.#reach(node.operand)).present);
      case "countIf":
        return this.#countWhere(conditionText(node.where, this.#reach));
      case "countDistinct":
        return this.#certainly(
          this.#reach(node.operand),
          this.#countDistinct(name, certain(node.fn, this.#reach(node.operand))),
        );
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
      case "first":
      case "last":
        return this.#pick(node);
    }
  }

  /** The store orders events by their `@timestamp`, not by their own time: which one is first is told afterwards. */
  #pick({ fn, operand, time, id, type }: Extract<Simple, { fn: "first" | "last" }>): FinishValue {
    const value = this.#reach(operand);
    const cell = `trailkeep_p${this.#picks.length}`;
    this.#picks.push({
      cell,
      value: this.#field(marked(value)),
      type,
      open: value.open,
      timeMs: this.#field(epochMs(this.#reach(time).text)),
      id: this.#field(marked(this.#reach(id))),
      last: fn === "last",
    });
    return { kind: "cell", cell, as: "marked", open: value.open };
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

  /** Texts of open JSON that could be of two values make the count of different ones doubtful. */
  #certainly({ text, open }: InsightsValue, value: FinishValue): FinishValue {
    if (!open) return value;
    const doubt = this.#cell(`max(${this.#field(`if(${text} like ${uncertainText}, 1, 0)`)})`, "max", "count");
    return { kind: "certain", value, doubt };
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
    const cells: readonly Cell[] =
      this.#cells.length > 0 ? this.#cells : [{ first: "count(*)", second: "sum", name: cellName(0) }];
    const by = (names: readonly string[]) => (names.length === 0 ? "" : ` by ${names.join(", ")}`);
    if (this.collapse !== null) {
      const fine = new Set(this.collapse.picks.flatMap(({ timeMs, id, value }) => [timeMs, id, value]));
      return [`stats ${cells.map(({ first, name }) => `${first} as ${name}`).join(", ")}${by([...keys, ...fine])}`];
    }
    if (this.#distinct === null)
      return [`stats ${cells.map(({ first, name }) => `${first} as ${name}`).join(", ")}${by(keys)}`];
    const distinct = "trailkeep_d";
    this.fields.push(`${this.#distinct} as ${distinct}`);
    const inner = cells.map(({ first, name }) => `${first} as ${name}_1`).join(", ");
    const outer = cells.map(({ second, name }) => `${second}(${name}_1) as ${name}`).join(", ");
    return [`stats ${inner}${by([...keys, distinct])}`, `stats ${outer}${by(keys)}`];
  }
}

/** What cannot be made of the parts of a group. */
function requireMergeable(fns: readonly AggregateNode["fn"][], having: boolean): void {
  const beside = "groups are as fine as records there, and made one afterwards";
  if (having) refuse("`having` beside `first` or `last`", beside);
  const other = fns.find((fn) => fn === "countDistinct" || fn === "percentile");
  if (other !== undefined) refuse(`\`${other}\` beside \`first\` or \`last\``, beside);
}

/** A boolean in open JSON reads as 1 or 0, and casts as a number. */
function certain(fn: string, value: InsightsValue): InsightsValue {
  return value.open && value.type !== "string"
    ? refuse(`\`${fn}\` of a cast in open JSON`, "a boolean reads like a number there")
    : value;
}

function quotient(values: ReadonlyMap<string, FinishValue>, of: string, to: string): FinishValue {
  return { kind: "quotient", of: valueNamed(values, of), to: valueNamed(values, to) };
}

function valueNamed(values: ReadonlyMap<string, FinishValue>, name: string): FinishValue {
  const value = values.get(name);
  if (value === undefined) throw new Error(`no aggregate ${name}`);
  return value;
}
