import { z } from "zod";
import { fieldRef, given, givenText, operand } from "./wire-value.ts";

/** Predicates as they travel. */

const ignoreCase = z.boolean().optional().describe("Compare without regard to the case of ASCII letters.");

const maxListValues = 10_000;
const maxPrefixes = 1_000;

const scalarLeaves = [
  z.strictObject({ ...operand, op: z.enum(["eq", "neq"]), value: given, ignoreCase }),
  z.strictObject({ ...operand, op: z.enum(["lt", "lte", "gt", "gte"]), value: given }),
  z.strictObject({
    ...operand,
    op: z.enum(["in", "notIn"]),
    value: z.array(given).min(1).max(maxListValues),
    ignoreCase,
  }),
  z.strictObject({ ...operand, op: z.literal("between"), value: z.tuple([given, given]) }),
  z.strictObject({
    ...operand,
    op: z.enum(["contains", "startsWith", "endsWith", "like", "matches"]),
    value: givenText,
    ignoreCase,
  }),
  z.strictObject({
    ...operand,
    op: z.literal("inCidr"),
    value: z
      .union([givenText, z.array(givenText).min(1).max(maxPrefixes)])
      .describe("A network, as in `10.0.0.0/8` or `2001:db8::/32`, or a list of them."),
  }),
  z.strictObject({ ...operand, op: z.enum(["exists", "missing"]) }),
] as const;

/** One comparison of a value of the record with constants. */
export type LeafPredicate = z.infer<(typeof scalarLeaves)[number]>;

/** A list of which some element satisfies a predicate; inside, references are relative to the element. */
export interface AnyPredicate {
  field: string;
  op: "any";
  where: Predicate;
}

const anyLeaf = z.strictObject({
  field: fieldRef,
  op: z.literal("any"),
  where: z.lazy((): z.ZodType<Predicate> => predicateSchema),
});

const otherOperand = z.union([fieldRef, z.strictObject(operand)]).describe("What it is compared with: another field.");

const fieldComparison = z.discriminatedUnion("op", [
  z.strictObject({ ...operand, op: z.enum(["eq", "neq"]), other: otherOperand, ignoreCase }),
  z.strictObject({ ...operand, op: z.enum(["lt", "lte", "gt", "gte"]), other: otherOperand }),
]);

/** A comparison of two values of one record. */
export type FieldComparison = z.infer<typeof fieldComparison>;

export type Predicate =
  | LeafPredicate
  | AnyPredicate
  | FieldComparison
  | { and: Predicate[] }
  | { or: Predicate[] }
  | { not: Predicate };

export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    z.discriminatedUnion("op", [...scalarLeaves, anyLeaf]),
    z.strictObject({ and: z.array(predicateSchema).min(1) }),
    z.strictObject({ or: z.array(predicateSchema).min(1) }),
    z.strictObject({ not: predicateSchema }),
    fieldComparison,
  ]),
);
