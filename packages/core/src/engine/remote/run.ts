import { once } from "node:events";
import type { Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { QueryState, QueryStatus } from "../types.ts";
import type { Driver, Progress, RemoteResult } from "./driver.ts";
import { storeFailure } from "./failure.ts";

export interface RemoteRunInput {
  readonly id: string;
  readonly store: string;
  readonly statement: Statement;
  readonly maxRuntimeMs: number;
  readonly usd: (scannedBytes: number) => number;
  readonly deliverTo: string | undefined;
}

/** One statement on its way in a store: queued, running, then succeeded, failed or cancelled, and so for good. */
export class RemoteRun {
  readonly #input: RemoteRunInput;
  readonly #startedAtMs = performance.now();
  readonly #stopping = new AbortController();
  readonly #ended = new AbortController();
  #state: QueryState = "queued";
  #progress: Progress = { state: "queued", scannedBytes: 0, matchedRecords: null };
  #result: RemoteResult | null = null;
  #error: TrailkeepError | null = null;
  #endedAtMs: number | null = null;

  constructor(input: RemoteRunInput) {
    this.#input = input;
  }

  get endedAtMs(): number | null {
    return this.#endedAtMs;
  }

  /** Resolves when the state is final; the store's query may still be about to stop. */
  get end(): Promise<unknown> {
    return this.#endedAtMs === null ? once(this.#ended.signal, "abort") : Promise.resolve();
  }

  /** Aborts when the run is cancelled or has taken too long. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Never rejects: how it went is in the status. */
  async execute(driver: () => Promise<Driver>): Promise<void> {
    if (this.#endedAtMs !== null) return;
    const { id, store, statement, maxRuntimeMs, deliverTo } = this.#input;
    this.#state = "running";
    const overdue = `the query ran longer than ${maxRuntimeMs / 1000} s and was stopped`;
    const timer = setTimeout(() => this.#stopping.abort(new TrailkeepError("timeout", overdue)), maxRuntimeMs);
    try {
      const report = (progress: Partial<Progress>) => this.#report(progress);
      const result = await (await driver()).execute(statement, { id, signal: this.signal, deliverTo, report });
      this.#end("succeeded", { result });
    } catch (error) {
      this.#end("failed", { error: storeFailure(error, store) });
    } finally {
      clearTimeout(timer);
    }
  }

  #report(progress: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...progress };
    if (this.#endedAtMs === null && progress.state !== undefined) this.#state = progress.state;
  }

  /** Stops the run; its state is `cancelled` at once, whatever the store still does. */
  cancel(): void {
    if (this.#endedAtMs !== null) return;
    const error = new TrailkeepError("cancelled", "the query was stopped");
    this.#end("cancelled", { error });
    this.#stopping.abort(error);
  }

  #end(state: QueryState, outcome: { readonly result?: RemoteResult; readonly error?: TrailkeepError }): void {
    if (this.#endedAtMs !== null) return;
    this.#endedAtMs = performance.now();
    this.#state = state;
    this.#result = outcome.result ?? null;
    this.#error = outcome.error ?? null;
    this.#ended.abort();
  }

  status(): QueryStatus {
    const { scannedBytes, matchedRecords } = this.#progress;
    return {
      state: this.#state,
      error: this.#error === null ? null : { code: this.#error.code, problems: this.#error.problems },
      statistics: {
        scannedBytes,
        scannedFiles: null,
        matchedRecords,
        rows: this.#result?.rowCount ?? null,
        elapsedMs: Math.round(((this.#endedAtMs ?? performance.now()) - this.#startedAtMs) * 10) / 10,
        usd: this.#input.usd(scannedBytes),
      },
      warnings: this.#result?.warnings ?? [],
      delivery: this.#result?.delivery ?? null,
    };
  }

  /** Throws what the run failed with, or invalid-request while it has not ended. */
  result(): RemoteResult {
    if (this.#result !== null) return this.#result;
    const early = { message: "the query has not ended yet", hint: "wait for it" };
    throw this.#error ?? new TrailkeepError("invalid-request", early);
  }
}
