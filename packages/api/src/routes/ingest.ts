import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { isSourceName, localSourceNames, type SourceName } from "@trailkeep/core/catalog";
import { TrailkeepError } from "@trailkeep/core/error";
import { formatInstant } from "@trailkeep/core/query";
import type { QuarantineEntry, Store } from "@trailkeep/core/store";
import type { ApiEnv } from "../env.ts";
import { invalidRequest } from "../http-error.ts";
import { jsonReply, limitParameter, problemReplies } from "../schema/common.ts";
import { entriesSchema, type entrySchema, rawEntrySchema, statusSchema } from "../schema/ingest.ts";

/** What the service reads of a store. */
export type ReadStore = Pick<
  Store,
  "summary" | "ingestStatus" | "quarantine" | "quarantineCount" | "quarantineEntry" | "quarantineRaw"
>;

const tags = ["ingest"];
const maxRawBytes = 1_048_576;

const readStatus = createRoute({
  method: "get",
  path: "/v1/ingest/status",
  tags,
  operationId: "getIngestStatus",
  summary: "See what the store holds and what became of the input",
  responses: { 200: jsonReply(statusSchema, "The store's state."), ...problemReplies() },
});

const pageParameters = z.strictObject({
  cursor: z.string().optional().openapi({ description: "`nextCursor` of the page before." }),
  limit: limitParameter(1_000, "Entries, at most; 100 if left out."),
  source: z.string().optional().openapi({ description: "Only entries that may belong to this source." }),
});

const listQuarantine = createRoute({
  method: "get",
  path: "/v1/ingest/quarantine",
  tags,
  operationId: "listQuarantine",
  summary: "List what could not be read",
  request: { query: pageParameters },
  responses: { 200: jsonReply(entriesSchema, "Entries in the order in which they came."), ...problemReplies(400) },
});

const readQuarantine = createRoute({
  method: "get",
  path: "/v1/ingest/quarantine/{id}",
  tags,
  operationId: "getQuarantine",
  summary: "Show one thing that could not be read, with its bytes",
  request: { params: z.object({ id: z.string().openapi({ description: "The id of an entry." }) }) },
  responses: { 200: jsonReply(rawEntrySchema, "The entry."), ...problemReplies(404) },
});

/** What the store took in. */
export function ingestRoutes(app: OpenAPIHono<ApiEnv>, store: ReadStore): void {
  app.openapi(readStatus, (c) => c.json(status(store), 200));

  app.openapi(listQuarantine, (c) => {
    const { cursor, limit = 100, source } = c.req.valid("query");
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const found = store.quarantine({ limit: limit + 1, afterId: after, source: sourceNamed(source) });
    const entries = found.slice(0, limit).map(wireEntry);
    const last = entries.at(-1);
    return c.json(
      { entries, nextCursor: found.length > limit && last !== undefined ? encodeCursor(last.id) : null },
      200,
    );
  });

  app.openapi(readQuarantine, (c) => {
    const entry = store.quarantineEntry(c.req.valid("param").id);
    return c.json({ ...wireEntry(entry), raw: rawOf(store, entry.id) }, 200);
  });
}

function status(store: ReadStore): z.infer<typeof statusSchema> {
  const { objects, records, conflicts, lastRun, lastCompaction, removedFiles, running } = store.ingestStatus();
  return {
    sources: localSourceNames.map((name) => wireSummary(store, name)),
    objects,
    records,
    conflicts,
    quarantined: store.quarantineCount(),
    lastRun: lastRun === null ? null : wireRun(lastRun),
    lastCompaction: lastCompaction === null ? null : wireRun(lastCompaction),
    removedFiles,
    running: running === null ? null : { pid: running.pid, since: formatInstant(running.sinceMs) },
  };
}

function wireSummary(store: ReadStore, name: SourceName) {
  const { source, rows, files, sizeBytes, minTimeMs, maxTimeMs } = store.summary(name);
  return {
    source,
    records: rows,
    files,
    sizeBytes,
    earliest: formatInstant(minTimeMs),
    latest: formatInstant(maxTimeMs),
  };
}

function wireRun<T extends { startedAtMs: number; finishedAtMs: number | null }>({
  startedAtMs,
  finishedAtMs,
  ...run
}: T) {
  return { ...run, startedAt: formatInstant(startedAtMs), finishedAt: formatInstant(finishedAtMs) };
}

function wireEntry({ timeMs, quarantinedAtMs, ...entry }: QuarantineEntry): z.infer<typeof entrySchema> {
  return { ...entry, time: formatInstant(timeMs), quarantinedAt: formatInstant(quarantinedAtMs) };
}

function rawOf(store: ReadStore, id: string): z.infer<typeof rawEntrySchema>["raw"] {
  const bytes = rawBytes(store, id);
  if (bytes === null) return null;
  const head = bytes.subarray(0, maxRawBytes);
  const truncated = bytes.length > head.length;
  try {
    // With `stream` a character that the cut divides is left out, and is no error.
    return {
      encoding: "utf-8",
      data: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(head, { stream: truncated }),
      truncated,
    };
  } catch {
    return { encoding: "base64", data: Buffer.from(head).toString("base64"), truncated };
  }
}

/** The bytes of an entry that is known to be there; null if they were never kept. */
function rawBytes(store: ReadStore, id: string): Uint8Array | null {
  try {
    return store.quarantineRaw(id);
  } catch (error) {
    if (error instanceof TrailkeepError && error.code === "not-found") return null;
    throw error;
  }
}

function sourceNamed(name: string | undefined): SourceName | undefined {
  if (name === undefined || isSourceName(name)) return name;
  throw invalidRequest(
    `there is no source ${JSON.stringify(name)}`,
    "query parameter source",
    `there are ${localSourceNames.join(", ")}`,
  );
}

function encodeCursor(id: string): string {
  return Buffer.from(`after.${id}`).toString("base64url");
}

function decodeCursor(cursor: string): string {
  const id = /^after\.(\d{1,15})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"))?.[1];
  if (id !== undefined) return id;
  throw invalidRequest(
    "the cursor is none of this list",
    "query parameter cursor",
    "take `nextCursor` from the page before",
  );
}
