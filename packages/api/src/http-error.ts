import { type ErrorCode, errorCodes, type Problem, TrailkeepError } from "@trailkeep/core/error";

/** What can go wrong between HTTP and the core: codes beside the core's, with their status (RFC 9110). */
export const httpCodes = {
  "method-not-allowed": { title: "The method is not allowed here", status: 405 },
  "payload-too-large": { title: "The request body is too large", status: 413 },
  "unsupported-media-type": { title: "The request body is not JSON", status: 415 },
  misdirected: { title: "The request is for another host", status: 421 },
} as const;

export type HttpCode = keyof typeof httpCodes;
export type ProblemCode = ErrorCode | HttpCode;

/** Every code that a problem document can carry. */
export const problemCodes = { ...errorCodes, ...httpCodes } as const;

/** An error of HTTP itself. `headers` go into the reply. */
export class HttpError extends Error {
  readonly code: HttpCode;
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpCode, problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.message);
    this.name = "HttpError";
    this.code = code;
    this.problem = problem;
    this.headers = headers;
  }
}

/** The error for a request that is at fault in one place. */
export function invalidRequest(message: string, at: string, hint?: string): TrailkeepError {
  return new TrailkeepError("invalid-request", hint === undefined ? { message, at } : { message, at, hint });
}
