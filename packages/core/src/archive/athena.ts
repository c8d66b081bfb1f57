import { rowsOf, runStatement, type StatementRun } from "../engine/athena/run-statement.ts";
import type { StartConfig } from "../engine/athena/start.ts";
import { type AwsPlace, athenaClient } from "../engine/aws.ts";
import { storeFailure } from "../engine/remote/failure.ts";
import { detached } from "../engine/remote/poll.ts";

/** Where statements run. */
export interface ArchiveAthena extends AwsPlace {
  readonly workgroup: string;
}

/** Runs statements on the archive's tables. */
export interface Statements {
  /** @returns bytes scanned */
  run(statement: StatementRun): Promise<number>;
  /** The rows of a SELECT, and the bytes scanned for them. */
  select(
    text: string,
  ): Promise<{ readonly rows: readonly (readonly (string | null)[])[]; readonly scannedBytes: number }>;
  close(): void;
}

/** Whether work ended because its time was up; what runs in Athena goes on without it. */
export function isTimeUp(error: unknown): boolean {
  return error === detached;
}

/**
 * Opens Athena for statements. Once the deadline is reached a statement is left to itself, and {@link isTimeUp} holds for what
 * is thrown; the next start with the same token joins it.
 * @throws TrailkeepError as the engines do
 */
export async function openStatements(athena: ArchiveAthena, deadline: AbortSignal): Promise<Statements> {
  const client = await athenaClient(athena);
  const config: StartConfig = { workgroup: athena.workgroup, resultReuseMinutes: 0 };
  const ended = new AbortController();
  const leave = () => ended.abort(detached);
  if (deadline.aborted) leave();
  else deadline.addEventListener("abort", leave, { once: true });
  async function asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw isTimeUp(error) ? error : storeFailure(error, "athena");
    }
  }
  return {
    run: (statement) => asked(async () => (await runStatement(client, config, statement, ended.signal)).scannedBytes),
    select: (text) =>
      asked(async () => {
        const { executionId, scannedBytes } = await runStatement(client, config, { text }, ended.signal);
        return { rows: await rowsOf(client, executionId), scannedBytes };
      }),
    close() {
      deadline.removeEventListener("abort", leave);
      client.destroy();
    },
  };
}
