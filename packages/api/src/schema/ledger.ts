import { z } from "@hono/zod-openapi";
import { count, instant, list } from "./common.ts";
import { recordsSchema } from "./ingest.ts";

const lagMs = z.int().nullable();

const fewerIfReplayed = z.int().openapi({
  description: "Less than none where more was replayed in these days than came into quarantine.",
});

export const ledgerSchema = z
  .object({
    since: z
      .string()
      .openapi({ description: "The first day that is counted (UTC, by the time of taking).", example: "2026-11-20" }),
    sums: list(
      z.object({
        source: z.string(),
        account: z
          .string()
          .openapi({ description: "The account whose log it is; `-` where the object's key does not say." }),
        objects: z.object({ done: count, quarantined: fewerIfReplayed, ignored: count, gone: count }),
        records: recordsSchema.extend({ quarantined: fewerIfReplayed }),
        bytes: z.object({ read: count, written: count }),
        lastTaken: instant,
        lag: z
          .object({ p50Ms: lagMs, p90Ms: lagMs, p99Ms: lagMs })
          .openapi({ description: "From the event to its row, within a quarter; null where nothing came live." }),
      }),
    ),
    archive: list(
      z.object({
        source: z.string(),
        through: z.string().openapi({ example: "2026-11-20T08" }),
        hours: count,
        records: z.object({ moved: count, known: count }),
        scannedBytes: count,
      }),
    ).openapi({
      description:
        "How far the archive holds each source whole, and what was moved of the ingest hours since that day; `known`: records that it had already.",
    }),
    open: list(z.object({ ingestHour: z.string(), objects: count })).openapi({
      description: "Hours of the last two days with objects under way.",
    }),
  })
  .openapi("IngestLedger");
