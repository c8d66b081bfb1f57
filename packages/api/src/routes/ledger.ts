import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { formatInstant } from "@trailkeep/core/query";
import type { ApiEnv } from "../env.ts";
import type { ReadLedger } from "../ledger.ts";
import { jsonReply, limitParameter, problemReplies } from "../schema/common.ts";
import { ledgerSchema } from "../schema/ledger.ts";

const readLedger = createRoute({
  method: "get",
  path: "/v1/ingest/ledger",
  tags: ["ingest"],
  operationId: "getIngestLedger",
  summary: "See what was taken into the store on S3, by source and account, and how late",
  request: {
    query: z.strictObject({ days: limitParameter(400, "How many days, today among them; 7 if left out.") }),
  },
  responses: { 200: jsonReply(ledgerSchema, "What the ledger says."), ...problemReplies(400, 404) },
});

/** What the ingest functions took. */
export function ledgerRoutes(app: OpenAPIHono<ApiEnv>, read: ReadLedger): void {
  app.openapi(readLedger, async (c) => {
    const { days = 7 } = c.req.valid("query");
    const { since, sums, open, archive } = await read(days);
    const wired = sums.map(({ lastTakenMs, ...sum }) => ({ ...sum, lastTaken: formatInstant(lastTakenMs) }));
    const told = { open: open.map((hour) => ({ ...hour })), archive: archive.map((one) => ({ ...one })) };
    return c.json({ since, sums: wired, ...told }, 200);
  });
}
