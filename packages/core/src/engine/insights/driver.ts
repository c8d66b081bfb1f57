import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { InsightsStatement, Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { Driver, RemoteResult, RunContext } from "../remote/driver.ts";
import { runNative } from "../remote/poll.ts";
import { failure } from "./failure.ts";
import { type Cells, finishRows } from "./finish.ts";
import { gather } from "./gather.ts";
import { memoryResult } from "./memory-result.ts";
import { startInput } from "./start.ts";

/** The most that GetQueryResults gives at once: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
const maxItems = 10_000;

/**
 * Queries of CloudWatch Logs Insights. The complete result is taken here, because the store orders by rules of its own and
 * cuts without a word. StartQuery has no request token: one whose reply is lost may run twice and is read once.
 */
export class InsightsDriver implements Driver {
  readonly #client: CloudWatchLogsClient;

  constructor(client: CloudWatchLogsClient) {
    this.#client = client;
  }

  async execute(statement: Statement, context: RunContext): Promise<RemoteResult> {
    if (!isInsights(statement)) throw new Error(`a statement of ${statement.dialect} is none of Logs Insights`);
    let [scannedBytes, matchedRecords] = [0, 0];
    const cells = await gather(statement, async (part) => {
      const { nativeId, outcome } = await this.#run(startInput(statement, part), context);
      scannedBytes += outcome.bytesScanned ?? 0;
      matchedRecords += outcome.recordsMatched ?? 0;
      context.report({ scannedBytes, matchedRecords });
      return this.#rows(nativeId, context.signal);
    });
    return memoryResult(finishRows(statement.finish, cells));
  }

  #run(input: StartQueryCommandInput, context: RunContext) {
    return runNative(
      {
        start: async () => {
          const { queryId } = await this.#client.send(new StartQueryCommand(input));
          if (queryId === undefined)
            throw new TrailkeepError("store-failed", "Logs Insights started a query without an id");
          return queryId;
        },
        poll: (queryId) => this.#poll(queryId, context),
        stop: (queryId) => this.#client.send(new StopQueryCommand({ queryId })).then(() => undefined),
      },
      // A result takes several queries, so there is none by whose id another process could take it up.
      { ...context, resumed: undefined, begun: () => undefined },
    );
  }

  /** What there is of the result so far comes with the state: one row of it is the least that can be asked for. */
  async #poll(queryId: string, { report }: RunContext) {
    const { status, statistics = {} } = await this.#client.send(new GetQueryResultsCommand({ queryId, maxItems: 1 }));
    switch (status) {
      case "Complete":
        return statistics;
      case "Failed":
      case "Cancelled":
      case "Timeout":
        throw failure(status);
      default:
        report({ state: status === "Scheduled" ? "queued" : "running" });
        return null;
    }
  }

  async #rows(queryId: string, signal: AbortSignal): Promise<readonly Cells[]> {
    const rows: Cells[] = [];
    for (let nextToken: string | undefined; ; ) {
      signal.throwIfAborted();
      const token = nextToken === undefined ? {} : { nextToken };
      const reply = await this.#client.send(new GetQueryResultsCommand({ queryId, maxItems, ...token }));
      for (const row of reply.results ?? []) {
        const cells: Record<string, string> = {};
        for (const { field = "", value = "" } of row) cells[field] = value;
        rows.push(cells);
      }
      nextToken = reply.nextToken;
      if (nextToken === undefined) return rows;
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

function isInsights(statement: Statement): statement is InsightsStatement {
  return statement.dialect === "insights";
}
