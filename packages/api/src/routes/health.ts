import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { ApiEnv } from "../env.ts";
import { jsonReply, problemReplies } from "../schema/common.ts";
import { version } from "../version.ts";

const healthSchema = z.object({ status: z.literal("ok"), version: z.string() }).openapi("Health");

const health = createRoute({
  method: "get",
  path: "/v1/health",
  tags: ["service"],
  operationId: "getHealth",
  summary: "Say whether the service can answer",
  responses: { 200: jsonReply(healthSchema, "It can: the store can be read."), ...problemReplies() },
});

/** Whether the service can answer. `check` throws if not. */
export function healthRoutes(app: OpenAPIHono<ApiEnv>, check: () => void): void {
  app.openapi(health, (c) => {
    check();
    return c.json({ status: "ok" as const, version }, 200);
  });
}
