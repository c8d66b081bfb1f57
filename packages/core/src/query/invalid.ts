import { type Problem, TrailkeepError } from "../error.ts";

/** The error every part of the planner throws: one problem, at one place. */
export function invalid(message: string, at: string, hint?: string): TrailkeepError {
  const problem: Problem = hint === undefined ? { message, at } : { message, at, hint };
  return new TrailkeepError("invalid-query", problem);
}

/** What is wrong in a part of the query is told with the place of the part before its own. */
export function within<T>(place: string, plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    const problems = error.problems.map((problem) => ({ ...problem, at: `${place}${problem.at ?? ""}` }));
    throw new TrailkeepError(error.code, problems);
  }
}
