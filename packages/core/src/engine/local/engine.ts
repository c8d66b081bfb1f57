import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import PQueue from "p-queue";
import type { KeptSourceName } from "../../catalog/index.ts";
import { compileDuckdb } from "../../dialect/duckdb.ts";
import type { Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { Plan, Scan } from "../../query/plan.ts";
import { graceMs, type Store, type StoreFile, type TimeRange } from "../../store/index.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type {
  Capabilities,
  Coverage,
  Deleted,
  Engine,
  Estimate,
  Inspection,
  Page,
  PrepareOptions,
  Quarantined,
  QueryHandle,
  QueryStatus,
  StartOptions,
} from "../types.ts";
import type { Connections } from "./connections.ts";
import type { DatabaseLimits } from "./database.ts";
import { Databases } from "./databases.ts";
import { removeLeftovers, resultFolder } from "./leftovers.ts";
import { mostRows } from "./most-rows.ts";
import { filesIn, type Relation } from "./relation.ts";
import { LocalRun } from "./run.ts";
import { Runs } from "./runs.ts";

/** What the engine reads of a store. */
export type LocalFiles = Pick<
  Store,
  "root" | "summary" | "files" | "quarantined" | "deletedDays" | "lastDeletion" | "snapshot" | "arrivals"
>;

export interface LocalEngineOptions extends DatabaseLimits {
  /** The engine's name; default `local`. */
  readonly name?: string | undefined;
  readonly store: LocalFiles;
  /** Queries at work at once; the others wait their turn. Default 4. */
  readonly maxRunning?: number | undefined;
  /** Queries waiting; one more is refused with `too-many`. Default 100. */
  readonly maxQueued?: number | undefined;
  /** Default 10 minutes, at most 55: files that a query reads stay for an hour after they have been replaced. */
  readonly maxRuntimeMs?: number | undefined;
  /** How long a finished result can be asked for: default 1 hour, less if many are held. */
  readonly resultLifetimeMs?: number | undefined;
  /** How long a finished result outlives what retention deletes of it; default 1 minute, so that a reader comes to its end. */
  readonly deletedResultGraceMs?: number | undefined;
  /** Values that finished results hold in memory together, about 100 bytes each. Default 2,000,000. */
  readonly maxHeldValues?: number | undefined;
  /** Files of which DuckDB remembers where what stands in them, about 100 kB each. Default 256, and four times the most that a query has read. */
  readonly maxRememberedFiles?: number | undefined;
}

/** A file that was replaced stays for the grace period; a run lists its files when it begins. */
const longestRuntimeMs = graceMs - 5 * 60_000;

/** How soon a result that nobody asks for goes after what it holds was deleted. */
const forgetEveryMs = 60_000;

/** The embedded engine: DuckDB in this process over the store's Parquet files, as the manifest lists them. */
export class LocalEngine implements Engine {
  readonly name: string;
  readonly kind = "local";
  /** The ingest has left repeats out. */
  readonly capabilities: Capabilities = { mayRepeat: false, distinctRecords: true, costs: false, delivers: false };
  readonly resumable = null;
  readonly #options: LocalEngineOptions;
  readonly #folder: string;
  readonly #runs: Runs;
  readonly #queue: PQueue;
  readonly #watch: NodeJS.Timeout;
  readonly #databases: Databases;

  constructor(options: LocalEngineOptions) {
    if ((options.maxRuntimeMs ?? 0) > longestRuntimeMs) {
      throw new TrailkeepError("invalid-request", {
        message: `a query may run ${longestRuntimeMs / 60_000} minutes at most`,
        hint: "give a smaller maxRuntimeMs",
      });
    }
    this.name = options.name ?? "local";
    this.#options = options;
    const { resultLifetimeMs: lifetimeMs = 3_600_000, maxHeldValues = 2_000_000 } = options;
    this.#runs = new Runs({ lifetimeMs, maxHeldValues });
    this.#queue = new PQueue({ concurrency: options.maxRunning ?? 4 });
    this.#folder = resultFolder(options.store.root);
    this.#databases = new Databases(() => this.#open(), options.maxRememberedFiles ?? 256);
    removeLeftovers(options.store.root);
    this.#watch = setInterval(() => void this.#forget().catch(() => undefined), forgetEveryMs).unref();
  }

  /** Every source has a place here, if maybe no records. */
  holds(_source: KeptSourceName): boolean {
    return true;
  }

  async coverage(source: KeptSourceName): Promise<Coverage> {
    const { rows, minTimeMs, maxTimeMs } = this.#options.store.summary(source);
    return { records: rows, earliestMs: minTimeMs, latestMs: maxTimeMs, accounts: null, regions: null };
  }

  async inspect(source: KeptSourceName): Promise<Inspection> {
    const { store } = this.#options;
    const { inRange, timeUnknown } = store.quarantined(source);
    return {
      days: new Set(store.files(source).map(({ day }) => day)).size,
      sizeBytes: store.summary(source).sizeBytes,
      quarantined: inRange + timeUnknown,
      parts: [],
    };
  }

  quarantined({ source, startMs, endMs }: Scan): Quarantined {
    return this.#options.store.quarantined(source, unbounded(startMs, endMs));
  }

  async deleted({ source, startMs, endMs }: Scan): Promise<readonly Deleted[]> {
    return this.#options.store.deletedDays(source, unbounded(startMs, endMs));
  }

