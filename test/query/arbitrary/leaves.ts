import fc from "fast-check";
import { compareMixed } from "../../oracle/compare.ts";
import type { Cast, ComparisonOp, LeafPredicate, Predicate } from "../../oracle/language.ts";
import { elementScope, type Scope } from "../../oracle/operand.ts";
import { casts, type Named, referenceOf, type Vocabulary } from "./operands.ts";
import { leaf, predicate } from "./predicates.ts";

/** What leaves are drawn from: what can be named, the items there are, and the one that they are aimed at. */
export interface Aimed<T> {
  readonly words: Vocabulary<T>;
  readonly scope: Scope<T>;
  readonly items: readonly T[];
  readonly target: T;
}

/** A predicate that mostly holds of the target. */
export function where<T>(aimed: Aimed<T>, depth = 2): fc.Arbitrary<Predicate> {
  return predicate((elsewhere) => {
    const target = elsewhere ? fc.constantFrom(...aimed.items) : fc.constant(aimed.target);
    return target.chain((one) => anyLeafOf({ ...aimed, target: one }));
  }, depth);
}

function anyLeafOf<T>(aimed: Aimed<T>): fc.Arbitrary<LeafPredicate> {
  return fc.oneof(
    { weight: 9, arbitrary: valueLeaf(aimed) },
    { weight: 2, arbitrary: fieldLeaf(aimed) },
    ...(aimed.words.arrays.length === 0 ? [] : [{ weight: 3, arbitrary: elementLeaf(aimed) }]),
  );
}

