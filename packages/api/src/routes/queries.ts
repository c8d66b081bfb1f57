import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { QueryOptions, QueryReply, QueryService } from "@trailkeep/core/engine";
import { TrailkeepError } from "@trailkeep/core/error";
import { jsonBody } from "../body.ts";
import type { ApiEnv } from "../env.ts";
import type { Log } from "../log.ts";
import { readPreferences, waitFor } from "../prefer.ts";
import { publicProblems } from "../problem.ts";
import { fitted, type ReplyLimits, shorterPage } from "../reply-size.ts";
import { type Page, rowObjects } from "../rows.ts";
import { jsonReply, problemReplies } from "../schema/common.ts";
import { optionsSchema, queryBody } from "../schema/query.ts";
import { explanationSchema, replySchema } from "../schema/reply.ts";

/** What routes of queries work with beside the service. */
export interface RouteContext {
  readonly log: Log;
  readonly replies: ReplyLimits;
}

const tags = ["queries"];

const preferHeader = z.object({
  prefer: z.string().optional().openapi({
    description: "`wait=N` (RFC 7240): wait up to N seconds, at most 60 (behind API Gateway 25).",
    example: "wait=10",
  }),
});

export const idParameter = z.object({
  id: z.string().openapi({ description: "The id of a query, as its reply has it." }),
});

const create = createRoute({
  method: "post",
  path: "/v1/queries",
  tags,
  operationId: "createQuery",
  summary: "Ask a typed query",
  description:
    "Waits up to 30 seconds for the result unless `Prefer` says otherwise. A client that goes away while it waits stops its query.",
  request: { headers: preferHeader, body: queryBody },
  responses: {
    200: jsonReply(replySchema, "The query has succeeded: its first page of rows."),
    202: jsonReply(replySchema, "The query still runs; `Location` is where to ask."),
    ...problemReplies(400, 409, 413, 415, 422, 429, 503, 504),
  },
});

const explain = createRoute({
  method: "post",
  path: "/v1/queries:explain",
  tags,
  operationId: "explainQuery",
  summary: "Show plan, statements, estimates and refusals without running anything",
  request: { body: queryBody },
  responses: { 200: jsonReply(explanationSchema, "What would run, and where."), ...problemReplies(400, 413, 415, 422) },
});

const read = createRoute({
  method: "get",
  path: "/v1/queries/{id}",
  tags,
  operationId: "getQuery",
  summary: "See how a query stands",
  description: "Answers at once unless `Prefer: wait=N` asks to wait for its end.",
  request: { headers: preferHeader, params: idParameter },
  responses: {
    200: jsonReply(replySchema, "The query, and its first page if it has succeeded."),
    ...problemReplies(400, 404, 410),
  },
});

const cancel = createRoute({
  method: "delete",
  path: "/v1/queries/{id}",
  tags,
  operationId: "cancelQuery",
  summary: "Stop a query, or let go of its result",
  request: { params: idParameter },
  responses: {
    204: { description: "It does not run any more; the result of one that had ended is gone." },
    ...problemReplies(404, 410),
  },
});

/** Asking queries. */
export function queryRoutes(app: OpenAPIHono<ApiEnv>, queries: QueryService, { log, replies }: RouteContext): void {
  const { defaultWaitMs, maxWaitMs } = replies;
  app.openapi(create, async (c) => {
    const { waitMs, applied } = waitFor(readPreferences(c.req.header("prefer")), {
      defaultMs: defaultWaitMs,
      maxMs: maxWaitMs,
    });
    const { query, options } = splitBody(await jsonBody(c));
    const { id } = await queries.start(query, options);
    const onGone = () =>
      log({ level: "info", message: "client went away, query stopped", requestId: c.get("requestId"), queryId: id });
    const reply = await waitOrCancel(queries, id, { waitMs, signal: c.req.raw.signal, onGone });
    if (applied !== null) c.header("Preference-Applied", applied);
    if (reply.error !== null) throw new TrailkeepError(reply.error.code, reply.error.problems);
    if (reply.status === "succeeded") return c.json(await fittedReply(queries, reply, replies), 200);
    c.header("Location", `/v1/queries/${id}`);
    c.header("Retry-After", "1");
    return c.json(wireReply(reply), 202);
  });

  app.openapi(explain, async (c) => {
    const { query, options } = splitBody(await jsonBody(c));
    return c.json(await queries.explain(query, options), 200);
  });

  app.openapi(read, async (c) => {
    const { waitMs, applied } = waitFor(readPreferences(c.req.header("prefer")), { defaultMs: 0, maxMs: maxWaitMs });
    const reply = await queries.wait(c.req.valid("param").id, waitMs);
    if (applied !== null) c.header("Preference-Applied", applied);
    return c.json(await fittedReply(queries, reply, replies), 200);
  });

  app.openapi(cancel, async (c) => {
    await queries.cancel(c.req.valid("param").id);
    return c.body(null, 204);
  });
}

/** The options of the run stand beside the query in one object; the query itself is for the core to judge. */
function splitBody(body: unknown): { query: unknown; options: QueryOptions } {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { query: body, options: {} };
  const isOption = ([key]: [string, unknown]) => Object.hasOwn(optionsSchema.shape, key);
  const entries = Object.entries(body);
  const options = optionsSchema.safeParse(Object.fromEntries(entries.filter(isOption)));
  if (!options.success) {
    const problems = options.error.issues.map(({ message, path }) => ({ message, at: `/${path.join("/")}` }));
    throw new TrailkeepError("invalid-request", problems);
  }
  const { params: parameters, ...rest } = options.data;
  return { query: Object.fromEntries(entries.filter((entry) => !isOption(entry))), options: { ...rest, parameters } };
}

interface Waiting {
  readonly waitMs: number;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  readonly onGone: () => void;
}

async function waitOrCancel(
  queries: QueryService,
  id: string,
  { waitMs, signal, onGone }: Waiting,
): Promise<QueryReply> {
  const stop = () => {
    onGone();
    // A query that has ended meanwhile needs no stopping, and nobody is left to tell.
    void queries.cancel(id).catch(() => undefined);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    if (signal.aborted) stop();
    return await queries.wait(id, waitMs);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The reply with as many rows of its first page as it can carry. */
async function fittedReply(queries: QueryService, reply: QueryReply, { maxBytes }: ReplyLimits) {
  if (maxBytes === null) return wireReply(reply);
  const whole = ({ rows, nextCursor }: Page) => wireReply({ ...reply, rows, nextCursor });
  const { page } = await fitted(reply, {
    maxBytes,
    textOf: (page) => JSON.stringify(whole(page)),
    shorter: shorterPage(queries, reply.id, null),
  });
  return whole(page);
}

function wireReply(reply: QueryReply): z.infer<typeof replySchema> {
  const error =
    reply.error === null
      ? null
      : { code: reply.error.code, problems: publicProblems(reply.error.code, reply.error.problems) };
  return { ...reply, rows: rowObjects(reply), error: error };
}
