import { randomUUID } from "node:crypto";
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { TrailkeepError } from "../../error.ts";
import { runNative } from "../remote/poll.ts";
import { failure } from "./failure.ts";
import { type StartConfig, startInput } from "./start.ts";

export interface StatementRun {
  readonly text: string;
  /** 32 to 128 characters: a start with the same token is the same run. A new one if left out. */
  readonly token?: string;
}

export interface StatementEnd {
  readonly executionId: string;
  readonly scannedBytes: number;
}

/**
 * Runs a statement to its end. No earlier result can stand for it.
 * @throws TrailkeepError store-failed and what else Athena says; the signal's reason when it aborts
 */
export async function runStatement(
  client: AthenaClient,
  config: StartConfig,
  { text, token = randomUUID() }: StatementRun,
  signal: AbortSignal,
): Promise<StatementEnd> {
  const input = startInput({ text, parameters: [] }, token, { ...config, resultReuseMinutes: 0 });
  const { nativeId, outcome } = await runNative<QueryExecution>(
    {
      start: async () => {
        const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand(input));
        if (QueryExecutionId !== undefined) return QueryExecutionId;
        throw new TrailkeepError("store-failed", "Athena started a statement without an id");
      },
      poll: async (id) => {
        const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
        const state = QueryExecution?.Status?.State;
        if (QueryExecution !== undefined && (state === "FAILED" || state === "CANCELLED"))
          throw failure(QueryExecution);
        return state === "SUCCEEDED" && QueryExecution !== undefined ? QueryExecution : null;
      },
      stop: (id) => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).then(() => undefined),
    },
    { signal, report: () => undefined, begun: () => undefined, resumed: undefined },
  );
  return { executionId: nativeId, scannedBytes: outcome.Statistics?.DataScannedInBytes ?? 0 };
}

/** The rows of a SELECT that has ended, as text, without their header. Null is a null. */
export async function rowsOf(client: AthenaClient, executionId: string): Promise<readonly (readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for (let token: string | undefined; ; ) {
    const { ResultSet, NextToken } = await client.send(
      new GetQueryResultsCommand({
        QueryExecutionId: executionId,
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    for (const { Data = [] } of ResultSet?.Rows ?? []) rows.push(Data.map(({ VarCharValue = null }) => VarCharValue));
    if (NextToken === undefined) return rows.slice(1);
    token = NextToken;
  }
}

type Cell = string | null;
