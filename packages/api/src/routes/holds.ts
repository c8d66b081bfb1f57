import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { jsonBody } from "../body.ts";
import { callerOf } from "../caller.ts";
import type { ApiEnv } from "../env.ts";
import type { RetentionOf } from "../retention-of.ts";
import { jsonReply, problemReplies } from "../schema/common.ts";
import { bodyOf, holdBody, holdReply, holdsSchema, releaseBody, releasedReply } from "../schema/retention.ts";
import { wireHold, wireReleased } from "../wire-retention.ts";
import { parsed } from "./retention.ts";

const tags = ["retention"];

const listHolds = createRoute({
  method: "get",
  path: "/v1/retention/holds",
  tags,
  operationId: "listHolds",
  summary: "List the legal holds that stand, and those that were released",
  responses: { 200: jsonReply(holdsSchema, "Oldest first."), ...problemReplies() },
});

const placeHold = createRoute({
  method: "post",
  path: "/v1/retention/holds",
  tags,
  operationId: "placeHold",
  summary: "Place a legal hold",
  description: "From now on nothing that it covers goes, whatever was planned or approved.",
  request: { body: bodyOf("HoldRequest") },
  responses: { 201: jsonReply(holdReply, "It stands."), ...problemReplies(400, 413, 415) },
});

const releaseHold = createRoute({
  method: "post",
  path: "/v1/retention/holds/{id}/release",
  tags,
  operationId: "releaseHold",
  summary: "Release a legal hold",
  request: {
    params: z.object({ id: z.string().openapi({ description: "The id of a hold." }) }),
    body: bodyOf("HoldReleaseRequest"),
  },
  responses: { 200: jsonReply(releasedReply, "It is released."), ...problemReplies(400, 403, 404, 413, 415) },
});

/** Legal holds. */
export function holdRoutes(app: OpenAPIHono<ApiEnv>, retention: RetentionOf): void {
  app.openapi(listHolds, async (c) => {
    const { standing, released } = await retention(callerOf(c)).holds();
    return c.json({ standing: standing.map(wireHold), released: released.map(wireReleased) }, 200);
  });
  app.openapi(placeHold, async (c) => {
    const { start, end, ...hold } = parsed(holdBody, await jsonBody(c));
    const placed = await retention(callerOf(c)).hold({ ...hold, startMs: timeOf(start), endMs: timeOf(end) });
    return c.json(wireHold(placed), 201);
  });
  app.openapi(releaseHold, async (c) => {
    const { reason } = parsed(releaseBody, await jsonBody(c));
    return c.json(wireReleased(await retention(callerOf(c)).release(c.req.valid("param").id, reason)), 200);
  });
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
