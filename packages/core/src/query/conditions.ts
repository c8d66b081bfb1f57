import type {
  ComparableType,
  ComparisonOperatorOf,
  ElementTarget,
  ListReference,
  OperatorArguments,
  OperatorOf,
  Records,
  Target,
  TypeOf,
  TypeOfElement,
} from "./builder-types.ts";
import { type Cast, type DatePart, type Predicate, predicateSchema } from "./wire.ts";

/** A condition on records, or on an element of a list. The type parameter keeps other conditions out. */
export interface Condition<R extends Records | "element"> {
  readonly records: R;
  readonly predicate: Predicate;
}

type Other<R extends Records, T, O extends Target<R>> = TypeOf<R, O> extends ComparableType<TypeOf<R, T>> ? O : never;

/**
 * Makes conditions on the records of a source, `const { is, anyOf, not } = conditions("cloudtrail")`, or on joined ones,
 * `conditions({ from: "cloudtrail", with: "s3_access", as: "log" })`.
 */
export function conditions<const R extends Records>(records: R) {
  const made = (predicate: Predicate): Condition<R> => ({ records, predicate });
  return {
    /** One comparison: a field (or a cast of one), an operator that its type has, and a value of that type. */
    is: <const T extends Target<R>, const Op extends OperatorOf<TypeOf<R, T>>>(
      target: T,
      op: Op,
      ...args: OperatorArguments<TypeOf<R, T>, Op>
    ): Condition<R> => made(leaf(target, op, args)),
    /** One comparison of two fields of the record, of one type or both numbers. */
    compare: <
      const T extends Target<R>,
      const Op extends ComparisonOperatorOf<TypeOf<R, T>>,
      const O extends Target<R>,
    >(
      target: T,
      op: Op,
      other: O & Other<R, T, O>,
    ): Condition<R> => made(predicateSchema.parse({ ...operandOf(target), op, other })),
    /** Some element of a list fulfils a condition: `any("resources", ({ is }) => is("type", "eq", "AWS::S3::Bucket"))`. */
    any: (list: ListReference<R>, where: (element: ElementConditions) => Condition<"element">): Condition<R> =>
      made({ field: list, op: "any", where: where(elementConditions).predicate }),
    ...connectives<R>(made),
  };
}

/** `and`, `or` and `not`, which are the same everywhere. */
function connectives<R extends Records | "element">(made: (predicate: Predicate) => Condition<R>) {
  return {
    allOf: (...items: readonly [Condition<R>, ...Condition<R>[]]): Condition<R> =>
      made({ and: items.map(({ predicate }) => predicate) }),
    anyOf: (...items: readonly [Condition<R>, ...Condition<R>[]]): Condition<R> =>
      made({ or: items.map(({ predicate }) => predicate) }),
    not: (item: Condition<R>): Condition<R> => made({ not: item.predicate }),
  };
}

const ofElement = (predicate: Predicate): Condition<"element"> => ({ records: "element", predicate });

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
