import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { QueryService } from "@trailkeep/core/engine";
import type { ApiEnv } from "../env.ts";
import { jsonReply, problemReplies } from "../schema/common.ts";
import { coverageParameters, coverageSchema } from "../schema/coverage.ts";

const readCoverage = createRoute({
  method: "get",
  path: "/v1/coverage",
  tags: ["coverage"],
  operationId: "getCoverage",
  summary: "See what each store holds of each source",
  description: "Asks the stores' services how long they keep what, and what came in; nothing is scanned.",
  request: { query: coverageParameters },
  responses: { 200: jsonReply(coverageSchema, "What is held, and what is not known."), ...problemReplies(400, 404) },
});

/** What is held where. */
export function coverageRoutes(app: OpenAPIHono<ApiEnv>, queries: QueryService): void {
  app.openapi(readCoverage, async (c) => c.json({ entries: await queries.coverage(c.req.valid("query")) }, 200));
}
