import { z } from "zod";
import type { TrinoClient } from "../../rigs/trino/client.ts";
import { sliceOf } from "../paging.ts";
import { AwsError, type AwsService, type Operation } from "../service.ts";
import type { RunState, Runs } from "../trino/runs.ts";
import { Ddl } from "./ddl/ddl.ts";
import { Places } from "./ddl/place.ts";
import { type Execution, Executions, refused } from "./executions.ts";
import { Metadata } from "./metadata.ts";
import { Preparation } from "./preparation.ts";
import { athenaError, columnInfo, reasonOf, resultRow } from "./results.ts";
import type { WorkGroup } from "./work-group.ts";
import { workGroupOperations } from "./work-group-operations.ts";

export interface AthenaOptions {
  readonly trino: TrinoClient;
  /** The folder that `local:///` means to Trino: buckets are folders of its `s3`. */
  readonly files: string;
  readonly workGroups?: readonly WorkGroup[];
  readonly bucketOwner?: string;
  readonly concurrency?: number;
}

/** Athena's operations on queries, workgroups and the catalog, and the runs behind them. */
export interface AthenaService {
  readonly service: AwsService;
  readonly runs: Runs;
}

/** Active DML queries of an account, unless told otherwise. @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const defaultConcurrency = 20;

/** Rows of a page of GetQueryResults, at most and unless told otherwise; the header row is one of them. */
const maxPageRows = 1_000;

const states: Record<RunState, string> = {
  queued: "QUEUED",
  running: "RUNNING",
  succeeded: "SUCCEEDED",
  failed: "FAILED",
  cancelled: "CANCELLED",
  "timed-out": "FAILED",
};

/**
 * Athena, engine version 3, over Trino.
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_Operations.html
 */
export function athenaService(options: AthenaOptions): AthenaService {
  const ddl = new Ddl(options.trino, new Places(options.files));
  const executions = new Executions(
    {
      trino: options.trino,
      workGroups: options.workGroups ?? [{ name: "primary" }],
      bucketOwner: options.bucketOwner ?? "111122223333",
      concurrency: options.concurrency ?? defaultConcurrency,
    },
    new Preparation(options.trino, ddl),
  );
  const metadata = new Metadata(options.trino, ddl.tables.declared);

  function getQueryResults(input: unknown): unknown {
    const { QueryExecutionId: id, MaxResults: size, NextToken: token } = parameters(pageSchema, input);
    const { run, header } = executions.find(id);
    if (run.state === "queued" || run.state === "running") {
      throw refused(`Query has not yet finished. Current state: ${states[run.state]}`, "INVALID_QUERY_STATUS");
    }
    if (run.state !== "succeeded") {
      throw refused(
        `Query did not finish successfully. Final query state: ${states[run.state]}`,
        "INVALID_QUERY_STATUS",
      );
    }
    const names = run.columns.map(({ name }) => name);
    const rows = header ? [names, ...run.rows] : run.rows;
    const { items, nextToken } = sliceOf(rows, run.id, token, size ?? maxPageRows, "InvalidRequestException");
    return {
      UpdateCount: 0,
      ResultSet: { Rows: items.map(resultRow), ResultSetMetadata: { ColumnInfo: run.columns.map(columnInfo) } },
      ...(nextToken === null ? {} : { NextToken: nextToken }),
    };
  }

  const operations: Readonly<Record<string, Operation>> = {
    StartQueryExecution: async (input) => ({ QueryExecutionId: (await executions.start(input)).run.id }),
    GetQueryExecution: async (input) => ({ QueryExecution: described(executions.find(input["QueryExecutionId"])) }),
    BatchGetQueryExecution: async (input) => ({
      QueryExecutions: parameters(idsSchema, input).QueryExecutionIds.map((id) => described(executions.find(id))),
      UnprocessedQueryExecutionIds: [],
    }),
    GetQueryResults: async (input) => getQueryResults(input),
    StopQueryExecution: async (input) => {
      executions.runs.stop(executions.find(input["QueryExecutionId"]).run);
      return {};
    },
    ListQueryExecutions: async (input) => {
      const ids = executions.all().map(({ run }) => run.id);
      const page = listed(ids, "executions", input, 50);
      return { QueryExecutionIds: page.items, ...next(page) };
    },
    ...workGroupOperations(executions.groups),
    ListDataCatalogs: async () => ({
      DataCatalogsSummary: [{ CatalogName: "AwsDataCatalog", Type: "GLUE", Status: "CREATE_COMPLETE" }],
    }),
    ListDatabases: async (input) => {
      const page = listed(await metadata.databases(), "databases", input, 50);
      return { DatabaseList: page.items.map((Name) => ({ Name })), ...next(page) };
    },
    GetDatabase: async (input) => {
      const name = String(input["DatabaseName"]);
      if ((await metadata.databases()).includes(name)) return { Database: { Name: name } };
      throw new AwsError("MetadataException", `Database ${name} not found.`);
    },
    ListTableMetadata: async (input) => {
      const { DatabaseName: database, Expression: expression } = parameters(tableSchema, input);
      const tables = await metadata.tables(database);
      const matching =
        expression === undefined ? tables : tables.filter(({ Name }) => new RegExp(expression).test(Name));
      const page = listed(matching, database, input, 50);
      return { TableMetadataList: page.items, ...next(page) };
    },
    GetTableMetadata: async (input) => {
      const { DatabaseName: database, TableName: table = "" } = parameters(tableSchema, input);
      return { TableMetadata: await metadata.table(database, table) };
    },
  };
  return { service: { target: "AmazonAthena", operations }, runs: executions.runs };
}

