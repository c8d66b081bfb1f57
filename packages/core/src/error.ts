/**
 * Every error a user can meet, by code: its title, its HTTP status (RFC 9110) and the exit code of the CLI.
 * The API turns one into `application/problem+json` (RFC 9457), the CLI into one readable line.
 */
export const errorCodes = {
  "invalid-query": { title: "The query is not valid", status: 400, exit: 2 },
  "invalid-policy": { title: "The policy file is not valid", status: 400, exit: 2 },
  "invalid-request": { title: "The request is not valid", status: 400, exit: 2 },
  capability: { title: "The engine cannot say this", status: 422, exit: 1 },
  "not-found": { title: "There is no such thing", status: 404, exit: 1 },
  expired: { title: "It is gone", status: 410, exit: 1 },
  forbidden: { title: "Not allowed", status: 403, exit: 1 },
  cancelled: { title: "The query was cancelled", status: 409, exit: 1 },
  timeout: { title: "The query took too long", status: 504, exit: 1 },
  exhausted: { title: "The query needs more memory or disk than it may use", status: 503, exit: 1 },
  "too-many": { title: "Too many queries at once", status: 429, exit: 1 },
  conflict: { title: "It has changed meanwhile", status: 409, exit: 1 },
  "store-busy": { title: "The store is in use", status: 409, exit: 1 },
  "store-newer": { title: "The store was written by a newer version", status: 500, exit: 1 },
  "store-damaged": { title: "The store is damaged", status: 500, exit: 1 },
  "storage-failed": { title: "The disk refused", status: 507, exit: 1 },
  "invalid-config": { title: "The configuration is not valid", status: 500, exit: 2 },
  credentials: { title: "The store does not know who is asking", status: 502, exit: 1 },
  "store-failed": { title: "The store failed", status: 502, exit: 1 },
  "store-unreachable": { title: "The store cannot be reached", status: 504, exit: 1 },
  "port-in-use": { title: "The port cannot be used", status: 500, exit: 1 },
  "unreadable-input": { title: "The input cannot be read", status: 400, exit: 1 },
  internal: { title: "Something went wrong inside Trailkeep", status: 500, exit: 1 },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** One thing that is wrong: what, where (a JSON pointer into the query, or a file) and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly at?: string;
  readonly hint?: string;
}

/** The one error class that crosses package borders. `problems` holds at least one entry. */
export class TrailkeepError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, problems: string | Problem | readonly Problem[], options?: ErrorOptions) {
    const list = typeof problems === "string" ? [{ message: problems }] : isList(problems) ? problems : [problems];
    super(list.map(describe).join("; "), options);
    this.name = "TrailkeepError";
    this.code = code;
    this.problems = list;
  }
}

/** A problem as one sentence: `message at place (hint)`. */
export function describe(problem: Problem): string {
  const place = problem.at === undefined || problem.at === "" ? "" : ` at ${problem.at}`;
  const hint = problem.hint === undefined ? "" : `; ${problem.hint}`;
  return `${problem.message}${place}${hint}`;
}

function isList(value: Problem | readonly Problem[]): value is readonly Problem[] {
  return Array.isArray(value);
}
