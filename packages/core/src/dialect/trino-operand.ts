import { catalog, isKeptSourceName, type SourceName } from "../catalog/index.ts";
import {
  columnsOf,
  type ElementOperand,
  type FieldOperand,
  type JoinPlan,
  type ListOperand,
  type Literal,
  type Operand,
  type Plan,
  readRange,
  type SelectPlan,
  type Side,
} from "../query/plan.ts";
import { identifier } from "../sql-text.ts";
import { SqlCompiler } from "./sql.ts";
import type { ConstantTest } from "./sql-condition.ts";
import {
  below,
  elementsSql,
  type JsonPlace,
  looksLikeFraction,
  presentSql,
  scalarSql,
  tokenSql,
} from "./trino-json.ts";
import { jsonTextSql } from "./trino-json-text.ts";
import { listTextSql } from "./trino-list.ts";
import { trinoLiteral } from "./trino-literal.ts";
import { matchedView } from "./trino-matched.ts";
import { recordsSql } from "./trino-records.ts";
import { castSql, partSql } from "./trino-value.ts";
import type { TrinoView, UsedColumns, ViewColumn, ViewOf } from "./trino-view.ts";

/**
 * How Trino reaches values. Records come from a derived table that has the used fields under names of their own, so that
 * what differs between stores ends there.
 */
export abstract class TrinoOperands extends SqlCompiler {
  readonly #views: ViewOf;
  readonly #used: UsedColumns;
  /** Of the list that is being read. */
  #lacks: NonNullable<ViewColumn["lacks"]> | null = null;
  readonly #sides: Readonly<Record<Side, string>>;

  constructor(plan: Plan, views: ViewOf, used: UsedColumns) {
    super(plan);
    this.#views = views;
    this.#used = used;
    const names = columnsOf(plan).map(({ name }) => name.toLowerCase());
    this.#sides = { main: identifier(freeName("record", names)), joined: identifier(freeName("joined", names)) };
  }

  /** Whether the engine is known to take FULL JOIN. */
  protected abstract readonly fullJoin: boolean;

