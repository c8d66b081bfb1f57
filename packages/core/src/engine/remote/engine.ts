import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import type { KeptSourceName } from "../../catalog/index.ts";
import type { Statement } from "../../dialect/statement.ts";
import { TrailkeepError } from "../../error.ts";
import type { Plan, Scan } from "../../query/plan.ts";
import { type AwsConfig, type Holds, holdsOf } from "../../stores/schema.ts";
import type { StorePart } from "../coverage/part.ts";
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
  Resumable,
  ResumeOptions,
  StartOptions,
} from "../types.ts";
import { coverageOf } from "./coverage.ts";
import type { Driver } from "./driver.ts";
import { storeFailure } from "./failure.ts";
import { RemoteRun } from "./run.ts";

/** What sets one kind of store in AWS apart from another. */
export interface RemoteKind {
  readonly distinctRecords: boolean;
  readonly delivers: boolean;
  /** Whether a result is that of one query of the store, so that another process can take it up. */
  readonly resumes: boolean;
  readonly now: () => number;
  /** As many queries as the service runs at once for an account, if the configuration does not say. */
  readonly maxRunning: number;
  prepare(plan: Plan, options: PrepareOptions): Promise<Statement>;
  estimate(statement: Statement): Estimate;
  /** The places that hold a source, as its services describe them. */
  parts(source: KeptSourceName): Promise<readonly StorePart[]>;
  /** The days of a scan's range that retention deleted, in order; left out where nobody tells. */
  deleted?(scan: Scan): Promise<readonly Deleted[]>;
  /** When input objects came, by URI; left out where nobody tells. */
  arrivals?(source: KeptSourceName, inputObjects: readonly string[]): Promise<ReadonlyMap<string, number> | null>;
  /** US dollars. */
  usd(scannedBytes: number): number;
  /** Called once, when the first query runs. */
  driver(): Promise<Driver>;
  /** Lets go of what `prepare` keeps. */
  close?(): Promise<void>;
}

/** Queries waiting; one more is refused. */
const maxQueued = 100;
/** The stores keep results for 7 days, and a service its ids for an hour. */
const resultLifetimeMs = 3_600_000;

/** A store in AWS: its queries wait for their turn here, run there, and their results stay there. */
export class RemoteEngine implements Engine {
  readonly name: string;
  readonly kind: AwsConfig["engine"];
  readonly capabilities: Capabilities;
  readonly resumable: Resumable | null;
  readonly #config: AwsConfig;
  readonly #own: RemoteKind;
  readonly #holds: ReadonlyMap<KeptSourceName, Holds | undefined>;
  readonly #runs = new Map<string, RemoteRun>();
  readonly #queue: PQueue;
  readonly #working = new Set<Promise<void>>();
  #driver: Promise<Driver> | null = null;

