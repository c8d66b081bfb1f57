import { z } from "zod";
import { type TrinoClient, TrinoError } from "../../rigs/trino/client.ts";
import { sliceOf } from "../paging.ts";
import { AwsError, type AwsService, type Operation } from "../service.ts";
import { type Run, type RunState, Runs } from "../trino/runs.ts";
import { Deliveries, type DeliveryOptions } from "./delivery.ts";
import { type EventDataStore, EventDataStores } from "./event-data-store.ts";
import { lakeRows } from "./results.ts";
import { SigningKeys } from "./signing-keys.ts";
import { lakeStatement } from "./statement.ts";
import { storeOperations } from "./stores.ts";
import { carefulLake, type LakeSwitches } from "./switches.ts";

export interface LakeOptions {
  readonly trino: TrinoClient;
  /** The schema of `awsdatacatalog` whose tables the event data stores are. */
  readonly schema: string;
  readonly eventDataStores: readonly EventDataStore[];
  readonly accountId?: string;
  readonly switches?: Partial<LakeSwitches>;
  /** Where results can be delivered to; left out, no bucket is there. */
  readonly delivery?: DeliveryOptions;
  readonly keys?: SigningKeys;
}

/** CloudTrail's operations on event data stores and their queries, and the runs behind them. */
export interface LakeService {
  readonly service: AwsService;
  readonly runs: Runs;
  readonly deliveries: Deliveries;
}

/** Queries of an account and Region that may be queued or running at once. */
const concurrency = 10;

/** Rows of a page of GetQueryResults, at most and unless told otherwise. */
const maxPageRows = 1_000;

const states: Record<RunState, string> = {
  queued: "QUEUED",
  running: "RUNNING",
  succeeded: "FINISHED",
  failed: "FAILED",
  cancelled: "CANCELLED",
  "timed-out": "TIMED_OUT",
};

/**
 * CloudTrail Lake over Trino.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartQuery.html
 */
