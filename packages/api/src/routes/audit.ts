import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { TrailkeepError } from "@trailkeep/core/error";
import type { RetentionPlace } from "@trailkeep/core/stores";
import { jsonBody } from "../body.ts";
import { callerOf } from "../caller.ts";
import type { ApiEnv } from "../env.ts";
import type { RetentionOf } from "../retention-of.ts";
import { jsonReply, problemReplies } from "../schema/common.ts";
import { adoptBody, adoptedSchema, bodyOf, checksSchema } from "../schema/retention.ts";
import { parsed } from "./retention.ts";

const tags = ["retention"];

const readChecks = createRoute({
  method: "get",
  path: "/v1/retention/checks",
  tags,
  operationId: "getRetentionChecks",
  summary: "Answer what AWS Config and Prowler ask of trails, of buckets that hold logs and of log groups",
  description: "In the accounts and Regions that the stores file names under `retention`.",
  responses: { 200: jsonReply(checksSchema, "Every check of every resource."), ...problemReplies(404) },
});

const adoptSettings = createRoute({
  method: "post",
  path: "/v1/retention/adopt",
  tags,
  operationId: "adoptRetention",
  summary: "Write the settings of today as a policy file under which nothing has to change",
  request: { body: bodyOf("RetentionAdoptRequest") },
  responses: { 200: jsonReply(adoptedSchema, "The file."), ...problemReplies(400, 404, 413, 415) },
});

/** What exists, as auditors and newcomers ask for it. */
export function auditRoutes(
  app: OpenAPIHono<ApiEnv>,
  retention: RetentionOf,
  places: readonly RetentionPlace[] | null,
): void {
  app.openapi(readChecks, async (c) => {
    if (places?.length === 0) {
      const hint = "name accounts and Regions under `retention` in the stores file";
      throw new TrailkeepError("not-found", { message: "there is no account to look at", hint });
    }
    const checks = await retention(callerOf(c)).checks(places ?? [], c.req.raw.signal);
    return c.json({ checks: checks.map((check) => ({ ...check })) }, 200);
  });
  app.openapi(adoptSettings, async (c) => {
    const { owner } = parsed(adoptBody, await jsonBody(c));
    const { text, policies, stores, left } = await retention(callerOf(c)).adopt(owner, c.req.raw.signal);
    return c.json({ text, policies, stores, left: left.map((one) => ({ ...one })) }, 200);
  });
}
