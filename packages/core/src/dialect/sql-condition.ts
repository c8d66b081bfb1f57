import type {
  ComparisonOp,
  ElementOperand,
  FieldOperand,
  Literal,
  Operand,
  PredicateNode,
  TextOp,
} from "../query/plan.ts";
import { foldAscii } from "./ascii.ts";
import { type NodeOf, type PredicateVisitor, visitPredicate } from "./visitor.ts";

const comparison: Record<ComparisonOp, string> = { eq: "=", neq: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" };

/** What is asked of an operand and constants. */
export type ConstantTest = "equals" | "differs" | "order" | "exists";

/** The comparison that says the same with its sides exchanged. */
const mirrored: Record<ComparisonOp, ComparisonOp> = {
  eq: "eq",
  neq: "neq",
  lt: "gt",
  lte: "gte",
  gt: "lt",
  gte: "lte",
};

/**
 * Conditions in SQL with two-valued logic; values are collected on the way. A dialect adds how a value is reached,
 * bound and compared as text.
 */
export abstract class SqlConditions {
  readonly #parameters: Literal[] = [];

  protected abstract placeholder(position: number): string;
  /** A field, a path below one, or a cast of either, as an expression of the operand's type. */
  protected abstract field(operand: FieldOperand): string;
  /** The same of an element of the list that an `any` looks into. */
  protected abstract element(operand: ElementOperand): string;
  protected abstract bucket(field: string, widthMs: number): string;
  /** A column of the result. */
  protected abstract output(name: string): string;
  protected abstract fold(text: string): string;
  /** `value` is not bound yet: a dialect may have to put it in other words first. */
  protected abstract textTest(op: TextOp, text: string, value: string): string;
  protected abstract inCidr(node: NodeOf<"inCidr">): string;
  /** Whether some element of the list, by the name of its depth, fulfils the condition. */
  protected abstract any(node: NodeOf<"any">): string;
  /** A double rounded to a whole number, of a type that holds every integer exactly. */
  protected abstract whole(round: "floor" | "ceil", double: string): string;

  /** The values bound so far, in order. */
  protected get parameters(): readonly Literal[] {
    return this.#parameters;
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
      case "element":
        return this.element(operand);
      case "output":
        return this.output(operand.name);
    }
  }

  /** An operand that only meets these constants, or the question whether it is there: a dialect may take a shorter way. */
  protected comparand(operand: Operand, _test: ConstantTest, _values: readonly Literal[]): string {
    return this.operand(operand);
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
      const text = this.#cased(this.comparand(operand, negated ? "differs" : "equals", values), ignoreCase);
      const list = values.map((value) => this.#folded(value, ignoreCase)).join(", ");
      return `${text} ${negated ? "NOT IN" : "IN"} (${list})`;
    },
    between: ({ operand, low, high }) => `${this.operand(operand)} BETWEEN ${this.bind(low)} AND ${this.bind(high)}`,
    text: ({ op, operand, value, ignoreCase }) =>
      this.textTest(
        op,
        this.#cased(this.operand(operand), ignoreCase),
        ignoreCase && op !== "matches" ? foldAscii(value) : value,
      ),
    exists: ({ operand, negated }) => `${this.comparand(operand, "exists", [])} IS ${negated ? "" : "NOT "}NULL`,
    compareOperands: (node) => this.#compareOperands(node),
    inCidr: (node) => this.inCidr(node),
    any: (node) => this.any(node),
  };

  protected compare({ op, operand, value, ignoreCase }: NodeOf<"compare">): string {
    const test = op === "eq" ? "equals" : op === "neq" ? "differs" : "order";
    const text = this.#cased(this.comparand(operand, test, [value]), ignoreCase);
    return `${text} ${comparison[op]} ${this.#folded(value, ignoreCase)}`;
  }

  #compareOperands({ op, operand, other, ignoreCase }: NodeOf<"compareOperands">): string {
    if (operand.type === "integer" && other.type === "double") {
      return this.#mixedComparison(op, this.operand(operand), this.operand(other));
    }
    if (operand.type === "double" && other.type === "integer") {
      return this.#mixedComparison(mirrored[op], this.operand(other), this.operand(operand));
    }
    const [left, right] = [operand, other].map((one) => this.#cased(this.operand(one), ignoreCase));
    return `${left} ${comparison[op]} ${right}`;
  }

  /** Between which whole numbers a double lies is exact; engines themselves would round the integer to a double. */
  #mixedComparison(op: ComparisonOp, integer: string, double: string): string {
    const [floor, ceiling] = [this.whole("floor", double), this.whole("ceil", double)];
    switch (op) {
      case "eq":
        return `(${integer} = ${floor} AND ${integer} = ${ceiling})`;
      case "neq":
        return `(${integer} <> ${floor} OR ${integer} <> ${ceiling})`;
      case "lt":
        return `${integer} < ${ceiling}`;
      case "lte":
        return `${integer} <= ${floor}`;
      case "gt":
        return `${integer} > ${floor}`;
      case "gte":
        return `${integer} >= ${ceiling}`;
    }
  }

  #cased(text: string, ignoreCase: boolean): string {
    return ignoreCase ? this.fold(text) : text;
  }

  #folded(literal: Literal, ignoreCase: boolean): string {
    return this.bind(
      ignoreCase && literal.type === "string" ? { type: "string", value: foldAscii(literal.value) } : literal,
    );
  }
}
