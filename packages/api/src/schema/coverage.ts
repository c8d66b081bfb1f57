import { z } from "@hono/zod-openapi";
import { sourceNames } from "@trailkeep/core/catalog";
import { count, list, maybeInstant } from "./common.ts";

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
    source: z.enum(sourceNames),
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

export const coverageParameters = z.strictObject({
  source: z.enum(sourceNames).optional().openapi({ description: "Only this source." }),
  store: z.string().optional().openapi({ description: "Only this store." }),
});
