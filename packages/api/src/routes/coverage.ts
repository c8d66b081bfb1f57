import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { accessTime, type QueryService } from "@trailkeep/core/engine";
import type { ApiEnv } from "../env.ts";
import { jsonReply, problemReplies } from "../schema/common.ts";
import {
  accessCoverageParameters,
  accessCoverageSchema,
  coverageParameters,
  coverageSchema,
} from "../schema/coverage.ts";

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

const readAccessCoverage = createRoute({
  method: "get",
  path: "/v1/coverage/access",
  tags: ["coverage"],
  operationId: "getAccessCoverage",
  summary: "See how completely access logs and CloudTrail tell of access to S3 objects, and how late",
  description:
    "Matches the records of both on request id, by bucket and day, as `object_access` does: it scans the range. Without `last`, `start` and `end` it is the last 7 days.",
  request: { query: accessCoverageParameters },
  responses: {
    200: jsonReply(accessCoverageSchema, "What each kind of log knows, and what it lacks."),
    ...problemReplies(400, 404, 422, 429, 503, 504),
  },
});

/** What is held where, and how completely it tells of object access. */
export function coverageRoutes(app: OpenAPIHono<ApiEnv>, queries: QueryService): void {
  app.openapi(readCoverage, async (c) => c.json({ entries: await queries.coverage(c.req.valid("query")) }, 200));
  app.openapi(readAccessCoverage, async (c) => {
    const { bucket, store, last, start, end } = c.req.valid("query");
    const report = await queries.accessCoverage({ bucket, store, time: accessTime({ last, start, end }) });
    return c.json(report, 200);
  });
}
