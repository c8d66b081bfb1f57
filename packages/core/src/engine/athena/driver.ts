import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { AthenaConfig } from "../../stores/schema.ts";
import type { Driver, RemoteResult, RunContext } from "../remote/driver.ts";
import { type NativePage, PagedResult } from "../remote/paged-result.ts";
import { runNative } from "../remote/poll.ts";
import { failure } from "./failure.ts";
import { startInput } from "./start.ts";

/** GetQueryResults gives at most 1,000 rows, the header among them: https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html */
const maxRows = 1_000;

/** Queries of Athena. A start that is tried again has the same token, and starts nothing twice. */
export class AthenaDriver implements Driver {
  readonly #client: AthenaClient;
  readonly #config: AthenaConfig;

  constructor(client: AthenaClient, config: AthenaConfig) {
    this.#client = client;
    this.#config = config;
  }

  async execute(statement: Statement, context: RunContext): Promise<RemoteResult> {
    const { nativeId, outcome } = await runNative(
      {
        start: () => this.#start(statement, context.id),
        poll: (id) => this.#poll(id, context),
        stop: (id) => this.#stop(id),
      },
      context,
    );
    const { columns } = statement;
    const warnings = staleness(outcome, this.#config.resultReuseMinutes);
    return new PagedResult({ columns, rowCount: null, warnings, fetch: (token) => this.#page(nativeId, token) });
  }

  async #start(statement: Statement, token: string): Promise<string> {
    const input = startInput(statement, token, this.#config);
    const { QueryExecutionId } = await this.#client.send(new StartQueryExecutionCommand(input));
    if (QueryExecutionId === undefined)
      throw new TrailkeepError("store-failed", "Athena started a query without an id");
    return QueryExecutionId;
  }

  async #poll(nativeId: string, { report }: RunContext): Promise<QueryExecution | null> {
    const { QueryExecution: execution } = await this.#client.send(
      new GetQueryExecutionCommand({ QueryExecutionId: nativeId }),
    );
    const scannedBytes = execution?.Statistics?.DataScannedInBytes ?? 0;
    report({ scannedBytes });
    switch (execution?.Status?.State) {
      case "SUCCEEDED":
        return execution;
      case "FAILED":
      case "CANCELLED":
        throw failure(execution);
      default:
        report({ state: execution?.Status?.State === "QUEUED" ? "queued" : "running" });
        await this.#cutOff(nativeId, scannedBytes);
        return null;
    }
  }

  async #cutOff(nativeId: string, scannedBytes: number): Promise<void> {
    const { bytesScannedCutoff } = this.#config;
    if (bytesScannedCutoff === undefined || scannedBytes <= bytesScannedCutoff) return;
    await this.#stop(nativeId);
    throw new TrailkeepError("exhausted", {
      message: `the query had scanned ${scannedBytes} bytes, more than the ${bytesScannedCutoff} that it may, and was stopped`,
      hint: "ask for a shorter time range, or raise `bytesScannedCutoff`",
    });
  }

  async #stop(nativeId: string): Promise<void> {
    await this.#client.send(new StopQueryExecutionCommand({ QueryExecutionId: nativeId }));
  }

  async #page(nativeId: string, token: string | null): Promise<NativePage> {
    const input = { QueryExecutionId: nativeId, MaxResults: maxRows, ...(token === null ? {} : { NextToken: token }) };
    const { ResultSet, NextToken = null } = await this.#client.send(new GetQueryResultsCommand(input)).catch(goneOrNot);
    const rows = (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue = null }) => VarCharValue));
    // The first row of a SELECT's first page are the columns' names.
    return { cells: token === null ? rows.slice(1) : rows, nextToken: NextToken };
  }

  close(): void {
    this.#client.destroy();
  }
}

/** Athena has no error of its own for a result that is no longer there. */
function goneOrNot(error: unknown): never {
  if (!(error instanceof Error) || !/not found|could not find/i.test(error.message)) throw error;
  throw new TrailkeepError("expired", { message: `the result is gone: ${error.message}`, hint: "ask again" });
}

function staleness({ Statistics }: QueryExecution, minutes: number): readonly string[] {
  if (Statistics?.ResultReuseInformation?.ReusedPreviousResult !== true) return [];
  return [`the answer is that of the same statement, run up to ${minutes} minutes ago (\`resultReuseMinutes\`)`];
}
