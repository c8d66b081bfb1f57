import fc from "fast-check";
import { parseAddress } from "../../oracle/address.ts";
import type { ValueType } from "../../oracle/cast.ts";
import { compareValues } from "../../oracle/compare.ts";
import type { LeafPredicate, Predicate, Reference, Scalar } from "../../oracle/language.ts";
import type { Value } from "../../oracle/record.ts";
import { prefixAround } from "./addresses.ts";
import { referenceOf } from "./operands.ts";
import { likePattern, pieceOf, regexPattern, swapCase } from "./patterns.ts";

/** What a predicate is aimed at: an operand, its value where the predicate should hold, and values seen elsewhere. */
export interface Aim extends Reference {
  readonly type: ValueType;
  readonly value: Value;
  readonly others: readonly Value[];
}

/** A leaf that mostly holds of the aim's value; now and then it is about another value, or of null, and does not. */
export function leaf(aim: Aim): fc.Arbitrary<LeafPredicate> {
  const operand = referenceOf(aim);
  const presence = fc
    .boolean()
    .map((truly) => ({ ...operand, op: (aim.value === null) === truly ? ("missing" as const) : ("exists" as const) }));
  const held = fc.constant<LeafPredicate>({ ...operand, op: aim.value === null ? "missing" : "exists" });
  if (aim.type === "json") return fc.oneof({ weight: 4, arbitrary: held }, { weight: 1, arbitrary: presence });
  const others = aim.others.filter((value) => value !== null);
  const about = aim.value ?? others[0];
  if (about === undefined) return held;
  const said = comparison(operand, aim.type, about, others.length === 0 ? [about] : others);
  return fc.oneof(
    { weight: aim.value === null ? 1 : 8, arbitrary: said },
    { weight: aim.value === null ? 6 : 1, arbitrary: held },
    { weight: 1, arbitrary: presence },
  );
}

function comparison(
  operand: Reference,
  type: ValueType,
  value: Value,
  others: readonly Value[],
): fc.Arbitrary<LeafPredicate> {
  const equality = fc.oneof(eqOrIn(operand, type, value, others), neqOrNotIn(operand, type, value, others));
  if (type === "boolean") return equality;
  const size = fc.oneof(sizes(operand, type, value, others), between(operand, type, value, others));
  if (typeof value !== "string") return fc.oneof(equality, size);
  return fc.oneof(
    { weight: 2, arbitrary: equality },
    { weight: 1, arbitrary: size },
    { weight: 3, arbitrary: text(operand, value) },
    { weight: parseAddress(value) === null ? 1 : 6, arbitrary: inCidr(operand, value, others) },
  );
}

function eqOrIn(
  operand: Reference,
  type: ValueType,
  value: Value,
  others: readonly Value[],
): fc.Arbitrary<LeafPredicate> {
  const more = fc.array(fc.constantFrom(...others), { maxLength: 3 });
  return fc
    .tuple(
      fc.boolean(),
      constant(value, type),
      more.chain((list) => fc.tuple(...list.map((one) => constant(one, type)))),
      fc.boolean(),
    )
    .chain(([single, own, list, fold]) => {
      const cased = fold && typeof value === "string" ? { ignoreCase: true } : {};
      const written = (one: Scalar) => (cased.ignoreCase ? swapCase(String(one)) : fc.constant(one));
      return written(own).map(
        (one): LeafPredicate =>
          single
            ? { ...operand, op: "eq", value: one, ...cased }
            : { ...operand, op: "in", value: [...list, one], ...cased },
      );
    });
}

function neqOrNotIn(
  operand: Reference,
  type: ValueType,
  value: Value,
  others: readonly Value[],
): fc.Arbitrary<LeafPredicate> {
  const different = others.filter((other) => compareValues(other, value) !== 0);
  const choice = different.length === 0 ? others : different;
  const constants = fc.array(fc.constantFrom(...choice), { minLength: 1, maxLength: 3 });
  return constants
    .chain((list) => fc.tuple(fc.tuple(...list.map((one) => constant(one, type))), fc.boolean(), fc.nat({ max: 4 })))
    .map(([list, single, fold]): LeafPredicate => {
      const cased = fold === 0 && type === "string" ? { ignoreCase: true } : {};
      const [first = false] = list;
      return single
        ? { ...operand, op: "neq", value: first, ...cased }
        : { ...operand, op: "notIn", value: list, ...cased };
    });
}

