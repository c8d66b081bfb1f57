import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { formatInstant } from "@trailkeep/core/query";
import type { Store } from "@trailkeep/core/store";
import type { ApiEnv } from "../env.ts";
import { invalidRequest } from "../http-error.ts";
import { jsonReply, limitParameter, problemReplies } from "../schema/common.ts";
import { integritySchema, objectsSchema, reportSchema, verdictSchema } from "../schema/integrity.ts";

/** What the service reads of verifications. */
export type ReadIntegrity = Pick<Store, "judgements" | "verifications" | "ledgerIntegrity">;

const tags = ["integrity"];

/** Verifications that are shown: the newest. */
const shownVerifications = 50;

const readIntegrity = createRoute({
  method: "get",
  path: "/v1/integrity",
  tags,
  operationId: "getIntegrity",
  summary: "See what the last verifications by CloudTrail's digests found",
  description: "`trailkeep verify` makes verifications; the newest 50 are shown, newest first.",
  responses: { 200: jsonReply(integritySchema, "As last computed."), ...problemReplies() },
});

const listObjects = createRoute({
  method: "get",
  path: "/v1/integrity/objects",
  tags,
  operationId: "listIntegrityObjects",
  summary: "List the digests and log files that were verified",
  request: {
    query: z.strictObject({
      cursor: z.string().optional().openapi({ description: "`nextCursor` of the page before." }),
      limit: limitParameter(1_000, "Objects, at most; 100 if left out."),
      verdict: verdictSchema.optional().openapi({ description: "Only objects of this verdict." }),
    }),
  },
  responses: { 200: jsonReply(objectsSchema, "Objects in order of their URIs."), ...problemReplies(400) },
});

/** What verifications said, as the store keeps it. */
export function integrityRoutes(app: OpenAPIHono<ApiEnv>, store: ReadIntegrity): void {
  app.openapi(readIntegrity, (c) => {
    const verifications = store.verifications(shownVerifications).map(({ location, verifiedAtMs, report }) => ({
      location,
      verifiedAt: formatInstant(verifiedAtMs),
      ...reportSchema.parse(JSON.parse(report)),
    }));
    return c.json({ ledger: store.ledgerIntegrity(), verifications }, 200);
  });

  app.openapi(listObjects, (c) => {
    const { cursor, limit = 100, verdict } = c.req.valid("query");
    const afterUri = cursor === undefined ? undefined : decodeCursor(cursor);
    const found = store.judgements({ limit: limit + 1, afterUri, verdict });
    const objects = found
      .slice(0, limit)
      .map(({ verifiedAtMs, ...object }) => ({ ...object, verifiedAt: formatInstant(verifiedAtMs) }));
    const last = objects.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? encodeCursor(last.uri) : null;
    return c.json({ objects, nextCursor }, 200);
  });
}

function encodeCursor(uri: string): string {
  return Buffer.from(`uri.${uri}`).toString("base64url");
}

function decodeCursor(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString();
  if (text.startsWith("uri.") && !text.includes("\0")) return text.slice("uri.".length);
  throw invalidRequest(
    "the cursor is none of this list",
    "query parameter cursor",
    "take `nextCursor` from the page before",
  );
}
