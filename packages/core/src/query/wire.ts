import { z } from "zod";
import { predicateSchema } from "./wire-predicate.ts";
import {
  alias,
  castSchema,
  duration,
  fieldRef,
  givenDuration,
  givenInstant,
  operand,
  parameterSchema,
  partSchema,
} from "./wire-value.ts";

export * from "./wire-predicate.ts";
export type { Cast, DatePart, Given, NamedOperand, Parameter, ParameterType } from "./wire-value.ts";

/** The typed audit query as it travels: one JSON shape, one schema. `docs/query.md` is its reference. */

const timeSchema = z
  .union([
    z.strictObject({ last: givenDuration }),
    z.strictObject({ start: givenInstant.optional(), end: givenInstant.optional() }),
  ])
  .describe('`{last: "7d"}`, or `{start, end}`, half-open: the start belongs to the range, the end does not.');

const selectItem = z.union([fieldRef, z.strictObject({ ...operand, as: alias.optional() })]);
const groupItem = z.union([
  fieldRef,
  z.strictObject({ ...operand, as: alias.optional() }),
  z.strictObject({
    bucket: duration,
    as: alias.optional(),
    fill: z.boolean().optional().describe("A row for every bucket of the time range, also where nothing was found."),
  }),
]);

const aggregateSchema = z.discriminatedUnion("fn", [
  z.strictObject({
    fn: z.literal("count"),
    field: fieldRef.optional(),
    cast: castSchema.optional(),
    part: partSchema.optional(),
  }),
  z.strictObject({ fn: z.literal("countIf"), where: predicateSchema }),
  z.strictObject({ fn: z.enum(["countDistinct", "min", "max", "sum", "avg", "first", "last"]), ...operand }),
  z.strictObject({ fn: z.literal("ratio"), of: alias, to: alias }).describe("One aggregate divided by another."),
  z.strictObject({ fn: z.literal("percentile"), ...operand, p: z.number().gt(0).max(100) }),
]);
export type Aggregate = z.infer<typeof aggregateSchema>;

const maxLimit = 10_000_000;
const limit = z.int().min(1).max(maxLimit).optional();

const orderBy = z
  .array(z.strictObject({ field: fieldRef, dir: z.enum(["asc", "desc"]).optional() }))
  .min(1)
  .max(50)
  .optional();

const parameters = z
  .record(alias, parameterSchema)
  .optional()
  .describe('Values that each run supplies; `{"param": name}` stands for one.');

const joinSchema = z
  .strictObject({
    with: z.string().describe("The other source."),
    as: alias.describe("How the other source's fields are named: `alias.field`."),
    kind: z.enum(["inner", "left"]).describe("`left` keeps records without a partner."),
    on: z
      .array(z.strictObject({ left: fieldRef, right: fieldRef }))
      .min(1)
      .max(10)
      .describe("Fields that are equal: of the source, and of the other one."),
    time: timeSchema.optional(),
    where: predicateSchema.optional(),
  })
  .describe("Another source's records beside those that they belong to.");
export type Join = z.infer<typeof joinSchema>;

/** The one schema of a query. Unknown keys are refused. */
export const querySchema = z.strictObject({
  parameters,
  from: z.string().describe("The source, as in `cloudtrail` or `s3_access`."),
  time: timeSchema.optional(),
  join: joinSchema.optional(),
  where: predicateSchema.optional(),
  select: z.array(selectItem).min(1).max(500).optional(),
  distinct: z.boolean().optional().describe("Each row once; with `select`."),
  groupBy: z.array(groupItem).min(1).max(50).optional(),
  aggregate: z
    .record(alias, aggregateSchema)
    .refine((all) => Object.keys(all).length > 0, "name at least one aggregate")
    .optional(),
  having: predicateSchema.optional(),
  orderBy,
  limit,
});

export type Query = z.infer<typeof querySchema>;

/** Several queries with the same columns, their rows together. */
export const unionSchema = z.strictObject({
  parameters,
  union: z
    .array(querySchema.omit({ parameters: true, orderBy: true, limit: true }))
    .min(2)
    .max(8)
    .describe("Queries of the same columns, in the same order."),
  orderBy,
  limit,
});

export type UnionQuery = z.infer<typeof unionSchema>;
