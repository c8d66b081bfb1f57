import { z } from "zod";
import type { InputObject } from "../../source/object.ts";
import type { Claim, LedgerEntry } from "../ledger.ts";

const count = z.number().int().nonnegative().default(0);
const nullable = z.string().nullable().default(null);

/** An entry as the table has it. */
export const entryItem = z.object({
  pk: z.string(),
  sk: z.string(),
  service: z.enum(["s3", "logs"]).default("s3"),
  bucket: z.string(),
  key: z.string(),
  versionKind: z.enum(["id", "etag"]),
  version: z.string(),
  sizeBytes: z.number().nullable().default(null),
  storedMs: z.number().nullable().default(null),
  state: z.enum(["claimed", "done", "quarantined", "ignored", "gone", "failed"]),
  ingestHour: nullable,
  token: z.string(),
  untilMs: z.number(),
  attempt: z.number().int().positive(),
  firstSeenMs: z.number(),
  finishedMs: z.number().nullable().default(null),
  cursors: z.record(z.string(), z.string()).default({}),
  reason: nullable,
  format: nullable,
  recordsRead: count,
  recordsWritten: count,
  recordsRepeated: count,
  recordsQuarantined: count,
  recordsExpired: count,
  bytesRead: count,
  bytesWritten: count,
  quarantine: nullable,
});
export type EntryItem = z.infer<typeof entryItem>;

export function entryOf(item: EntryItem): LedgerEntry {
  return {
    object: objectOf(item),
    state: item.state,
    ingestHour: item.ingestHour,
    attempt: item.attempt,
    firstSeenMs: item.firstSeenMs,
    finishedMs: item.finishedMs,
    reason: item.reason,
    format: item.format,
    records: {
      read: item.recordsRead,
      written: item.recordsWritten,
      repeated: item.recordsRepeated,
      quarantined: item.recordsQuarantined,
      expired: item.recordsExpired,
    },
    bytes: { read: item.bytesRead, written: item.bytesWritten },
    quarantine: item.quarantine,
  };
}

/** The claim that an item tells of. Throws on an item that holds none. */
export function claimOf(item: EntryItem, object: InputObject, isContested = false): Claim {
  const { ingestHour, attempt, token, cursors } = item;
  if (ingestHour === null) throw new Error(`${item.pk} is claimed for no hour`);
  return { object, ingestHour, attempt, token, cursors, isContested };
}

function objectOf({ service, bucket, key, versionKind, version, sizeBytes, storedMs }: EntryItem): InputObject {
  return {
    ...(service === "s3" ? {} : { service }),
    bucket,
    key,
    version: { kind: versionKind, value: version },
    sizeBytes,
    storedMs,
  };
}
