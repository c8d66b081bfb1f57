import type { PredicateNode } from "../query/plan.ts";

/** A predicate of one kind. */
export type NodeOf<Kind extends PredicateNode["kind"]> = Extract<PredicateNode, { kind: Kind }>;

/** One method a kind of predicate: a dialect that leaves one out does not compile. */
export type PredicateVisitor<Out> = {
  readonly [Kind in PredicateNode["kind"]]: (node: NodeOf<Kind>) => Out;
};

/** Hands a predicate to the method of its kind. */
export function visitPredicate<Out>(node: PredicateNode, visitor: PredicateVisitor<Out>): Out {
  switch (node.kind) {
    case "and":
      return visitor.and(node);
    case "or":
      return visitor.or(node);
    case "not":
      return visitor.not(node);
    case "compare":
      return visitor.compare(node);
    case "in":
      return visitor.in(node);
    case "between":
      return visitor.between(node);
    case "text":
      return visitor.text(node);
    case "exists":
      return visitor.exists(node);
    case "compareOperands":
      return visitor.compareOperands(node);
    case "inCidr":
      return visitor.inCidr(node);
    case "any":
      return visitor.any(node);
  }
}
