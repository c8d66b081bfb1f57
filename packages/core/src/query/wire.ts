import { z } from "zod";

/** The typed audit query as it travels: one JSON shape, one schema. `docs/query.md` is its reference. */

const alias = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "a name is letters, digits and `_`, at most 63, not starting with a digit")
  .describe("Name of an output column.");

const fieldRef = z
  .string()
  .min(1)
  .max(1024)
  .describe(
    "A field of the source, as in `eventName`, or a path into open JSON, as in `requestParameters.items[0].name`.",
  );

/** Types a value can be cast to. A text that does not parse is null. */
export const castSchema = z.enum(["string", "integer", "double", "boolean", "timestamp", "json"]);
export type Cast = z.infer<typeof castSchema>;

const operand = { field: fieldRef, cast: castSchema.optional() };
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const ignoreCase = z.boolean().optional().describe("Compare without regard to the case of ASCII letters.");

const maxListValues = 10_000;

const leafSchema = z.discriminatedUnion("op", [
  z.strictObject({ ...operand, op: z.enum(["eq", "neq"]), value: scalar, ignoreCase }),
  z.strictObject({ ...operand, op: z.enum(["lt", "lte", "gt", "gte"]), value: scalar }),
  z.strictObject({
    ...operand,
    op: z.enum(["in", "notIn"]),
    value: z.array(scalar).min(1).max(maxListValues),
    ignoreCase,
  }),
  z.strictObject({ ...operand, op: z.literal("between"), value: z.tuple([scalar, scalar]) }),
  z.strictObject({
    ...operand,
    op: z.enum(["contains", "startsWith", "endsWith", "like", "matches"]),
    value: z.string(),
    ignoreCase,
  }),
  z.strictObject({ ...operand, op: z.enum(["exists", "missing"]) }),
]);

export type LeafPredicate = z.infer<typeof leafSchema>;
export type Predicate = LeafPredicate | { and: Predicate[] } | { or: Predicate[] } | { not: Predicate };

export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    leafSchema,
    z.strictObject({ and: z.array(predicateSchema).min(1) }),
    z.strictObject({ or: z.array(predicateSchema).min(1) }),
    z.strictObject({ not: predicateSchema }),
  ]),
);

const durationPattern = /^[1-9][0-9]{0,8}(ms|s|m|h|d|w)$/;
const duration = z
  .string()
  .regex(durationPattern, "a duration is a number and a unit (ms, s, m, h, d, w), as in `15m` or `7d`");
const instant = z
  .string()
  .describe("RFC 3339 date-time with an offset, or a date (its midnight, UTC); milliseconds at most.");

const timeSchema = z
  .union([z.strictObject({ last: duration }), z.strictObject({ start: instant.optional(), end: instant.optional() })])
  .describe('`{last: "7d"}`, or `{start, end}`, half-open: the start belongs to the range, the end does not.');

const selectItem = z.union([fieldRef, z.strictObject({ ...operand, as: alias.optional() })]);
const groupItem = z.union([
  fieldRef,
  z.strictObject({ ...operand, as: alias.optional() }),
  z.strictObject({ bucket: duration, as: alias.optional() }),
]);

const aggregateSchema = z.discriminatedUnion("fn", [
  z.strictObject({ fn: z.literal("count"), field: fieldRef.optional(), cast: castSchema.optional() }),
  z.strictObject({ fn: z.literal("countIf"), where: predicateSchema }),
  z.strictObject({ fn: z.enum(["countDistinct", "min", "max", "sum", "avg", "first", "last"]), ...operand }),
  z.strictObject({ fn: z.literal("percentile"), ...operand, p: z.number().gt(0).max(100) }),
]);
export type Aggregate = z.infer<typeof aggregateSchema>;

const maxLimit = 10_000_000;

/** The one schema of a query. Unknown keys are refused. */
export const querySchema = z.strictObject({
  from: z.string().describe("The source, as in `cloudtrail` or `s3_access`."),
  time: timeSchema.optional(),
  where: predicateSchema.optional(),
  select: z.array(selectItem).min(1).max(500).optional(),
  groupBy: z.array(groupItem).min(1).max(50).optional(),
  aggregate: z
    .record(alias, aggregateSchema)
    .refine((all) => Object.keys(all).length > 0, "name at least one aggregate")
    .optional(),
  having: predicateSchema.optional(),
  orderBy: z
    .array(z.strictObject({ field: fieldRef, dir: z.enum(["asc", "desc"]).optional() }))
    .min(1)
    .max(50)
    .optional(),
  limit: z.int().min(1).max(maxLimit).optional(),
});

export type Query = z.infer<typeof querySchema>;
