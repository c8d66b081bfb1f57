import { TrailkeepError } from "../error.ts";
import type { Statements } from "./athena.ts";

/** A run of `OPTIMIZE` or `VACUUM` does so much and no more; so often it is asked to go on. */
const maxRuns = 20;

/**
 * Runs a statement that may be run again and again, until it has nothing more to do: Athena says so where there is more than one
 * run does (`ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED`), or where another writer committed first.
 * @returns bytes scanned
 * @throws TrailkeepError what Athena says, after 20 runs
 */
export async function toEnd(statements: Statements, text: string): Promise<number> {
  for (let runs = 1; ; runs++) {
    try {
      return await statements.run({ text });
    } catch (error) {
      const goesOn = error instanceof TrailkeepError && /MORE_RUNS_NEEDED|COMMIT_ERROR/.test(error.message);
      if (!goesOn || runs === maxRuns) throw error;
    }
  }
}
