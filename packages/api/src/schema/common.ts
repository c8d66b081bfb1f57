import { z } from "@hono/zod-openapi";
import { problemSchema } from "../problem.ts";

/** A list that nobody changes. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

/** RFC 3339 with milliseconds and `Z`, or nothing. */
export const instant = z.iso.datetime({ precision: 3 });
export const maybeInstant = instant.nullable();
export const count = z.int().min(0);

/** A whole number in the query string, from 1 to `max`. */
export function limitParameter(max: number, description: string) {
  const message = `must be a whole number from 1 to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= max, message)
    .optional()
    .openapi({ type: "integer", minimum: 1, maximum: max, description });
}

const requestId = {
  "X-Request-Id": { schema: { type: "string" }, description: "The id under which the log has this request." },
} as const;

/** A reply with a JSON body. */
export function jsonReply<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, headers: requestId, content: { "application/json": { schema } } };
}

const refusals = {
  400: "The request or the query is not valid; each problem says where.",
  403: "Not allowed: an approval is missing, or another principal has to do it.",
  404: "There is no such thing.",
  405: "The path does not know the method; `Allow` says which it knows.",
  409: "The query was cancelled, or what was planned has changed.",
  410: "The result is gone; ask again.",
  413: "The request body is too large.",
  415: "The request body is not JSON.",
  422: "No engine can say this query.",
  429: "Too many queries at once; `Retry-After` says when to ask again.",
  503: "The query needs more memory or disk than it may use.",
  504: "The query took too long.",
} as const;

/** The problem documents that a route can answer with; `default` stands for the ones that any route can. */
export function problemReplies<Status extends keyof typeof refusals>(...statuses: readonly Status[]) {
  const reply = (description: string) => ({
    description,
    headers: requestId,
    content: { "application/problem+json": { schema: problemSchema } },
  });
  return {
    ...Object.fromEntries(statuses.map((status) => [status, reply(refusals[status])])),
    default: reply("Any other problem: a foreign Host (421) or Origin (403), a damaged store, a fault (500)."),
  };
}
