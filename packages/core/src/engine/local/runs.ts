import { maxRowsInMemory } from "./bounds.ts";
import type { LocalRun } from "./run.ts";

/** So many runs are remembered; one more, and the oldest that has ended is forgotten. */
const mostRuns = 10_000;

export interface RunsOptions {
  /** How long a finished result can be asked for, at most. */
  readonly lifetimeMs: number;
  /** So many values the finished results may hold in memory together; beyond, the oldest results go. */
  readonly maxHeldValues: number;
}

/** The runs of an engine by their ids, and their results as long as they are kept. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #runs = new Map<string, LocalRun>();
  readonly #values = new Map<string, number>();
  #heldValues = 0;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  add(id: string, run: LocalRun): void {
    this.#runs.set(id, run);
    void run.end.then(() => this.#weigh(id, run));
  }

  get(id: string): LocalRun | undefined {
    return this.#runs.get(id);
  }

  /** Forgets a run, and removes its result. */
  async drop(id: string): Promise<void> {
    const run = this.#runs.get(id);
    this.#runs.delete(id);
    this.#heldValues -= this.#values.get(id) ?? 0;
    this.#values.delete(id);
    await run?.discard();
  }

  /** Looks at the oldest runs only, up to the first that may stay: what it costs does not grow with their number. */
  async expire(): Promise<void> {
    const before = performance.now() - this.#options.lifetimeMs;
    for (const [id, run] of this.#runs) {
      if (run.endedAtMs === null) continue;
      const tooMany = this.#runs.size > mostRuns || this.#heldValues > this.#options.maxHeldValues;
      if (run.endedAtMs > before && !tooMany) return;
      await this.drop(id);
    }
  }

  /** Forgets every run of a kind, and removes its result. */
  async dropWhere(goes: (run: LocalRun) => boolean): Promise<void> {
    for (const [id, run] of [...this.#runs]) if (goes(run)) await this.drop(id);
  }

  /** Cancels what has not ended. */
  cancelAll(): void {
    for (const run of this.#runs.values()) run.cancel();
  }

  clear(): void {
    this.#runs.clear();
    this.#values.clear();
    this.#heldValues = 0;
  }

  #weigh(id: string, run: LocalRun): void {
    const rows = run.status().statistics.rows ?? 0;
    if (!this.#runs.has(id) || rows > maxRowsInMemory) return;
    const values = rows * run.input.statement.columns.length;
    this.#values.set(id, values);
    this.#heldValues += values;
  }
}