  constructor(name: string, config: AwsConfig, own: RemoteKind) {
    this.name = name;
    this.kind = config.engine;
    const { distinctRecords, delivers } = own;
    this.capabilities = { mayRepeat: config.mayRepeat, distinctRecords, costs: true, delivers };
    this.resumable = own.resumes
      ? {
          remoteId: (handle) => this.#run(handle).remoteId(),
          resume: (statement, options) => this.#resume(statement, options),
          detach: (handle) => this.#detach(handle),
          settled: () => Promise.all(this.#working).then(() => undefined),
        }
      : null;
    this.#config = config;
    this.#own = own;
    this.#holds = holdsOf(config);
    this.#queue = new PQueue({ concurrency: config.maxRunning ?? own.maxRunning });
  }

  holds(source: KeptSourceName): boolean {
    return this.#holds.has(source);
  }

  async coverage(source: KeptSourceName): Promise<Coverage | null> {
    return this.holds(source) ? coverageOf(this.#holds.get(source), this.#own.now()) : null;
  }

  async inspect(source: KeptSourceName): Promise<Inspection> {
    const parts = await this.#own.parts(source);
    const sizes = parts.map(({ sizeBytes }) => sizeBytes);
    const sizeBytes = sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    return { days: null, sizeBytes, quarantined: null, parts };
  }

  /** A store in AWS deletes by its own setting, and what it holds says so; Trailkeep's own says which days went. */
  async deleted(scan: Scan): Promise<readonly Deleted[]> {
    return this.#asked(async () => this.#own.deleted?.(scan) ?? []);
  }

  async arrivals(source: KeptSourceName, inputObjects: readonly string[]) {
    return this.#asked(async () => this.#own.arrivals?.(source, inputObjects) ?? null);
  }

  /** What could not be read never came this far. */
  quarantined(): Quarantined {
    return { inRange: 0, timeUnknown: 0 };
  }

  async prepare(plan: Plan, options: PrepareOptions): Promise<Statement> {
    return this.#asked(() => this.#own.prepare(plan, options));
  }

  async estimate(statement: Statement): Promise<Estimate> {
    return this.#own.estimate(statement);
  }

  start(statement: Statement, options: StartOptions = {}): Promise<QueryHandle> {
    return this.#begin(statement, options, undefined);
  }

  async #resume(statement: Statement, options: ResumeOptions): Promise<QueryHandle> {
    const handle = await this.#begin(statement, options, options);
    await this.#run(handle).told();
    return handle;
  }

  async #begin(
    statement: Statement,
    { signal, deliverTo }: StartOptions,
    resumed: ResumeOptions | undefined,
  ): Promise<QueryHandle> {
    this.#expire();
    if (this.#queue.pending >= this.#queue.concurrency && this.#queue.size >= maxQueued) {
      const message = `${maxQueued} queries are waiting for \`${this.name}\` already`;
      throw new TrailkeepError("too-many", { message, hint: "try again in a moment" });
    }
    const id = resumed?.id ?? randomUUID();
    const maxRuntimeMs = this.#config.maxRuntimeMinutes * 60_000;
    const run = new RemoteRun({
      id,
      store: this.name,
      statement,
      maxRuntimeMs,
      usd: this.#own.usd,
      deliverTo,
      resumed,
    });
    this.#runs.set(id, run);
    // A run that is cancelled while it waits leaves the queue at once.
    const execute = () => this.#track(run.execute(() => this.#open()));
    void this.#queue.add(execute, { signal: run.signal }).catch(() => undefined);
    signal?.addEventListener("abort", () => run.cancel(), { once: true });
    return { engine: this.name, nativeId: id };
  }

  #detach(handle: QueryHandle): void {
    this.#run(handle).detach();
    this.#runs.delete(handle.nativeId);
  }

  /** The queue lets go of a cancelled run at once; the store has yet to be told. */
  #track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.#working.delete(tracked));
    this.#working.add(tracked);
    return tracked;
  }

  /** A driver that could not be made is made anew for the next query. */
  #open(): Promise<Driver> {
    this.#driver ??= this.#own.driver().catch((error: unknown) => {
      this.#driver = null;
      throw error;
    });
    return this.#driver;
  }

  async status(handle: QueryHandle): Promise<QueryStatus> {
    return this.#run(handle).status();
  }

  async wait(handle: QueryHandle, waitMs: number): Promise<QueryStatus> {
    const run = this.#run(handle);
    const timeUp = new AbortController();
    const elapsed = sleep(waitMs, undefined, { signal: timeUp.signal }).catch(() => undefined);
    await Promise.race([run.end, elapsed]);
    timeUp.abort();
    return run.status();
  }

  async page(handle: QueryHandle, cursor: string | null, limit: number): Promise<Page> {
    const result = this.#run(handle).result();
    const from = decodeCursor(handle.nativeId, cursor);
    const { rows, more } = await this.#asked(() => result.slice(from, limit));
    return { rows, nextCursor: more ? encodeCursor(handle.nativeId, from + rows.length) : null };
  }

  async stop(handle: QueryHandle): Promise<void> {
    this.#run(handle).cancel();
  }

  #run({ nativeId }: QueryHandle): RemoteRun {
    const run = this.#runs.get(nativeId);
    if (run !== undefined) return run;
    throw new TrailkeepError("expired", { message: "the result is gone", hint: "ask again" });
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw storeFailure(error, this.name);
    }
  }

  #expire(): void {
    const before = performance.now() - resultLifetimeMs;
    for (const [id, run] of this.#runs) {
      if (run.endedAtMs !== null && run.endedAtMs <= before) this.#runs.delete(id);
    }
  }

  /** Stops what runs, and waits until the stores have been told. */
  async close(): Promise<void> {
    for (const run of this.#runs.values()) run.cancel();
    await this.#queue.onIdle();
    await Promise.all(this.#working);
    this.#runs.clear();
    (await this.#driver?.catch(() => null))?.close();
    await this.#own.close?.();
  }
}
