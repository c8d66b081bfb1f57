import type { DuckDBConnection } from "@duckdb/node-api";
import type { Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { QueryState, QueryStatus } from "../types.ts";
import type { Databases } from "./databases.ts";
import { failure } from "./failure.ts";
import { filesIn, overFiles, type Relation } from "./relation.ts";
import type { FinishedResult } from "./result.ts";

export interface RunInput {
  readonly id: string;
  readonly statement: Statement;
  /** The files to read, as the store lists them at the moment. */
  readonly relations: () => readonly Relation[];
  readonly resultFolder: string;
  readonly maxRuntimeMs: number;
  /** The store's last deletion when the run was asked for: what is deleted later, its result may hold. */
  readonly lastDeletion: number;
}

/** An interrupt that comes between two statements is lost, so it is said again until the run has ended. */
const interruptEveryMs = 20;

/** A run that waited longer reads the files of the moment: those it was given may be gone when its turn comes. */
const staleAfterMs = 1_000;

/** One statement on its way: queued, running, then succeeded, failed or cancelled, and so for good. */
export class LocalRun {
  readonly input: RunInput;
  readonly startedAtMs = performance.now();
  #relations: readonly Relation[];
  #state: QueryState = "queued";
  #error: TrailkeepError | null = null;
  #result: FinishedResult | null = null;
  #endedAtMs: number | null = null;
  #connection: DuckDBConnection | null = null;
  #stopReason: TrailkeepError | null = null;
  #interrupter: NodeJS.Timeout | undefined;
  readonly #cancelled = new AbortController();
  #settle: () => void = () => undefined;
  /** Resolves when the state is final; the engine may still be clearing up. */
  readonly end: Promise<void>;

  constructor(input: RunInput) {
    this.input = input;
    this.#relations = input.relations();
    this.end = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get ended(): boolean {
    return this.#endedAtMs !== null;
  }

  get endedAtMs(): number | null {
    return this.#endedAtMs;
  }

  /** Aborts when the run is cancelled. */
  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  /** Never rejects: how it went is in the status. */
  async execute(databases: Databases): Promise<void> {
    if (this.ended) return;
    this.#state = "running";
    const { maxRuntimeMs } = this.input;
    const timer = setTimeout(() => this.#stop(overdue(maxRuntimeMs)), maxRuntimeMs);
    try {
      const result = await this.#compute(databases);
      if (this.#stopReason === null) this.#end("succeeded", { result });
      else await result.discard();
    } catch (error) {
      this.#end("failed", { error: this.#stopReason ?? failure(error) });
    } finally {
      clearTimeout(timer);
      clearInterval(this.#interrupter);
      if (this.#stopReason !== null) this.#end("failed", { error: this.#stopReason });
    }
  }

  async #compute(databases: Databases): Promise<FinishedResult> {
    const { statement, relations, id, resultFolder } = this.input;
    const { computeResult } = await import("./result.ts");
    if (performance.now() - this.startedAtMs > staleAfterMs) this.#relations = relations();
    const loan = await databases.lend(filesIn(this.#relations).map(({ path }) => path));
    this.#connection = loan.connection;
    let clean = false;
    try {
      if (this.#stopReason !== null) throw this.#stopReason;
      const text = overFiles(statement.text, this.#relations);
      const place = { databases, folder: resultFolder, name: id };
      const result = await computeResult(loan.connection, { ...statement, text }, place);
      clean = this.#stopReason === null;
      return result;
    } finally {
      this.#connection = null;
      // An interrupt may still be on its way to a run that was stopped.
      loan.end(clean);
    }
  }

  /** Stops the run; its state is `cancelled` at once, whatever the engine still does. */
  cancel(): void {
    if (this.ended) return;
    const reason = new TrailkeepError("cancelled", "the query was stopped");
    this.#stop(reason);
    this.#end("cancelled", { error: reason });
    this.#cancelled.abort();
  }

  #stop(reason: TrailkeepError): void {
    this.#stopReason ??= reason;
    if (this.#state !== "running") return;
    this.#interrupter ??= setInterval(() => this.#connection?.interrupt(), interruptEveryMs);
    this.#connection?.interrupt();
  }

  #end(state: QueryState, outcome: { result?: FinishedResult; error?: TrailkeepError }): void {
    if (this.ended) return;
    this.#endedAtMs = performance.now();
    this.#state = state;
    this.#result = outcome.result ?? null;
    this.#error = outcome.error ?? null;
    this.#settle();
  }

  status(): QueryStatus {
    const files = filesIn(this.#relations);
    return {
      state: this.#state,
      error: this.#error === null ? null : { code: this.#error.code, problems: this.#error.problems },
      statistics: {
        scannedBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
        scannedFiles: files.length,
        matchedRecords: null,
        rows: this.#result?.rowCount ?? null,
        elapsedMs: Math.round(((this.#endedAtMs ?? performance.now()) - this.startedAtMs) * 10) / 10,
        usd: 0,
      },
      warnings: [],
      delivery: null,
    };
  }

  /** Throws what the run failed with, or invalid-request while it has not ended. */
  result(): FinishedResult {
    if (this.#result !== null) return this.#result;
    throw (
      this.#error ??
      new TrailkeepError("invalid-request", { message: "the query has not ended yet", hint: "wait for it" })
    );
  }

  async discard(): Promise<void> {
    this.cancel();
    await this.#result?.discard();
  }
}

function overdue(maxRuntimeMs: number): TrailkeepError {
  return new TrailkeepError("timeout", `the query ran longer than ${maxRuntimeMs / 1000} s and was stopped`);
}
