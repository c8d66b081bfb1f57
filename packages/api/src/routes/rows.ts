import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { QueryService } from "@trailkeep/core/engine";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { ApiEnv } from "../env.ts";
import type { Log } from "../log.ts";
import { fitted, shorterPage } from "../reply-size.ts";
import { type Page, rowFormats, rowObjects, streamPages } from "../rows.ts";
import { limitParameter, problemReplies } from "../schema/common.ts";
import { pageSchema } from "../schema/reply.ts";
import { idParameter, type RouteContext } from "./queries.ts";

const formats = ["json", "ndjson", "csv"] as const;
type Format = (typeof formats)[number];

const mediaTypes = {
  "application/json": "json",
  "application/x-ndjson": "ndjson",
  "text/csv": "csv",
} as const satisfies Record<string, Format>;

const parameters = z.strictObject({
  cursor: z.string().optional().openapi({ description: "`nextCursor` of the page before; the beginning if left out." }),
  limit: limitParameter(
    10_000,
    "Rows, at most. NDJSON and CSV go on to the last row if it is left out, where nothing limits a reply.",
  ),
  format: z.enum(formats).optional().openapi({ description: "Goes before `Accept`." }),
});

const rows = createRoute({
  method: "get",
  path: "/v1/queries/{id}/rows",
  tags: ["queries"],
  operationId: "getRows",
  summary: "Take rows of a finished query",
  description:
    "JSON is one page. NDJSON and CSV stream the result from the cursor on; with `limit`, and behind API Gateway, they end earlier, and `Link` leads on. " +
    'In CSV (RFC 4180) null is an empty cell and an empty text is `""`; a text that a spreadsheet would run as a formula ' +
    "(`=`, `+`, `-`, `@`, tab or carriage return first) has a `'` in front. NDJSON and JSON change nothing.",
  request: { params: idParameter, query: parameters },
  responses: {
    200: {
      description: "Rows in the order of the result.",
      content: {
        "application/json": { schema: pageSchema },
        "application/x-ndjson": { schema: { type: "string", description: "One `Row` a line." } },
        "text/csv": { schema: { type: "string" } },
      },
    },
    ...problemReplies(400, 404, 409, 410),
  },
});

/** Taking the rows of a result. */
export function rowRoutes(app: OpenAPIHono<ApiEnv>, queries: QueryService, { log, replies }: RouteContext): void {
  app.openapi(rows, async (c): Promise<Response> => {
    const { id } = c.req.valid("param");
    const { cursor = null, limit, format = accepted(c) } = c.req.valid("query");
    const asked = await queries.page(id, cursor, limit);
    const fitting = { maxBytes: replies.maxBytes, shorter: shorterPage(queries, id, cursor) };
    if (format === "json") {
      const { text } = await fitted(asked, { ...fitting, textOf: pageText });
      return c.body(text, 200, { "Content-Type": "application/json" });
    }
    const { contentType, head, lines } = rowFormats[format];
    c.header("Content-Type", contentType);
    c.header("Content-Disposition", `attachment; filename="rows.${format}"`);
    if (limit === undefined && replies.maxBytes === null) {
      const next = (from: string) => queries.page(id, from);
      return c.body(
        streamPages(rowFormats[format], { first: asked, next, onBroken: (error) => cutOff(c, error, log) }),
      );
    }
    const { page, text } = await fitted(asked, { ...fitting, textOf: (part) => head(part.columns) + lines(part) });
    if (page.nextCursor !== null) c.header("Link", nextLink(c, page.nextCursor));
    return c.body(text);
  });
}

function pageText(page: Page): string {
  return JSON.stringify({ columns: page.columns, rows: rowObjects(page), nextCursor: page.nextCursor });
}

/**
 * Breaks the connection off under a reply that cannot be finished. (An error in the stream would not do: the server
 * adapter writes its message into the body and ends the reply as if it were whole.)
 */
function cutOff(c: Context<ApiEnv>, error: unknown, log: Log): void {
  const message = `rows broke off: ${error instanceof Error ? error.message : String(error)}`;
  log({ level: "error", message, requestId: c.get("requestId") });
  if (c.env.outgoing === undefined) throw error;
  c.env.outgoing.destroy();
}

/** The page that follows, with the same parameters (RFC 8288). */
function nextLink(c: Context, cursor: NonNullable<Page["nextCursor"]>): string {
  const url = new URL(c.req.url);
  url.searchParams.set("cursor", cursor);
  return `<${url.pathname}${url.search}>; rel="next"`;
}

function accepted(c: Context): Format {
  const type = accepts(c, { header: "Accept", supports: Object.keys(mediaTypes), default: "application/json" });
  return isMediaType(type) ? mediaTypes[type] : "json";
}

function isMediaType(type: string): type is keyof typeof mediaTypes {
  return Object.hasOwn(mediaTypes, type);
}
