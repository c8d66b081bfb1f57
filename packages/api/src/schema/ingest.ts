import { z } from "@hono/zod-openapi";
import { count, instant, list, maybeInstant } from "./common.ts";

export const recordsSchema = z
  .object({ read: count, written: count, repeated: count, quarantined: count, expired: count })
  .openapi("RecordCounts", { description: "`read = written + repeated + quarantined + expired`." });

const runSchema = z.object({
  kind: z.enum(["ingest", "replay"]),
  startedAt: instant,
  finishedAt: maybeInstant.openapi({ description: "Null while it runs, and for ever if it was killed." }),
  files: z.object({ taken: count, skipped: count, quarantined: count, ignored: count }),
  records: recordsSchema,
  bytes: z.object({ read: count, written: count }),
});

const compactionSchema = z.object({
  startedAt: instant,
  finishedAt: maybeInstant.openapi({ description: "Null while it runs, and for ever if it was killed." }),
  records: z.object({ read: count, written: count, repeated: count }),
  bytes: z.object({ read: count, written: count }),
});

export const statusSchema = z
  .object({
    sources: list(
      z.object({
        source: z.string(),
        records: count,
        files: count,
        sizeBytes: count,
        earliest: maybeInstant,
        latest: maybeInstant,
      }),
    ),
    objects: z.object({ done: count, quarantined: count, ignored: count, unreadable: count }),
    records: recordsSchema,
    conflicts: count.openapi({
      description: "Records kept although their event id and account stand with other content of the same day.",
    }),
    quarantined: count.openapi({ description: "Entries in the quarantine." }),
    lastRun: runSchema.nullable(),
    lastCompaction: compactionSchema.nullable().openapi({ description: "When small files were last merged." }),
    removedFiles: z
      .object({ count, sizeBytes: count })
      .openapi({ description: "Files out of sight that stay on the disk until no query can need them." }),
    running: z.object({ pid: z.int(), since: instant }).nullable(),
  })
  .openapi("IngestStatus");

const entry = {
  id: z.string(),
  inputObject: z.string(),
  source: z.string().nullable(),
  format: z.string().nullable(),
  reason: z.string(),
  position: count.nullable().openapi({ description: "The record's place in its input; null for a whole file." }),
  byteOffset: count.nullable(),
  time: maybeInstant,
  sizeBytes: count,
  quarantinedAt: instant,
};

export const entrySchema = z.object(entry).openapi("QuarantineEntry");

export const entriesSchema = z
  .object({ entries: list(entrySchema), nextCursor: z.string().nullable() })
  .openapi("QuarantinePage");

export const rawEntrySchema = z
  .object({
    ...entry,
    raw: z
      .object({
        encoding: z.enum(["utf-8", "base64"]).openapi({ description: "`base64` where the bytes are not UTF-8." }),
        data: z.string(),
        truncated: z.boolean().openapi({ description: "Whether there is more: the reply holds the first MiB." }),
      })
      .nullable()
      .openapi({ description: "Null where the bytes were never kept." }),
  })
  .openapi("QuarantineRecord");
