import type { SourceName } from "../catalog/index.ts";
import type {
  ComparableType,
  ComparisonOperatorOf,
  ElementTarget,
  ListReference,
  OperatorArguments,
  OperatorOf,
  Target,
  TypeOf,
  TypeOfElement,
} from "./builder-types.ts";
import { type Cast, type DatePart, type Predicate, predicateSchema } from "./wire.ts";

/** A condition on records of a source, or on an element of a list. The type parameter keeps other conditions out. */
export interface Condition<S extends SourceName | "element"> {
  readonly source: S;
  readonly predicate: Predicate;
}

type Other<S extends SourceName, T, O extends Target<S>> =
  TypeOf<S, O> extends ComparableType<TypeOf<S, T>> ? O : never;

/** Makes conditions on a source: `const { is, anyOf, not } = conditions("cloudtrail")`. */
export function conditions<const S extends SourceName>(source: S) {
  const made = (predicate: Predicate): Condition<S> => ({ source, predicate });
  return {
    /** One comparison: a field (or a cast of one), an operator that its type has, and a value of that type. */
    is: <const T extends Target<S>, const Op extends OperatorOf<TypeOf<S, T>>>(
      target: T,
      op: Op,
      ...args: OperatorArguments<TypeOf<S, T>, Op>
    ): Condition<S> => made(leaf(target, op, args)),
    /** One comparison of two fields of the record, of one type or both numbers. */
    compare: <
      const T extends Target<S>,
      const Op extends ComparisonOperatorOf<TypeOf<S, T>>,
      const O extends Target<S>,
    >(
      target: T,
      op: Op,
      other: O & Other<S, T, O>,
    ): Condition<S> => made(predicateSchema.parse({ ...operandOf(target), op, other })),
    /** Some element of a list fulfils a condition: `any("resources", ({ is }) => is("type", "eq", "AWS::S3::Bucket"))`. */
    any: (list: ListReference<S>, where: (element: ElementConditions) => Condition<"element">): Condition<S> =>
      made({ field: list, op: "any", where: where(elementConditions).predicate }),
    ...connectives<S>(made),
  };
}

/** `and`, `or` and `not`, which are the same everywhere. */
function connectives<S extends SourceName | "element">(made: (predicate: Predicate) => Condition<S>) {
  return {
    allOf: (...items: readonly [Condition<S>, ...Condition<S>[]]): Condition<S> =>
      made({ and: items.map(({ predicate }) => predicate) }),
    anyOf: (...items: readonly [Condition<S>, ...Condition<S>[]]): Condition<S> =>
      made({ or: items.map(({ predicate }) => predicate) }),
    not: (item: Condition<S>): Condition<S> => made({ not: item.predicate }),
  };
}

const ofElement = (predicate: Predicate): Condition<"element"> => ({ source: "element", predicate });

/** Conditions on an element: what `any` hands over. */
const elementConditions = {
  is: <const T extends ElementTarget, const Op extends OperatorOf<TypeOfElement<T>>>(
    target: T,
    op: Op,
    ...args: OperatorArguments<TypeOfElement<T>, Op>
  ): Condition<"element"> => ofElement(leaf(target, op, args)),
  any: (list: string, where: (element: ElementConditions) => Condition<"element">): Condition<"element"> =>
    ofElement({ field: list, op: "any", where: where(elementConditions).predicate }),
  ...connectives<"element">(ofElement),
};

export interface ElementConditions {
  is<const T extends ElementTarget, const Op extends OperatorOf<TypeOfElement<T>>>(
    target: T,
    op: Op,
    ...args: OperatorArguments<TypeOfElement<T>, Op>
  ): Condition<"element">;
  /** `$` is the element itself, where it is an array. */
  any(list: string, where: (element: ElementConditions) => Condition<"element">): Condition<"element">;
  allOf(...items: readonly [Condition<"element">, ...Condition<"element">[]]): Condition<"element">;
  anyOf(...items: readonly [Condition<"element">, ...Condition<"element">[]]): Condition<"element">;
  not(item: Condition<"element">): Condition<"element">;
}

type Loose = string | { readonly field: string; readonly cast?: Cast; readonly part?: DatePart };

/** The types allow only what the schema takes; the schema is asked all the same, so that no cast is needed. */
export function leaf(target: Loose, op: string, args: readonly unknown[]): Predicate {
  const [value, options] = args;
  return predicateSchema.parse({
    ...operandOf(target),
    op,
    ...(value === undefined ? {} : { value }),
    ...(isObject(options) ? options : {}),
  });
}

function operandOf(target: Loose): Exclude<Loose, string> {
  return typeof target === "string" ? { field: target } : target;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
