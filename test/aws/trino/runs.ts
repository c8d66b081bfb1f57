import { randomUUID } from "node:crypto";
import { type TrinoClient, type TrinoColumn, TrinoError, type TrinoStatistics } from "../../rigs/trino/client.ts";
import { textOf } from "./cell.ts";

/** What becomes of a run, beside what Trino says: planned by a test for the next run that starts. */
export type Outcome =
  /** As Trino says: so that it is another one that is planned. */
  | { readonly kind: "pass" }
  | { readonly kind: "fail"; readonly message: string }
  /** It ends in time-out; `rows` of its result stay. */
  | { readonly kind: "time-out"; readonly rows: number }
  /** Somebody else cancels it. */
  | { readonly kind: "cancel" }
  /** It waits in its queue, or runs, until it is released. */
  | { readonly kind: "hold"; readonly as: "queued" | "running"; readonly released: Promise<void> };

export type RunState = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "timed-out";

/** What failed a run, in Trino's words. */
export interface RunFailure {
  readonly code: string;
  readonly type: string;
  readonly message: string;
}

/** One run of a statement, from its start on. */
export interface Run {
  readonly id: string;
  readonly submittedMs: number;
  state: RunState;
  endedMs: number | null;
  failure: RunFailure | null;
  columns: readonly TrinoColumn[];
  /** Cells as text; null is null. */
  rows: readonly (readonly (string | null)[])[];
  statistics: TrinoStatistics;
  readonly stop: AbortController;
  /** Resolves when the run has ended in whatever way. */
  ended: Promise<void>;
}

export interface Work {
  readonly text: string;
  readonly schema: string;
  /** Done before the statement, as part of its run: what it gives is run instead, and after null nothing is. */
  readonly before?: () => Promise<string | null>;
  /** A run that read more than this is cancelled: its result is lost, what it read is not. */
  readonly maxBytes?: number;
}

const nothing: TrinoStatistics = { physicalInputBytes: 0, processedRows: 0, elapsedMs: 0 };

/** The runs of one service: they queue for their slots, run on Trino and keep their results until they expire. */
export class Runs {
  readonly #client: TrinoClient;
  readonly #slots: number;
  readonly #runs = new Map<string, Run>();
  readonly #planned: Outcome[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(client: TrinoClient, slots: number) {
    this.#client = client;
    this.#slots = slots;
  }

  /** Plans what becomes of the next run that starts. */
  plan(outcome: Outcome): void {
    this.#planned.push(outcome);
  }

  get active(): number {
    return [...this.#runs.values()].filter(({ endedMs }) => endedMs === null).length;
  }

  all(): readonly Run[] {
    return [...this.#runs.values()];
  }

  get(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  /** Forgets every result, as AWS does after a while. */
  expire(): void {
    this.#runs.clear();
  }

  /** A run that has ended already, with the result of another one. */
  again({ columns, rows }: Run): Run {
    const run = this.#add();
    Object.assign(run, { columns, rows });
    this.#end(run, "succeeded");
    return run;
  }

  #add(): Run {
    const run: Run = {
      id: randomUUID(),
      submittedMs: Date.now(),
      state: "queued",
      endedMs: null,
      failure: null,
      columns: [],
      rows: [],
      statistics: nothing,
      stop: new AbortController(),
      ended: Promise.resolve(),
    };
    this.#runs.set(run.id, run);
    return run;
  }

  start(work: Work): Run {
    const run = this.#add();
    run.ended = this.#carryOut(run, work, this.#planned.shift());
    return run;
  }

  /** Whether it was still to be stopped. */
  stop(run: Run): boolean {
    if (run.endedMs !== null) return false;
    run.stop.abort(new Error("stopped"));
    this.#end(run, "cancelled");
    return true;
  }

  async #carryOut(run: Run, work: Work, outcome: Outcome | undefined): Promise<void> {
    if (outcome?.kind === "hold" && outcome.as === "queued") await outcome.released;
    await this.#slot();
    try {
      if (run.endedMs !== null) return;
      run.state = "running";
      if (outcome?.kind === "hold" && outcome.as === "running") await outcome.released;
      if (outcome?.kind === "cancel") return void this.stop(run);
      if (outcome?.kind === "fail") return this.#fail(run, { code: "FAULT", type: "INTERNAL_ERROR", ...outcome });
      const text = work.before === undefined ? work.text : await work.before();
      if (text === null) this.#end(run, "succeeded");
      else await this.#query(run, { ...work, text }, outcome);
    } catch (error) {
      if (run.endedMs !== null) return;
      const failure = { code: "GENERIC_INTERNAL_ERROR", type: "INTERNAL_ERROR", message: String(error) };
      this.#fail(run, error instanceof TrinoError ? error : failure);
    } finally {
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #query(
    run: Run,
    { text, schema, maxBytes = Number.POSITIVE_INFINITY }: Work,
    outcome: Outcome | undefined,
  ): Promise<void> {
    const result = await this.#client.query(text, {
      catalog: "awsdatacatalog",
      schema,
      signal: run.stop.signal,
      onProgress: (statistics) => {
        run.statistics = statistics;
      },
    });
    if (run.endedMs !== null) return;
    run.statistics = result.statistics;
    if (result.statistics.physicalInputBytes > maxBytes) {
      run.failure = { code: "BYTES_SCANNED", type: "USER_ERROR", message: "Bytes scanned limit was exceeded" };
      return this.#end(run, "cancelled");
    }
    const types = result.columns.map(({ type }) => type);
    const rows = result.rows.map((row) => row.map((cell, index) => textOf(cell, types[index] ?? "varchar")));
    run.columns = result.columns;
    run.rows = outcome?.kind === "time-out" ? rows.slice(0, outcome.rows) : rows;
    this.#end(run, outcome?.kind === "time-out" ? "timed-out" : "succeeded");
  }

  #fail(run: Run, { code, type, message }: RunFailure): void {
    run.failure = { code, type, message };
    this.#end(run, "failed");
  }

  #end(run: Run, state: RunState): void {
    run.state = state;
    run.endedMs = Date.now();
  }

  async #slot(): Promise<void> {
    while (this.#busy >= this.#slots) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    this.#busy += 1;
  }
}
