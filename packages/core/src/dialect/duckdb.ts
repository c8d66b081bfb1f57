import { matchedOf } from "../catalog/index.ts";
import type {
  ElementOperand,
  FieldOperand,
  FillBuckets,
  JoinPlan,
  Literal,
  Plan,
  SelectPlan,
  Side,
  TextOp,
} from "../query/plan.ts";
import { readRange } from "../query/plan.ts";
import { identifier } from "../sql-text.ts";
import { lowerAscii, upperAscii } from "./ascii.ts";
import { inCidrSql } from "./duckdb-address.ts";
import { matchedSql } from "./duckdb-matched.ts";
import {
  columnSql,
  elementName,
  elementSql,
  elementsSql,
  fieldSql,
  finiteSql,
  joinedRecord,
  reach,
  record,
  shortcutSql,
} from "./duckdb-value.ts";
import { expectHeld } from "./held.ts";
import { SqlCompiler } from "./sql.ts";
import { type FilledGroups, filledSql, type SimpleAggregate } from "./sql-group.ts";
import type { Statement } from "./statement.ts";
import type { NodeOf } from "./visitor.ts";

/**
 * DuckDB over the store's own columns. The relation bears the source's name: the engine puts the store's files behind it.
 * @see https://duckdb.org/docs/stable/sql/query_syntax/select
 */
export function compileDuckdb(plan: Plan): Statement {
  expectHeld(plan, "local");
  return new DuckdbCompiler(plan).compile();
}

class DuckdbCompiler extends SqlCompiler {
  protected readonly dialect = "duckdb";

  protected relation({ source, time }: SelectPlan | JoinPlan, side: Side): string {
    const matched = matchedOf(source);
    const bind = (value: Literal) => this.bind(value);
    const records = matched === null ? identifier(source) : matchedSql(matched, readRange(source, time), bind);
    return `${records} AS ${this.side(side)}`;
  }

  protected side(side: Side): string {
    return side === "main" ? record : joinedRecord;
  }

  protected placeholder(position: number): string {
    return `$${position}`;
  }

  protected fold(text: string): string {
    return `translate(${text}, '${upperAscii}', '${lowerAscii}')`;
  }

  protected field(operand: FieldOperand): string {
    return fieldSql(operand);
  }

  protected element(operand: ElementOperand): string {
    return elementSql(operand);
  }

  protected any({ list, depth, where }: NodeOf<"any">): string {
    return `len(list_filter(${elementsSql(list)}, lambda ${elementName(depth)}: ${this.predicate(where)})) > 0`;
  }

  protected inCidr({ operand, prefixes }: NodeOf<"inCidr">): string {
    return inCidrSql(this.operand(operand), prefixes, (literal) => this.bind(literal));
  }

  protected whole(round: "floor" | "ceil", double: string): string {
    return `CAST(CASE WHEN abs(${double}) < 1e20 THEN ${round}(${double}) ELSE sign(${double}) * 1e20 END AS HUGEINT)`;
  }

  /** Floor division, also before 1970: DuckDB's `%` takes the sign of the dividend. */
  protected bucket(field: string, widthMs: number): string {
    const time = `epoch_ms(${columnSql({ side: "main", field })})`;
    return `epoch_ms(${time} - ((${time} % ${widthMs}) + ${widthMs}) % ${widthMs})`;
  }

  protected ratio(of: string, to: string): string {
    return finiteSql(`CAST(${of} AS DOUBLE) / nullif(CAST(${to} AS DOUBLE), 0)`);
  }

  protected filled(groups: FilledGroups, found: string): string {
    return filledSql(groups, found, { label: (name) => this.output(name), buckets: bucketsSql });
  }

  protected textTest(op: TextOp, text: string, raw: string): string {
    const value = this.bind({ type: "string", value: raw });
    switch (op) {
      case "contains":
        return `contains(${text}, ${value})`;
      case "startsWith":
        return `starts_with(${text}, ${value})`;
      case "endsWith":
        return `ends_with(${text}, ${value})`;
      case "like":
        return `${text} LIKE ${value} ESCAPE '\\'`;
      case "matches":
        return `regexp_matches(${text}, ${value})`;
    }
  }

  /** Text that does not begin like an object or array cannot be mistaken for one: no need to ask for a scalar first. */
  protected override compare(node: NodeOf<"compare">): string {
    const { operand, value, op, ignoreCase } = node;
    const plainText = value.type === "string" && op === "eq" && !ignoreCase && !/^[{[]/.test(value.value);
    const open = operand.kind === "field" && operand.fieldType === "json" && operand.path.length > 0;
    if (!plainText || !open || operand.cast !== null) return super.compare(node);
    const text = shortcutSql(operand) ?? reach("json_extract_string", columnSql(operand), operand.path);
    return `${text} = ${this.bind(value)}`;
  }

  protected aggregate(node: SimpleAggregate): string {
    switch (node.fn) {
      case "count":
        return node.operand === null ? "count(*)" : `count(${this.field(node.operand)})`;
      case "countIf":
        return `count(*) FILTER (WHERE ${this.predicate(node.where)})`;
      case "countDistinct":
        return `count(DISTINCT ${this.field(node.operand)})`;
      case "percentile":
        return `quantile_disc(${this.field(node.operand)}, ${fraction(node.millionths)})`;
      case "first":
      case "last": {
        const value = this.field(node.operand);
        const order = [node.time, node.id].map((key) => `${this.field(key)} ASC NULLS LAST`).join(", ");
        return `${node.fn}(${value} ORDER BY ${order}, ${value} ASC) FILTER (WHERE ${value} IS NOT NULL)`;
      }
      default:
        return `${node.fn}(${this.field(node.operand)})`;
    }
  }
}

function bucketsSql({ firstMs, widthMs, count }: FillBuckets, label: string): string {
  return `SELECT epoch_ms(${firstMs} + "range" * ${widthMs}) AS ${label} FROM range(${count})`;
}

/** Percent in millionths as a decimal fraction, written out so that no binary fraction comes between. */
function fraction(millionths: number): string {
  const digits = String(millionths).padStart(9, "0");
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