/** A value of the target, said with values. */
function valueLeaf<T>({ words: { values }, items, target }: Aimed<T>): fc.Arbitrary<LeafPredicate> {
  const sample = fc.array(fc.constantFrom(...items), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(values, values, values, sample, fc.nat({ max: 5 }))
    .chain(([first, second, third, others, nullToo]) => {
      const there = nullToo === 0 ? undefined : [second, third].find(({ of }) => of(target) !== null);
      const { type, of, ...reference } = there ?? first;
      return leaf({ ...reference, type, value: of(target), others: others.map(of) });
    });
}

/** Two values of the target, compared as they stand to each other. */
function fieldLeaf<T>({ words, target }: Aimed<T>): fc.Arbitrary<LeafPredicate> {
  const scalars = words.values.filter(({ type }) => type !== "json");
  return fc
    .tuple(scalars, scalars, scalars)
    .map(([first, ...more]) => [first, ...more].find(({ of }) => of(target) !== null) ?? first)
    .chain((left) => {
      const same = fc.constantFrom(...words.ofType(left.type));
      const mixed = left.type === "integer" ? "double" : left.type === "double" ? "integer" : null;
      const numbers = mixed === null ? [] : words.ofType(mixed);
      const rights =
        numbers.length === 0 ? same : fc.oneof({ weight: 3, arbitrary: same }, fc.constantFrom(...numbers));
      const candidates = fc.tuple(rights, rights, rights, rights);
      return fc.tuple(candidates, fc.nat({ max: 5 }), fc.nat(), fc.nat({ max: 2 })).map(([all, chance, turn, fold]) => {
        const right = all.find(({ of }) => of(target) !== null) ?? all[0];
        const ops = operators(left, right, target, chance === 0);
        const { field, cast, part } = right;
        const op = ops[turn % ops.length] ?? "eq";
        return {
          ...referenceOf(left),
          op,
          other: cast === undefined && part === undefined && turn % 2 === 0 ? field : referenceOf(right),
          ...(fold === 0 && left.type === "string" && (op === "eq" || op === "neq") ? { ignoreCase: true } : {}),
        };
      });
    });
}

/** The comparisons that are true of the two; all that their type has if asked so, or if one is null. */
function operators<T>(left: Named<T>, right: Named<T>, item: T, every: boolean): readonly ComparisonOp[] {
  const [a, b] = [left.of(item), right.of(item)];
  const equalities: readonly ComparisonOp[] = ["eq", "neq"];
  const order = a === null || b === null ? null : compareMixed(a, b);
  if (left.type === "boolean") return order === null || every ? equalities : order === 0 ? ["eq"] : ["neq"];
  if (order === null || every) return [...equalities, "lt", "lte", "gt", "gte"];
  if (order === 0) return ["eq", "lte", "gte"];
  return order < 0 ? ["neq", "lt", "lte"] : ["neq", "gt", "gte"];
}

/** Some element of an array: mostly of one that the target has. */
function elementLeaf<T>({ words: { arrays }, scope, items, target }: Aimed<T>): fc.Arbitrary<LeafPredicate> {
  const array = fc.constantFrom(...arrays);
  return fc
    .tuple(fc.array(array, { minLength: 6, maxLength: 6 }), fc.constantFrom(...items))
    .chain(([candidates, other]) => {
      const found =
        candidates.find(({ field }) => scope.elements(field)(target).length > 0) ??
        candidates.find(({ field }) => scope.elements(field)(other).length > 0) ??
        candidates[0];
      if (found === undefined) throw new Error("there is no array to name");
      const own = scope.elements(found.field)(target);
      const elements = own.length > 0 ? own : scope.elements(found.field)(other);
      return elementPredicate(elements, found.members, 2).map(
        (inner): LeafPredicate => ({ field: found.field, op: "any", where: inner }),
      );
    });
}

/** A predicate about elements (JSON texts), aimed at one of them; `deeper` arrays may be asked about inside. */
function elementPredicate(
  elements: readonly string[],
  members: readonly string[] | undefined,
  deeper: number,
): fc.Arbitrary<Predicate> {
  const element = elements.length === 0 ? fc.constant("null") : fc.constantFrom(...elements);
  return element.chain((aim) => {
    const named = (json: string) => references(json, members === undefined);
    return predicate(
      (elsewhere) =>
        (elsewhere ? element : fc.constant(aim)).chain((json) =>
          fc.oneof(
            { weight: 4, arbitrary: elementValue(json, elements, named(json), members) },
            ...(members === undefined ? innerArrays(json, deeper) : []),
          ),
        ),
      1,
    );
  });
}

function elementValue(
  json: string,
  elements: readonly string[],
  fields: readonly string[],
  members: readonly string[] | undefined,
): fc.Arbitrary<LeafPredicate> {
  const cast = fc.constantFrom<(Cast | undefined)[]>(
    ...[undefined, undefined, undefined, undefined, ...casts.string],
    ...(members === undefined ? ["json" as const] : []),
  );
  return fc.tuple(fc.constantFrom(...(members ?? fields)), cast, fc.nat({ max: 1 })).chain(([field, to, half]) => {
    const part = to !== "timestamp" || half === 0 ? {} : { part: "hourOfDay" as const };
    const reference = { field, ...(to === undefined ? {} : { cast: to }), ...part };
    const { type, of } = elementScope.operand(reference);
    return leaf({ ...reference, type, value: of(json), others: elements.map(of) });
  });
}

/** What can be named in an element: itself, or its members, and what is not there. */
function references(json: string, open: boolean): readonly string[] {
  const value: unknown = JSON.parse(json);
  if (!open || typeof value !== "object" || value === null || Array.isArray(value)) return ["$"];
  const keys = Object.keys(value).map((key) => (/^[a-z]+$/i.test(key) ? key : `[${JSON.stringify(key)}]`));
  return [...keys, "absent", "ranges[0].cidr", "ranges[0].ports[0]"];
}

/** Arrays that are members of the element, asked about in turn. */
function innerArrays(json: string, deeper: number) {
  const value: unknown = JSON.parse(json);
  if (deeper === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const keys = Object.keys(value).filter((key) => /^[a-z]+$/i.test(key));
  const filled = keys.filter((key) => elementScope.elements(key)(json).length > 0);
  if (filled.length === 0) return [];
  const arbitrary = fc
    .constantFrom(...filled)
    .chain((field) =>
      elementPredicate(elementScope.elements(field)(json), undefined, deeper - 1).map(
        (inner): LeafPredicate => ({ field, op: "any", where: inner }),
      ),
    );
  return [{ weight: 3, arbitrary }];
}
