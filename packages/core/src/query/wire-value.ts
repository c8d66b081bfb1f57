import { z } from "zod";

/** The words and values that every part of a query is written in. */

export const alias = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "a name is letters, digits and `_`, at most 63, not starting with a digit")
  .describe("Name of an output column.");

export const fieldRef = z
  .string()
  .min(1)
  .max(1024)
  .describe(
    "A field of the source, as in `eventName`, or a path into open JSON, as in `requestParameters.items[0].name`.",
  );

/** Types a value can be cast to. A text that does not parse is null. */
export const castSchema = z.enum(["string", "integer", "double", "boolean", "timestamp", "json"]);
export type Cast = z.infer<typeof castSchema>;

/** What of a time can be asked for: the hour 0 to 23, the day 1 (Monday) to 7 (Sunday, ISO 8601), both UTC. */
export const partSchema = z.enum(["hourOfDay", "dayOfWeek"]);
export type DatePart = z.infer<typeof partSchema>;

export const operand = { field: fieldRef, cast: castSchema.optional(), part: partSchema.optional() };

/** A reference with what is made of its value. */
export interface NamedOperand {
  readonly field: string;
  readonly cast?: Cast | undefined;
  readonly part?: DatePart | undefined;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof scalar>;

const parameterRef = z.strictObject({ param: alias }).describe("The value that the run supplies for a parameter.");

/** A value, or the parameter that stands for one. */
export const given = z.union([z.string(), z.number(), z.boolean(), parameterRef]);
export const givenText = z.union([z.string(), parameterRef]);

/** A value as the query has it: written out, or by the name of a parameter. */
export type Given = z.infer<typeof given>;

/** What a query says of a parameter that its runs supply. */
export const parameterSchema = z.strictObject({
  type: z.enum(["string", "integer", "double", "boolean", "timestamp", "duration"]),
  default: scalar.optional().describe("The value of a run that supplies none."),
  doc: z.string().optional(),
});
export type Parameter = z.infer<typeof parameterSchema>;
export type ParameterType = Parameter["type"];

export const durationPattern = /^[1-9][0-9]{0,8}(ms|s|m|h|d|w)$/;
export const duration = z
  .string()
  .regex(durationPattern, "a duration is a number and a unit (ms, s, m, h, d, w), as in `15m` or `7d`");
export const givenDuration = z.union([duration, parameterRef]);
export const givenInstant = givenText.describe(
  "RFC 3339 date-time with an offset, or a date (its midnight, UTC); milliseconds at most.",
);