  async arrivals(
    _source: KeptSourceName,
    inputObjects: readonly string[],
  ): Promise<ReadonlyMap<string, number> | null> {
    return this.#options.store.arrivals(inputObjects);
  }

  /** With the most rows that its answer can have now: how a run keeps them depends on that, not what they are. */
  async prepare(plan: Plan, _options: PrepareOptions): Promise<Statement> {
    const source = "branches" in plan ? null : plan.source;
    const held = source === null ? { minTimeMs: null, maxTimeMs: null } : this.#options.store.summary(source);
    return { ...compileDuckdb(plan), limit: mostRows(plan, held) };
  }

  /** The size of the files that may hold rows of the range: nothing beyond them is read. */
  async estimate(statement: Statement): Promise<Estimate> {
    const files = filesIn(this.#relations(statement));
    return {
      scannedBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
      files: files.length,
      usd: 0,
      basis: "bound",
    };
  }

  async start(statement: Statement, { signal }: StartOptions = {}): Promise<QueryHandle> {
    await this.#forget();
    const { maxQueued = 100, maxRuntimeMs = 600_000 } = this.#options;
    if (this.#queue.pending >= this.#queue.concurrency && this.#queue.size >= maxQueued) {
      const message = `${maxQueued} queries are waiting already`;
      throw new TrailkeepError("too-many", { message, hint: "try again in a moment" });
    }
    const id = randomUUID();
    const lastDeletion = this.#options.store.lastDeletion();
    const relations = () => this.#relations(statement);
    const run = new LocalRun({ id, statement, relations, resultFolder: this.#folder, maxRuntimeMs, lastDeletion });
    this.#runs.add(id, run);
    // A run that is cancelled while it waits leaves the queue at once.
    void this.#queue.add(() => run.execute(this.#databases), { signal: run.signal }).catch(() => undefined);
    signal?.addEventListener("abort", () => run.cancel(), { once: true });
    return { engine: this.name, nativeId: id };
  }

  /** DuckDB is loaded by the first query that runs: an invalid one is answered without it. */
  async #open(): Promise<Connections> {
    const { openDatabase } = await import("./database.ts");
    return openDatabase(this.#options.store.root, this.#folder, this.#options);
  }

  /** Each source with the files that may hold rows of any range of it that is looked at, all from one state. */
  #relations(statement: Statement): readonly Relation[] {
    return this.#options.store.snapshot(() => this.#listed(statement));
  }

  #listed({ scans }: Statement): readonly Relation[] {
    const bySource = new Map<KeptSourceName, Map<string, StoreFile>>();
    for (const { source, startMs, endMs } of scans) {
      const files = bySource.get(source) ?? new Map<string, StoreFile>();
      for (const file of this.#options.store.files(source, unbounded(startMs, endMs))) files.set(file.path, file);
      bySource.set(source, files);
    }
    return [...bySource].map(([source, files]) => ({ source, files: [...files.values()] }));
  }

  async status(handle: QueryHandle): Promise<QueryStatus> {
    return this.#run(handle).status();
  }

  async wait(handle: QueryHandle, waitMs: number): Promise<QueryStatus> {
    const run = this.#run(handle);
    let timer: NodeJS.Timeout | undefined;
    const elapsed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([run.end, elapsed]);
    clearTimeout(timer);
    return run.status();
  }

  async page(handle: QueryHandle, cursor: string | null, limit: number): Promise<Page> {
    await this.#forgetDeleted();
    const result = this.#run(handle).result();
    const from = decodeCursor(handle.nativeId, cursor);
    const rows = await result.slice(from, limit);
    const next = from + rows.length;
    return { rows, nextCursor: next < result.rowCount ? encodeCursor(handle.nativeId, next) : null };
  }

  async stop(handle: QueryHandle): Promise<void> {
    const run = this.#run(handle);
    if (run.ended) await this.#runs.drop(handle.nativeId);
    else run.cancel();
  }

  async #forget(): Promise<void> {
    await this.#forgetDeleted();
    await this.#runs.expire();
  }

  /** A result that holds what retention has deleted since goes with it, spilled or not, but for who is just reading it. */
  async #forgetDeleted(): Promise<void> {
    const { store, deletedResultGraceMs = 60_000 } = this.#options;
    const last = store.lastDeletion();
    if (last === 0) return;
    const endedBefore = performance.now() - deletedResultGraceMs;
    await this.#runs.dropWhere(({ endedAtMs, input }) => {
      const { lastDeletion } = input;
      if (lastDeletion === last || endedAtMs === null || endedAtMs > endedBefore) return false;
      return input.statement.scans.some(({ source, startMs, endMs }) =>
        store.deletedDays(source, unbounded(startMs, endMs)).some(({ id }) => id > lastDeletion),
      );
    });
  }

  #run({ nativeId }: QueryHandle): LocalRun {
    const run = this.#runs.get(nativeId);
    if (run !== undefined) return run;
    throw new TrailkeepError("expired", { message: "the result is gone", hint: "ask again" });
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    this.#runs.cancelAll();
    await this.#queue.onIdle();
    this.#runs.clear();
    await this.#databases.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function unbounded(startMs: number | null, endMs: number | null): TimeRange {
  return { startMs: startMs ?? Number.MIN_SAFE_INTEGER, endMs: endMs ?? Number.MAX_SAFE_INTEGER };
}
