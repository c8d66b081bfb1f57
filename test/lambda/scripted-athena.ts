import { randomUUID } from "node:crypto";
import { AwsError, type AwsService } from "../aws/service.ts";

type Input = Readonly<Record<string, unknown>>;

interface Execution {
  readonly id: string;
  readonly statement: string;
  state: "RUNNING" | "SUCCEEDED" | "CANCELLED";
}

export interface ScriptedOptions {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Rows of a page, as Athena gives them at most; the first of all is the header. */
const pageRows = 1_000;

/**
 * Athena's queries with one result for every statement, which end when they are told to: for tests of who waits for them,
 * where what SQL means is nobody's concern.
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
export class ScriptedAthena {
  readonly #rows: readonly (readonly string[])[];
  readonly #executions = new Map<string, Execution>();
  /** Whether queries that start now run until `finish`. */
  held = false;

  constructor({ columns, rows }: ScriptedOptions) {
    this.#rows = [columns, ...rows];
  }

  get started(): number {
    return this.#executions.size;
  }

  get running(): number {
    return [...this.#executions.values()].filter(({ state }) => state === "RUNNING").length;
  }

  forget(): void {
    this.#executions.clear();
  }

  finish(): void {
    for (const execution of this.#executions.values()) {
      if (execution.state === "RUNNING") execution.state = "SUCCEEDED";
    }
  }

  readonly service: AwsService = {
    target: "AmazonAthena",
    operations: {
      StartQueryExecution: async (input) => {
        const id = randomUUID();
        const state = this.held ? "RUNNING" : "SUCCEEDED";
        this.#executions.set(id, { id, statement: String(input["QueryString"]), state });
        return { QueryExecutionId: id };
      },
      GetQueryExecution: async (input) => {
        const { id, state, statement } = this.#find(input);
        return {
          QueryExecution: {
            QueryExecutionId: id,
            Query: statement,
            Status: { State: state },
            Statistics: { DataScannedInBytes: 7 },
          },
        };
      },
      StopQueryExecution: async (input) => {
        const execution = this.#find(input);
        if (execution.state === "RUNNING") execution.state = "CANCELLED";
        return {};
      },
      GetQueryResults: async (input) => this.#page(input),
    },
  };

  #find(input: Input): Execution {
    const execution = this.#executions.get(String(input["QueryExecutionId"]));
    if (execution !== undefined) return execution;
    throw new AwsError("InvalidRequestException", `QueryExecution ${input["QueryExecutionId"]} was not found`);
  }

  #page(input: Input): unknown {
    const { state } = this.#find(input);
    if (state !== "SUCCEEDED") throw new AwsError("InvalidRequestException", `Query has not yet finished: ${state}`);
    const from = Number(input["NextToken"] ?? 0);
    const end = from + pageRows;
    return {
      ResultSet: {
        Rows: this.#rows.slice(from, end).map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })),
      },
      ...(end < this.#rows.length ? { NextToken: String(end) } : {}),
    };
  }
}
