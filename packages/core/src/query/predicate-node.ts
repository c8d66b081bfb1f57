import type { AddressPrefix } from "./address.ts";
import type { ListOperand, Literal, Operand } from "./operand.ts";

/** A predicate with names resolved and values typed. */

export type ComparisonOp = "eq" | "neq" | "lt" | "lte" | "gt" | "gte";
export type TextOp = "contains" | "startsWith" | "endsWith" | "like" | "matches";

export type PredicateNode =
  | { readonly kind: "and"; readonly items: readonly PredicateNode[] }
  | { readonly kind: "or"; readonly items: readonly PredicateNode[] }
  | { readonly kind: "not"; readonly item: PredicateNode }
  | {
      readonly kind: "compare";
      readonly op: ComparisonOp;
      readonly operand: Operand;
      readonly value: Literal;
      readonly ignoreCase: boolean;
    }
  | {
      readonly kind: "in";
      readonly negated: boolean;
      readonly operand: Operand;
      readonly values: readonly Literal[];
      readonly ignoreCase: boolean;
    }
  | { readonly kind: "between"; readonly operand: Operand; readonly low: Literal; readonly high: Literal }
  /** `value` is the text, for `like` the pattern, for `matches` the pattern rewritten so that every engine reads it alike. */
  | {
      readonly kind: "text";
      readonly op: TextOp;
      readonly operand: Operand;
      readonly value: string;
      readonly ignoreCase: boolean;
    }
  | { readonly kind: "exists"; readonly negated: boolean; readonly operand: Operand }
  /** Two values of one record; of one type, or both numbers. */
  | {
      readonly kind: "compareOperands";
      readonly op: ComparisonOp;
      readonly operand: Operand;
      readonly other: Operand;
      readonly ignoreCase: boolean;
    }
  | { readonly kind: "inCidr"; readonly operand: Operand; readonly prefixes: readonly AddressPrefix[] }
  /** Whether an element of the list satisfies `where`; its operands of that depth are the element's. */
  | { readonly kind: "any"; readonly list: ListOperand; readonly depth: number; readonly where: PredicateNode };