function described({ run, start, type, group, outputLocation, reused }: Execution): unknown {
  const elapsedMs = (run.endedMs ?? Date.now()) - run.submittedMs;
  return {
    QueryExecutionId: run.id,
    Query: start.QueryString,
    StatementType: type,
    WorkGroup: group.name,
    ResultConfiguration: { OutputLocation: `${outputLocation}${run.id}.${type === "DML" ? "csv" : "txt"}` },
    ResultReuseConfiguration: start.ResultReuseConfiguration,
    QueryExecutionContext: start.QueryExecutionContext,
    ExecutionParameters: start.ExecutionParameters,
    EngineVersion: { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: "Athena engine version 3" },
    Status: {
      State: states[run.state],
      StateChangeReason: run.state === "timed-out" ? "Query timeout" : reasonOf(run),
      SubmissionDateTime: run.submittedMs / 1000,
      ...(run.endedMs === null ? {} : { CompletionDateTime: run.endedMs / 1000 }),
      ...(run.failure === null || run.state !== "failed" ? {} : { AthenaError: athenaError(run.failure) }),
    },
    Statistics: {
      EngineExecutionTimeInMillis: run.statistics.elapsedMs,
      DataScannedInBytes: run.statistics.physicalInputBytes,
      TotalExecutionTimeInMillis: elapsedMs,
      ResultReuseInformation: { ReusedPreviousResult: reused },
    },
  };
}

const pageSchema = z.object({
  QueryExecutionId: z.string(),
  MaxResults: z.number().int().min(1).max(maxPageRows).optional(),
  NextToken: z.string().optional(),
});
const idsSchema = z.object({ QueryExecutionIds: z.array(z.string()).min(1).max(50) });
const listSchema = z.object({
  MaxResults: z.number().int().min(1).max(50).optional(),
  NextToken: z.string().optional(),
});
const tableSchema = z.object({
  CatalogName: z.string().optional(),
  DatabaseName: z.string(),
  TableName: z.string().optional(),
  Expression: z.string().optional(),
});

function parameters<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (data === undefined) throw refused(error?.message ?? "invalid", "INVALID_PARAMETER");
  return data;
}

function listed<T>(items: readonly T[], owner: string, input: unknown, size: number) {
  const { MaxResults, NextToken } = parameters(listSchema, input);
  return sliceOf(items, owner, NextToken, MaxResults ?? size, "InvalidRequestException");
}

function next({ nextToken }: { readonly nextToken: string | null }): { readonly NextToken?: string } {
  return nextToken === null ? {} : { NextToken: nextToken };
}
