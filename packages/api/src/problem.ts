import { z } from "@hono/zod-openapi";
import { describe, type Problem, TrailkeepError } from "@trailkeep/core/error";
import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ZodError } from "zod";
import type { ApiEnv } from "./env.ts";
import { HttpError, type ProblemCode, problemCodes } from "./http-error.ts";
import type { Log } from "./log.ts";

const codes = Object.keys(problemCodes);

/** A problem document (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().openapi({
      description: "A URN that names the kind of problem.",
      example: "urn:trailkeep:problem:invalid-query",
    }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().openapi({ description: "Every problem as one text." }),
    instance: z.string().openapi({ description: "A URN that holds the request id, as the log has it." }),
    code: z.string().openapi({ enum: codes }),
    problems: z
      .array(
        z.object({
          message: z.string(),
          at: z
            .string()
            .optional()
            .openapi({ description: "Where: a JSON pointer (RFC 6901) into the body, or a place in words." }),
          hint: z.string().optional().openapi({ description: "What to do, or what was probably meant." }),
        }),
      )
      .min(1),
  })
  .openapi("Problem");

interface Failure {
  readonly code: ProblemCode;
  readonly problems: readonly Problem[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Every error becomes a problem document here, and nowhere else. What nobody foresaw is logged and not told. */
export function problemHandler(log: Log): ErrorHandler<ApiEnv> {
  return (error, c) => {
    const failure = failureOf(error);
    if (problemCodes[failure.code].status === 500) {
      log({ level: "error", message: error.message, requestId: c.get("requestId"), stack: error.stack ?? "" });
    }
    return reply(c, failure);
  };
}

export const unknownRoute: NotFoundHandler<ApiEnv> = (c) => {
  const message = `there is no ${JSON.stringify(c.req.path)} here`;
  return reply(c, { code: "not-found", problems: [{ message, hint: "GET /docs shows what there is" }], headers: {} });
};

/** The reply to a method that a path does not know. */
export function wrongMethod(c: Context<ApiEnv>, allowed: readonly string[]): Response {
  const allow = allowed.join(", ");
  const problem = { message: `${c.req.path} does not know ${c.req.method}`, hint: `it knows ${allow}` };
  return reply(c, { code: "method-not-allowed", problems: [problem], headers: { Allow: allow } });
}

/** What the OpenAPI routes do with parameters that do not fit their schema. */
export function refuseInvalid(result: {
  readonly success: boolean;
  readonly target: string;
  readonly error?: ZodError;
}): void {
  if (result.success || result.error === undefined) return;
  const problems = result.error.issues.map(({ message, path }) => ({
    message,
    at: [result.target === "param" ? "path" : result.target, ...path.map(String)].join(" parameter "),
  }));
  throw new TrailkeepError("invalid-request", problems);
}

/** The problems of an error without what is nobody's business: an `internal` error says only that it happened. */
export function publicProblems(code: ProblemCode, problems: readonly Problem[]): readonly Problem[] {
  if (code !== "internal") return problems;
  return [
    { message: "something went wrong that should not", hint: "the service's log tells more under the request id" },
  ];
}

function failureOf(error: Error): Failure {
  if (error instanceof HttpError) return { code: error.code, problems: [error.problem], headers: error.headers };
  if (!(error instanceof TrailkeepError))
    return { code: "internal", problems: publicProblems("internal", []), headers: {} };
  const retry = error.code === "too-many" || error.code === "exhausted";
  return {
    code: error.code,
    problems: publicProblems(error.code, error.problems),
    headers: retry ? { "Retry-After": "1" } : {},
  };
}

function reply(c: Context<ApiEnv>, { code, problems, headers }: Failure): Response {
  const { title, status } = problemCodes[code];
  const document = {
    type: `urn:trailkeep:problem:${code}`,
    title,
    status,
    detail: problems.map(describe).join("; "),
    instance: `urn:trailkeep:request:${c.get("requestId")}`,
    code,
    problems,
  };
  const content: ContentfulStatusCode = status;
  return c.body(JSON.stringify(document), content, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...headers,
  });
}
