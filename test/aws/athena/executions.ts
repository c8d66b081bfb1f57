import { type TrinoClient, TrinoError } from "../../rigs/trino/client.ts";
import { AwsError } from "../service.ts";
import { type Run, Runs } from "../trino/runs.ts";
import type { Preparation, Prepared } from "./preparation.ts";
import { readStart, reuseAgeMs, type Start, sameness } from "./start.ts";
import type { StatementType } from "./statement.ts";
import { type WorkGroup, WorkGroups } from "./work-group.ts";

/** A run with what it was started with. */
export interface Execution {
  readonly run: Run;
  readonly start: Start;
  readonly type: StatementType;
  readonly header: boolean;
  readonly group: WorkGroup;
  readonly outputLocation: string;
  readonly reused: boolean;
}

export interface ExecutionOptions {
  readonly trino: TrinoClient;
  readonly workGroups: readonly WorkGroup[];
  /** Account of the buckets that results go to. */
  readonly bucketOwner: string;
  /** Queries that may be active at once. */
  readonly concurrency: number;
}

/** The query executions of an account, from their starts on. */
export class Executions {
  readonly runs: Runs;
  readonly groups: WorkGroups;
  readonly #options: ExecutionOptions;
  readonly #preparation: Preparation;
  readonly #executions = new Map<string, Execution>();
  readonly #tokens = new Map<string, Execution>();

  constructor(options: ExecutionOptions, preparation: Preparation) {
    this.#options = options;
    this.#preparation = preparation;
    this.groups = new WorkGroups(options.workGroups);
    this.runs = new Runs(options.trino, options.concurrency);
  }

  all(): readonly Execution[] {
    return [...this.#executions.values()].toReversed();
  }

  find(id: unknown): Execution {
    const execution = typeof id === "string" ? this.#executions.get(id) : undefined;
    if (execution === undefined || this.runs.get(execution.run.id) === undefined) {
      throw refused(`QueryExecution ${String(id)} was not found`, "EXECUTION_NOT_FOUND");
    }
    return execution;
  }

  /** Starts a query; a request that repeats another's token is that request, and starts nothing. */
  async start(input: unknown): Promise<Execution> {
    const start = readStart(input);
    const { ClientRequestToken: token } = start;
    const before = token === undefined ? undefined : this.#tokens.get(token);
    if (before !== undefined) {
      if (sameness(before.start) === sameness(start)) return before;
      throw refused("Idempotent parameters do not match", "INVALID_PARAMETER");
    }
    const group = this.groups.use(start.WorkGroup ?? "primary");
    const outputLocation = outputOf(start, group);
    const prepared = await this.#prepared(start);
    if (this.runs.active >= this.#options.concurrency) {
      throw new AwsError("TooManyRequestsException", "You have exceeded the limit for the number of queries.", 400, {
        Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED",
      });
    }
    const earlier = this.#reusable(start);
    const run = earlier === undefined ? this.#run(start, group, prepared) : this.runs.again(earlier.run);
    const { type, header } = prepared;
    const execution: Execution = { run, start, type, header, group, outputLocation, reused: earlier !== undefined };
    this.#executions.set(run.id, execution);
    if (token !== undefined) this.#tokens.set(token, execution);
    return execution;
  }

  #run(start: Start, group: WorkGroup, prepared: Prepared): Run {
    const owner = start.ResultConfiguration?.ExpectedBucketOwner;
    if (owner !== undefined && owner !== this.#options.bucketOwner) {
      this.runs.plan({ kind: "fail", message: "Access denied when writing output to the output location." });
    }
    const maxBytes = group.bytesScannedCutoffPerQuery;
    return this.runs.start({
      text: "",
      schema: start.QueryExecutionContext?.Database ?? "default",
      before: prepared.make,
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
  }

  #reusable(start: Start): Execution | undefined {
    const ageMs = reuseAgeMs(start);
    if (ageMs === null) return undefined;
    return this.all().find(
      (other) =>
        other.run.state === "succeeded" &&
        other.header &&
        Date.now() - (other.run.endedMs ?? 0) <= ageMs &&
        sameness(other.start) === sameness(start),
    );
  }

  /** Grammar is checked when a query is started; names and types are, when it runs. */
  async #prepared(start: Start): Promise<Prepared> {
    const catalog = start.QueryExecutionContext?.Catalog ?? "AwsDataCatalog";
    if (catalog.toLowerCase() !== "awsdatacatalog") throw refused(`Catalog ${catalog} was not found`, "INVALID_INPUT");
    try {
      return await this.#preparation.prepare(start);
    } catch (error) {
      if (error instanceof TrinoError) throw refused(error.message, "MALFORMED_QUERY");
      throw error;
    }
  }
}

function outputOf({ ResultConfiguration: asked }: Start, group: WorkGroup): string {
  const location = group.enforced ? group.outputLocation : (asked?.OutputLocation ?? group.outputLocation);
  if (location === undefined) {
    throw refused(
      "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
      "INVALID_INPUT",
    );
  }
  if (!/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/.test(location)) {
    throw refused(`outputLocation is not a valid S3 path: ${location}`, "INVALID_INPUT");
  }
  return location.endsWith("/") ? location : `${location}/`;
}

export function refused(message: string, code: string): AwsError {
  return new AwsError("InvalidRequestException", message, 400, { AthenaErrorCode: code });
}
