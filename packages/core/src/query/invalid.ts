import { type Problem, TrailkeepError } from "../error.ts";

/** The error every part of the planner throws: one problem, at one place. */
export function invalid(message: string, at: string, hint?: string): TrailkeepError {
  const problem: Problem = hint === undefined ? { message, at } : { message, at, hint };
  return new TrailkeepError("invalid-query", problem);
}
