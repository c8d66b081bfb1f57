import type { Literal, TextOp } from "../query/plan.ts";
import { lowerAscii, upperAscii } from "./ascii.ts";
import type { FilledGroups, SimpleAggregate } from "./sql-group.ts";
import { inCidrSql } from "./trino-address.ts";
import { aggregateSql, filledSql } from "./trino-group.ts";
import { trinoLiteral } from "./trino-literal.ts";
import { elementName, TrinoOperands } from "./trino-operand.ts";
import { textTest } from "./trino-text.ts";
import { bucketSql, finiteSql, wholeSql } from "./trino-value.ts";
import type { NodeOf } from "./visitor.ts";

/**
 * Trino's SQL, which CloudTrail Lake and Athena speak. Records come from a derived table that has the used fields under
 * names of their own, so that what differs between stores ends there.
 * @see https://trino.io/docs/476/sql/select.html
 */
export abstract class TrinoCompiler extends TrinoOperands {
  /** Whether a constant goes beside the text, not into it. */
  protected isParameter(_value: Literal): boolean {
    return false;
  }

  protected override bind(value: Literal): string {
    return this.isParameter(value) ? super.bind(value) : trinoLiteral(value);
  }

  protected placeholder(): string {
    return "?";
  }

  protected fold(text: string): string {
    return `translate(${text}, '${upperAscii}', '${lowerAscii}')`;
  }

  protected any({ list, depth, where }: NodeOf<"any">): string {
    const elements = this.elements(list);
    return `any_match(${elements}, ${elementName(depth)} -> ${this.predicate(where)})`;
  }

  protected inCidr({ operand, prefixes }: NodeOf<"inCidr">): string {
    return inCidrSql(this.comparand(operand, "differs", []), prefixes);
  }

  protected textTest(op: TextOp, text: string, value: string): string {
    const test = textTest(op, value);
    return test.sql(text, this.bind({ type: "string", value: test.value }));
  }

  protected whole(round: "floor" | "ceil", double: string): string {
    return wholeSql(round, double);
  }

  protected bucket(field: string, widthMs: number): string {
    return bucketSql(this.column({ side: "main", field }), widthMs);
  }

  protected ratio(of: string, to: string): string {
    return finiteSql(`(CAST(${of} AS DOUBLE) / nullif(CAST(${to} AS DOUBLE), 0E0))`);
  }

  protected filled(groups: FilledGroups, found: string): string {
    return filledSql(groups, found, (name) => this.output(name));
  }

  protected aggregate(node: SimpleAggregate): string {
    if (node.fn === "countIf") return `count(*) FILTER (WHERE ${this.predicate(node.where)})`;
    if (node.fn === "count")
      return node.operand === null ? "count(*)" : `count(${this.comparand(node.operand, "exists", [])})`;
    return aggregateSql(node, (operand) => this.field(operand));
  }
}