export function lakeService(options: LakeOptions): LakeService {
  const { trino, schema } = options;
  const switches: LakeSwitches = { ...carefulLake, ...options.switches };
  const accountId = options.accountId ?? "111122223333";
  const deliveries = new Deliveries(options.delivery, accountId);
  const keys = options.keys ?? new SigningKeys();
  const stores = new EventDataStores(accountId, options.eventDataStores, Date.now());
  const runs = new Runs(trino, concurrency);
  const statements = new Map<string, { readonly statement: string; readonly store: EventDataStore }>();

  const startInput = z.object({
    QueryStatement: z.string().optional(),
    DeliveryS3Uri: z.string().max(1_024).optional(),
    QueryAlias: z.string().optional(),
    QueryParameters: z.array(z.string()).optional(),
    EventDataStoreOwnerAccountId: z.string().optional(),
  });

  async function startQuery(input: unknown) {
    const { QueryStatement: statement, QueryAlias, QueryParameters, DeliveryS3Uri } = parameters(startInput, input);
    if (QueryAlias !== undefined || QueryParameters !== undefined) {
      throw new AwsError("InvalidParameterException", "QueryAlias and QueryParameters are for dashboards.");
    }
    const asked: EventDataStore[] = [];
    const tableOf = (id: string) => {
      const store = stores.asked(id);
      asked.push(store);
      return `"awsdatacatalog"."${schema}"."${store.table}"`;
    };
    const text = lakeStatement(statement ?? "", tableOf, switches);
    const [store] = asked;
    if (store === undefined) throw invalid("The query names no event data store.");
    await validate(trino, text, schema);
    deliveries.check(DeliveryS3Uri);
    if (runs.active >= concurrency) {
      throw new AwsError("MaxConcurrentQueriesException", `You are already running ${concurrency} queries.`);
    }
    const run = runs.start({ text, schema });
    statements.set(run.id, { statement: statement ?? "", store });
    deliveries.begin(run, DeliveryS3Uri);
    return { QueryId: run.id };
  }

  const queryInput = z.object({ QueryId: z.string().optional(), QueryAlias: z.string().optional() });

  function find(input: unknown): Run {
    const { QueryId: id } = parameters(queryInput, input);
    if (id === undefined || !/^[a-f0-9-]{36}$/.test(id)) {
      throw new AwsError("InvalidParameterException", "QueryId must be the id of a query.");
    }
    const run = runs.get(id);
    if (run === undefined) throw new AwsError("QueryIdNotFoundException", `The query ${id} does not exist.`);
    return run;
  }

  async function describeQuery(input: unknown) {
    const run = find(input);
    return {
      QueryId: run.id,
      QueryString: statements.get(run.id)?.statement,
      QueryStatus: states[run.state],
      QueryStatistics: {
        EventsMatched: run.rows.length,
        EventsScanned: run.statistics.processedRows,
        BytesScanned: run.statistics.physicalInputBytes,
        ExecutionTimeInMillis: (run.endedMs ?? Date.now()) - run.submittedMs,
        CreationTime: run.submittedMs / 1000,
      },
      ErrorMessage: run.failure?.message,
      ...deliveries.described(run),
    };
  }

  async function getQueryResults(input: unknown) {
    const { MaxQueryResults: size = maxPageRows, NextToken: token } = parameters(pageInput, input);
    if (!Number.isInteger(size) || size < 1 || size > maxPageRows) {
      throw new AwsError("InvalidMaxResultsException", `MaxQueryResults must be between 1 and ${maxPageRows}.`);
    }
    const run = find(input);
    const { items, nextToken } = sliceOf(run.rows, run.id, token, size, "InvalidNextTokenException");
    return {
      QueryStatus: states[run.state],
      QueryStatistics: {
        ResultsCount: items.length,
        TotalResultsCount: run.rows.length,
        BytesScanned: run.statistics.physicalInputBytes,
      },
      QueryResultRows: lakeRows(run, items, switches),
      ...(nextToken === null ? {} : { NextToken: nextToken }),
      ErrorMessage: run.failure?.message,
    };
  }

  async function cancelQuery(input: unknown) {
    const run = find(input);
    if (!runs.stop(run)) throw new AwsError("InactiveQueryException", `The query ${run.id} is not active.`);
    return { QueryId: run.id, QueryStatus: states[run.state] };
  }

  async function listQueries(input: unknown) {
    const { EventDataStore: name, QueryStatus: status, MaxResults: size = maxPageRows } = parameters(listInput, input);
    const store = stores.find(name);
    const listed = runs
      .all()
      .filter(
        (run) => statements.get(run.id)?.store === store && (status === undefined || states[run.state] === status),
      )
      .toReversed();
    const { NextToken: token } = parameters(pageInput, input);
    const { items, nextToken } = sliceOf(listed, store.id, token, size, "InvalidNextTokenException");
    return {
      Queries: items.map((run) => ({
        QueryId: run.id,
        QueryStatus: states[run.state],
        CreationTime: run.submittedMs / 1000,
      })),
      ...(nextToken === null ? {} : { NextToken: nextToken }),
    };
  }

  const operations: Readonly<Record<string, Operation>> = {
    StartQuery: startQuery,
    DescribeQuery: describeQuery,
    GetQueryResults: getQueryResults,
    CancelQuery: cancelQuery,
    ListQueries: listQueries,
    ListPublicKeys: async (input) => keys.list(input),
    ...storeOperations(stores),
  };
  return { service: { target: "CloudTrail_20131101", operations }, runs, deliveries };
}

const pageInput = z.object({ MaxQueryResults: z.number().optional(), NextToken: z.string().optional() });
const listInput = z.object({
  EventDataStore: z.string().optional(),
  QueryStatus: z.string().optional(),
  MaxResults: z.number().int().min(1).max(1_000).optional(),
});

function parameters<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (data === undefined) throw new AwsError("InvalidParameterException", error?.message ?? "invalid");
  return data;
}

/** Names, functions and types are checked when the query is started, and refused then. */
async function validate(trino: TrinoClient, text: string, schema: string): Promise<void> {
  try {
    await trino.query(`EXPLAIN (TYPE VALIDATE) ${text}`, { catalog: "awsdatacatalog", schema });
  } catch (error) {
    if (error instanceof TrinoError && error.type === "USER_ERROR") throw invalid(error.message);
    throw error;
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidQueryStatementException", message);
}
