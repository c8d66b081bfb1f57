import { z } from "@hono/zod-openapi";
import { problemSchema } from "../problem.ts";
import { count, list, maybeInstant } from "./common.ts";

const columnSchema = z
  .object({
    name: z.string(),
    type: z.enum(["string", "integer", "double", "boolean", "timestamp", "json"]),
  })
  .readonly()
  .openapi("Column");

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]).openapi("Value", {
  description: "Integers beyond 2^53 and times travel as text; a time is RFC 3339 with milliseconds and `Z`.",
});

const rowSchema = z.record(z.string(), valueSchema).openapi("Row", { description: "A row's values by column name." });

const failureSchema = z.object({ code: z.string(), problems: problemSchema.shape.problems.readonly() }).readonly();

const statisticsSchema = z
  .object({
    scannedBytes: count.openapi({
      description: "Bytes that the store scanned and charges for; of files, all that the query had to look at.",
    }),
    scannedFiles: count.nullable().openapi({ description: "Null where the store does not count files." }),
    matchedRecords: count.nullable().openapi({ description: "Null where the store does not tell." }),
    rows: count.nullable().openapi({ description: "Rows in the whole result; null until it is known." }),
    elapsedMs: z.number().min(0),
    usd: z.number().min(0).openapi({ description: "By the price that the store is configured with." }),
  })
  .openapi("Statistics");

const rangeSchema = { start: maybeInstant, end: maybeInstant };

const namesSchema = list(z.string()).nullable();

export const completenessSchema = z
  .object({
    complete: z.boolean(),
    asked: z.object(rangeSchema),
    held: z
      .object({ ...rangeSchema, records: count.nullable(), accounts: namesSchema, regions: namesSchema })
      .openapi({ description: "What the store holds of the sources; null where it does not tell, or holds all." }),
    quarantined: z.object({ inRange: count, timeUnknown: count }),
    warnings: list(z.string()),
  })
  .openapi("Completeness", {
    description: "What the answer covers. `complete` is false when something is known to be missing.",
  });

const reasonsSchema = list(z.object({ engine: z.string(), reason: z.string() }));

const routingSchema = z
  .object({ engine: z.string(), reasons: reasonsSchema })
  .openapi("Routing", { description: "Why this engine answers, and why the others do not." });

const deliverySchema = z
  .object({
    location: z.string().nullable().openapi({ description: "The folder of the files; null if nobody knows where." }),
    verified: z.boolean().openapi({ description: "Whether all files are there, intact, and signed by CloudTrail." }),
    files: list(z.object({ name: z.string(), state: z.enum(["intact", "changed", "missing", "unsigned"]) })),
    problems: list(z.string()).openapi({ description: "Why it is not verified; empty if it is." }),
  })
  .openapi("Delivery", { description: "What became of the copy of the result in S3." });

const cursor = z.string().nullable().openapi({ description: "Opaque; asks for the next page. Null on the last one." });

export const replySchema = z
  .object({
    id: z.string(),
    status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
    engine: z.string().openapi({ description: "The store's name." }),
    routing: routingSchema,
    columns: list(columnSchema),
    rows: list(rowSchema).openapi({ description: "The first page; empty until the query has succeeded." }),
    nextCursor: cursor,
    approximate: list(z.string()).openapi({ description: "Columns that the engine can only approximate." }),
    completeness: completenessSchema,
    statistics: statisticsSchema,
    error: failureSchema.nullable(),
    delivery: deliverySchema
      .nullable()
      .openapi({ description: "Null where none was asked for, or the query has not succeeded." }),
  })
  .openapi("QueryReply");

export const pageSchema = z
  .object({ columns: list(columnSchema), rows: list(rowSchema), nextCursor: cursor })
  .openapi("Page");

const estimateSchema = z.object({
  scannedBytes: count.nullable().openapi({ description: "Null where nothing is known before the run." }),
  files: count.nullable(),
  usd: z.number().min(0).nullable(),
  basis: z.enum(["exact", "bound", "unknown"]),
});

export const explanationSchema = z
  .object({
    plan: z.unknown().openapi({ type: "object", description: "The query with every question answered." }),
    chosen: z.string().nullable().openapi({ description: "The engine that would answer; null where none can." }),
    reasons: reasonsSchema,
    engines: list(
      z.object({
        engine: z.string(),
        kind: z.enum(["local", "lake", "athena", "insights"]),
        statement: z.object({ text: z.string(), parameters: list(z.unknown()) }).nullable(),
        estimate: estimateSchema.nullable(),
        refusal: failureSchema.nullable().openapi({ description: "Why this engine is no candidate." }),
        approximate: list(z.string()),
      }),
    ),
    columns: list(columnSchema),
    completeness: completenessSchema.nullable(),
  })
  .openapi("Explanation");