/** A bound on the right side of the value, or the value itself where the operator lets it in. */
function sizes(
  operand: Reference,
  type: ValueType,
  value: Value,
  others: readonly Value[],
): fc.Arbitrary<LeafPredicate> {
  return fc.constantFrom(...others).chain((bound) => {
    const order = compareValues(value, bound);
    const holding =
      order < 0 ? (["lt", "lte"] as const) : order > 0 ? (["gt", "gte"] as const) : (["lte", "gte"] as const);
    const any = ["lt", "lte", "gt", "gte"] as const;
    return fc
      .tuple(
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...holding) },
          { weight: 1, arbitrary: fc.constantFrom(...any) },
        ),
        constant(bound, type),
      )
      .map(([op, written]): LeafPredicate => ({ ...operand, op, value: written }));
  });
}

function between(
  operand: Reference,
  type: ValueType,
  value: Value,
  others: readonly Value[],
): fc.Arbitrary<LeafPredicate> {
  return fc.tuple(fc.constantFrom(...others), fc.constantFrom(value, ...others)).chain(([a, b]) => {
    const [low, , high] = [a, b, value].sort(compareValues);
    return fc
      .tuple(constant(low ?? value, type), constant(high ?? value, type))
      .map((bounds): LeafPredicate => ({ ...operand, op: "between", value: bounds }));
  });
}

function text(operand: Reference, value: string): fc.Arbitrary<LeafPredicate> {
  const folded = fc.nat({ max: 2 }).map((n) => n === 0);
  const pieces = fc
    .tuple(fc.constantFrom("contains", "startsWith", "endsWith"), folded)
    .chain(([op, fold]) =>
      pieceOf(op, value).chain((piece) =>
        (fold ? swapCase(piece) : fc.constant(piece)).map(
          (written): LeafPredicate => ({ ...operand, op, value: written, ...(fold ? { ignoreCase: true } : {}) }),
        ),
      ),
    );
  const patterns = fc
    .tuple(fc.constantFrom("like", "matches"), folded)
    .chain(([op, fold]) =>
      (fold ? swapCase(value) : fc.constant(value))
        .chain((subject) => (op === "like" ? likePattern(subject) : regexPattern(subject)))
        .map((pattern): LeafPredicate => ({ ...operand, op, value: pattern, ...(fold ? { ignoreCase: true } : {}) })),
    );
  return fc.oneof(pieces, patterns);
}

/** Networks around the address, and around others. */
function inCidr(operand: Reference, value: string, others: readonly Value[]): fc.Arbitrary<LeafPredicate> {
  const around = prefixAround(value);
  const elsewhere = fc.constantFrom(...others).chain((other) => prefixAround(String(other)));
  const list = fc
    .tuple(fc.array(elsewhere, { maxLength: 2 }), around, fc.nat({ max: 5 }))
    .map(([more, own, miss]) => (miss === 0 && more.length > 0 ? more : [...more, own]));
  return fc.oneof(around, list).map((prefixes): LeafPredicate => ({ ...operand, op: "inCidr", value: prefixes }));
}

/** A value as a query may write it: one of the spellings of an instant, an integer as number or digits. */
function constant(value: Value, type: ValueType): fc.Arbitrary<Scalar> {
  if (typeof value === "bigint") {
    const digits = fc.constant<Scalar>(String(value));
    return Number.isSafeInteger(Number(value)) ? fc.oneof(fc.constant<Scalar>(Number(value)), digits) : digits;
  }
  if (type === "timestamp") return instant(Number(value));
  if (value === null) throw new Error("null is no constant");
  return fc.constant(typeof value === "number" ? value + 0 : value);
}

/** RFC 3339 with `Z` or with an offset. */
export function instant(timeMs: number): fc.Arbitrary<string> {
  const iso = new Date(timeMs).toISOString();
  const ahead = new Date(timeMs + 5_400_000).toISOString().replace("Z", "+01:30");
  const short = timeMs % 1_000 === 0 ? [iso.replace(".000", "")] : [];
  return fc.constantFrom(iso, ahead, ...short);
}

/** `leafAt(false)` aims at one chosen item, `leafAt(true)` at any other: and, or, not around them, two levels deep. */
export function predicate(
  leafAt: (elsewhere: boolean) => fc.Arbitrary<LeafPredicate>,
  depth = 2,
): fc.Arbitrary<Predicate> {
  const here = leafAt(false);
  if (depth === 0) return here;
  const inner = predicate(leafAt, depth - 1);
  const elsewhere = leafAt(true);
  return fc.oneof(
    { weight: 5, arbitrary: here },
    { weight: 2, arbitrary: fc.array(inner, { minLength: 1, maxLength: 3 }).map((and) => ({ and })) },
    {
      weight: 2,
      arbitrary: fc.tuple(inner, fc.array(elsewhere, { maxLength: 2 })).map(([one, more]) => ({ or: [...more, one] })),
    },
    { weight: 1, arbitrary: fc.array(elsewhere, { minLength: 1, maxLength: 2 }).map((and) => ({ not: { and } })) },
    { weight: 1, arbitrary: inner.map((not) => ({ not: { not } })) },
  );
}
