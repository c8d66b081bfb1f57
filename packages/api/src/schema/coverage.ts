import { z } from "@hono/zod-openapi";
import { keptSourceNames } from "@trailkeep/core/catalog";
import { count, list, maybeInstant } from "./common.ts";
import { completenessSchema } from "./reply.ts";

const maybeCount = count.nullable();

const partSchema = z
  .object({
    name: z.string(),
    state: z.string().nullable().openapi({ description: "In the service's own word." }),
    createdAt: maybeInstant,
    retention: z.object({ days: maybeCount, basis: z.enum(["configured", "for-ever", "unknown"]) }),
    sizeBytes: maybeCount,
    ingestion: z
      .object({
        lastHourBytes: z.number().min(0).nullable(),
        retainedBytes: z.number().min(0).nullable().openapi({ description: "Over the whole retention." }),
        storageBytes: z.number().min(0).nullable().openapi({ description: "Compressed." }),
        paidStorageBytes: z.number().min(0).nullable().openapi({ description: "Beyond what ingestion pays for." }),
        measuredAt: maybeInstant,
      })
      .nullable()
      .openapi({ description: "CloudWatch's metrics of an event data store; null for anything else." }),
    problems: list(z.string()),
  })
  .openapi("CoveragePart", { description: "An event data store, a table or a log group." });

const entrySchema = z
  .object({
    store: z.string(),
    engine: z.enum(["local", "lake", "athena", "insights"]),
    source: z.enum(keptSourceNames),
    held: z.object({
      start: maybeInstant,
      end: maybeInstant.openapi({ description: "Inclusive." }),
      basis: z.enum(["counted", "declared", "unknown"]).openapi({ description: "How it is known." }),
    }),
    lagMs: count.nullable().openapi({ description: "How old the newest record is, where records are counted." }),
    records: maybeCount,
    days: maybeCount.openapi({ description: "Days with records." }),
    sizeBytes: maybeCount,
    quarantined: maybeCount.openapi({ description: "Null for a store that has no quarantine." }),
    accounts: list(z.string()).nullable(),
    regions: list(z.string()).nullable(),
    parts: list(partSchema),
    problems: list(z.string()).openapi({ description: "What could not be asked, and why." }),
  })
  .openapi("CoverageEntry");

export const coverageSchema = z
  .object({ entries: list(entrySchema) })
  .openapi("Coverage", { description: "An entry for each store and source. Null is: not known." });

const seenSchema = z.object({
  requests: count,
  missing: count.openapi({ description: "Requests that the other kind of log knows, and this one does not." }),
  latestMs: count.nullable().openapi({
    description:
      "The longest that a record took from its time to S3's having the object that it came in; null where the store does not know when that was.",
  }),
});

const accessCounts = {
  requests: count.openapi({ description: "Known to access logs, CloudTrail or both, by request id." }),
  both: count,
  accessLogs: seenSchema,
  cloudtrail: seenSchema,
  ownOperations: count.openapi({
    description: "Records of what S3 did by itself, as by a lifecycle rule: CloudTrail has no data event of it.",
  }),
};

export const accessCoverageSchema = z
  .object({
    store: z.string(),
    days: list(
      z.object({
        bucket: z.string().nullable(),
        day: z.string().openapi({ description: "UTC.", example: "2026-11-20" }),
        ...accessCounts,
      }),
    ),
    total: z.object(accessCounts),
    completeness: completenessSchema,
    notes: list(z.string()).openapi({ description: "What was not counted, and why." }),
  })
  .openapi("AccessCoverage");

export const accessCoverageParameters = z.strictObject({
  last: z.string().optional().openapi({ description: "So long before now, as in `7d`.", example: "7d" }),
  start: z.string().optional().openapi({ description: "The first moment, or its day.", example: "2026-11-20" }),
  end: z.string().optional().openapi({ description: "The moment up to which, or its day." }),
  bucket: z.string().optional().openapi({ description: "Only this bucket." }),
  store: z
    .string()
    .optional()
    .openapi({ description: "The store that is asked; picked as for any query if left out." }),
});

export const coverageParameters = z.strictObject({
  source: z.enum(keptSourceNames).optional().openapi({ description: "Only this source." }),
  store: z.string().optional().openapi({ description: "Only this store." }),
});