  protected relation(from: SelectPlan | JoinPlan, side: Side): string {
    const records = recordsSql(this.#viewOf(from.source), readRange(from.source, from.time), this.#used.of(from));
    return `(${records}) AS ${this.side(side)}`;
  }

  protected side(side: Side): string {
    return this.#sides[side];
  }

  protected field(operand: FieldOperand): string {
    const { fieldType, part, path } = operand;
    if (fieldType === "list") return this.#listField(operand);
    if (fieldType !== "json") return partSql(part, castSql(this.column(operand), fieldType, castType(operand)));
    if (path.length === 0) return this.column(operand);
    return this.#jsonValue(operand);
  }

  protected element(operand: ElementOperand): string {
    const element = elementName(operand.depth);
    if (operand.of === "json") return this.#jsonValue(operand);
    return partSql(operand.part, castSql(this.#member(element, operand.path), "string", castType(operand)));
  }

  /** What `any` looks into: rows, or JSON. */
  protected elements(list: ListOperand): string {
    if (list.kind === "element" || list.fieldType !== "list") return elementsSql(this.place(list));
    return this.#list(list);
  }

  #jsonValue(operand: FieldOperand | ElementOperand): string {
    const { cast, part } = operand;
    if (cast === "json") return jsonTextSql(this.place(operand));
    if (cast === null || cast === "string") return scalarSql(this.place(operand));
    return partSql(part, castSql(this.#token(operand), "string", castType(operand)));
  }

  /** The token of a scalar in open JSON, or another text that is equal to the same constants and cast alike. */
  #token(operand: FieldOperand | ElementOperand): string {
    return this.#mapped(operand) ?? tokenSql(this.place(operand));
  }

  /** A member of an open JSON field by a map, where the store has one; null elsewhere. An object there is its text. */
  #mapped(operand: FieldOperand | ElementOperand): string | null {
    if (operand.kind !== "field") return null;
    const [member, ...deeper] = operand.path;
    const map = this.view(operand.side).members(operand.field);
    if (map === null || member === undefined || !("key" in member) || deeper.length > 0) return null;
    return `element_at(${this.#named(operand.side, map)}, ${trinoLiteral({ type: "string", value: member.key })})`;
  }

  protected place(operand: ListOperand): JsonPlace {
    if (operand.kind === "element")
      return { document: elementName(operand.depth), isElement: true, steps: operand.path };
    const { document, steps } = this.view(operand.side).json(operand.field, operand.path);
    return below({ document: this.#named(operand.side, document), isElement: false, steps }, operand.path);
  }

  #listField(operand: FieldOperand): string {
    const column = this.#list(operand);
    const [index, ...path] = operand.path;
    if (index !== undefined && "index" in index) {
      const member = this.#member(`element_at(${column}, ${index.index + 1})`, path);
      return partSql(operand.part, castSql(member, "string", castType(operand)));
    }
    const lacking = this.#lacks?.(null) ?? null;
    if (lacking !== null) throw lacking;
    return listTextSql(column, this.scope(operand.side).source, operand.field);
  }

  /** The rows of a list of the catalog, of which members are asked next. */
  #list(operand: FieldOperand): string {
    this.#lacks = this.view(operand.side).field(operand.field).lacks ?? null;
    return this.column(operand);
  }

  #member(struct: string, [member]: FieldOperand["path"]): string {
    if (member === undefined || !("key" in member)) throw new Error("an element of a list is reached by a member");
    const lacking = this.#lacks?.(member.key) ?? null;
    if (lacking !== null) throw lacking;
    return `${struct}.${identifier(member.key)}`;
  }

  protected view(side: Side): TrinoView {
    return this.#viewOf(this.scope(side).source);
  }

  #viewOf(source: SourceName): TrinoView {
    if (isKeptSourceName(source)) return this.#views(source);
    const { matched } = catalog[source];
    const { left, right } = matched;
    return matchedView(matched, { left: this.#views(left.source), right: this.#views(right.source) }, this.fullJoin);
  }

  protected column({ side, field }: Pick<FieldOperand, "side" | "field">): string {
    return this.#named(side, this.view(side).field(field));
  }

  #named(side: Side, column: ReturnType<TrinoView["field"]>): string {
    this.#used.add(this.scope(side), column);
    return `${this.side(side)}.${identifier(column.name)}`;
  }

  /** How a number stands in JSON matters only where a constant looks like a number; that an object is none, to its text. */
  protected override comparand(operand: Operand, test: ConstantTest, values: readonly Literal[]): string {
    if (test === "exists" && operand.kind === "field" && operand.fieldType === "list" && operand.path.length === 0) {
      return this.column(operand);
    }
    if (!isOpen(operand)) return this.operand(operand);
    if (operand.type === "json") return this.#present(operand);
    const isText = operand.cast === null || operand.cast === "string";
    const texts = values.map((value) => (value.type === "string" ? value.value : ""));
    if (!isText || test === "order" || texts.some(looksLikeFraction)) return this.operand(operand);
    const mayBeObject = test !== "equals" || texts.some((text) => /^[{[]|^null$/.test(text));
    return mayBeObject ? tokenSql(this.place(operand)) : this.#token(operand);
  }

  #present(operand: FieldOperand | ElementOperand): string {
    const place = this.place(operand);
    return place.steps.length === 0 && !place.isElement ? place.document : presentSql(place);
  }
}

function isOpen(operand: Operand): operand is FieldOperand | ElementOperand {
  return operand.kind === "field" ? operand.fieldType === "json" : operand.kind === "element" && operand.of === "json";
}

/** The type of the value before a part is taken of it. */
function castType({ part, type }: FieldOperand | ElementOperand) {
  return part === null ? type : "timestamp";
}

/** The name of an element inside the condition on it. */
export function elementName(depth: number): string {
  return identifier(`element${depth}`);
}

/** A relation's name that no column of the result has: ORDER BY would take it for the column. */
function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let count = 2; taken.includes(name); count++) name = `${wanted}_${count}`;
  return name;
}
