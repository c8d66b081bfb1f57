import { createHash } from "node:crypto";
import type { Statement } from "../dialect/statement.ts";
import { TrailkeepError } from "../error.ts";
import { type Plan, planQuery, scansOf } from "../query/index.ts";
import { bucketUri } from "../stores/words.ts";
import { completenessOf, withWarnings } from "./completeness.ts";
import { accessReport } from "./coverage/access.ts";
import type { AccessQuestion, AccessReport } from "./coverage/access-report.ts";
import { type CoverageEntry, type CoverageQuestion, coverageReport } from "./coverage/report.ts";
import { Engines } from "./engines.ts";
import { explanation, planText } from "./explain.ts";
import type { QueryMemory, Remembered } from "./memory.ts";
import { type Route, type RouteQuestion, type Routing, routeAuto, routeTo } from "./router.ts";
import type { Completeness, Explanation, QueryOptions, QueryReply, QueryService } from "./service.ts";
import { type QueryClaims, QueryTokens } from "./token.ts";
import type { Engine, QueryHandle } from "./types.ts";

export interface EngineServiceOptions {
  readonly engines: readonly Engine[];
  /** The clock, epoch milliseconds: relative time ranges are measured from it. */
  readonly now?: (() => number) | undefined;
  /** Signs query ids. Processes that answer for each other's queries share one; each makes its own if left out. */
  readonly tokenKey?: Buffer | undefined;
  /** What such processes share beside: then a run is let go of when its reply has gone, and taken up by the next question. */
  readonly memory?: QueryMemory | undefined;
}

/** How long a result can be asked for. */
export const resultLifetimeMs = 3_600_000;
const defaultPageSize = 1_000;
const maxPageSize = 10_000;
/** A query that the service asks for itself is waited for in steps of so long. */
const pollMs = 20_000;

interface Asked {
  /** Of the statement, what its answers say: its text is long, and not asked for again. */
  readonly statement: Pick<Statement, "columns" | "approximate">;
  readonly routing: Routing;
  readonly completeness: Completeness;
  readonly pageSize: number;
}

interface Found {
  readonly engine: Engine;
  readonly handle: QueryHandle;
  readonly asked: Asked;
}

/** The query service over engines. Close it to stop what runs and remove results. */
export class EngineQueryService implements QueryService {
  readonly #tokens: QueryTokens;
  readonly #engines: Engines;
  readonly #memory: QueryMemory | null;
  readonly #asked = new Map<string, Asked>();
  readonly #now: () => number;

  constructor({ engines, now = Date.now, tokenKey, memory }: EngineServiceOptions) {
    this.#now = now;
    this.#engines = new Engines(engines);
    this.#tokens = new QueryTokens(tokenKey);
    this.#memory = memory ?? null;
  }

  async start(query: unknown, options: QueryOptions = {}): Promise<{ readonly id: string }> {
    const size = pageSize(options.pageSize);
    const question = this.#question(query, options);
    const { engine, statement, routing } = await this.#route(question, options.engine);
    const completeness = await completenessOf(question.plan, engine);
    const startedMs = Date.now();
    const handle = await engine.start(statement, { deliverTo: options.deliverTo });
    this.#keep(handle, { statement, routing, completeness, pageSize: size });
    if (this.#memory !== null) {
      const { nowMs: askedAtMs } = question;
      await this.#remember(engine, handle, {
        query,
        options,
        askedAtMs,
        startedMs,
        pageSize: size,
        routing,
        completeness,
      });
    }
    const expiresAtMs = this.#now() + resultLifetimeMs;
    return { id: this.#tokens.sign({ ...handle, planHash: planHash(question.plan), expiresAtMs }) };
  }

  #keep(handle: QueryHandle, { statement: { columns, approximate }, ...asked }: Asked): void {
    this.#forget();
    this.#asked.set(keyOf(handle), { ...asked, statement: { columns, approximate } });
  }

  /** A run that has no id in its store yet has failed to start: its reply says how, and nobody takes it up. */
  async #remember(engine: Engine, handle: QueryHandle, asked: Omit<Remembered, "remoteId" | "options"> & Told) {
    const remoteId = (await engine.resumable?.remoteId(handle)) ?? null;
    if (remoteId === null) return;
    const { exact, distinctRecords, deliverTo, parameters } = asked.options;
    const options = { exact, distinctRecords, deliverTo, parameters: parameters && { ...parameters } };
    try {
      await this.#memory?.put(handle.nativeId, { ...asked, options, remoteId });
    } catch (error) {
      await engine.stop(handle);
      await engine.resumable?.settled();
      throw error;
    }
  }

  #question(query: unknown, options: QueryOptions, nowMs = this.#now()): RouteQuestion {
    const { parameters, exact = false, distinctRecords = false, deliverTo } = options;
    if (deliverTo !== undefined) checkPlace(deliverTo);
    const plan = planQuery(query, nowMs, parameters);
    return { plan, nowMs, exact, distinctRecords, delivers: deliverTo !== undefined };
  }

  #route(question: RouteQuestion, name = "auto"): Promise<Route> {
    const engine = this.#engines.named(name);
    if (engine === null) return routeAuto(this.#engines.all, question);
    return routeTo(
      engine,
      this.#engines.all.filter((other) => other !== engine),
      question,
    );
  }

  async wait(id: string, waitMs: number): Promise<QueryReply> {
    const { engine, handle, asked } = await this.#find(id);
    const waited = await engine.wait(handle, waitMs);
    if (this.#memory !== null && (waited.state === "queued" || waited.state === "running")) {
      await this.#letGo(engine, handle);
    }
    const succeeded = waited.state === "succeeded";
    const page = succeeded ? await engine.page(handle, null, asked.pageSize) : { rows: [], nextCursor: null };
    // A store may tell how many rows there are only when it is asked for them.
    const { statistics, warnings, delivery } = succeeded ? await engine.status(handle) : waited;
    return {
      id,
      status: waited.state,
      engine: engine.name,
      routing: asked.routing,
      columns: asked.statement.columns,
      ...page,
      approximate: asked.statement.approximate,
      completeness: withWarnings(asked.completeness, warnings),
      statistics,
      error: waited.error,
      delivery,
    };
  }

  /** The reply goes out with the run under way: another process may have to answer next, if it can. */
  async #letGo(engine: Engine, handle: QueryHandle): Promise<void> {
    this.#asked.delete(keyOf(handle));
    if (engine.resumable !== null) return engine.resumable.detach(handle);
    await engine.stop(handle);
    throw new TrailkeepError("timeout", {
      message: `the query was stopped: it took longer than a reply may, and \`${engine.name}\` cannot be asked again for its result`,
      hint: "ask for a shorter time range, or ask a service that keeps running",
    });
  }

  async page(id: string, cursor: string | null, limit?: number) {
    const { engine, handle, asked } = await this.#find(id);
    const page = await engine.page(handle, cursor, limit === undefined ? asked.pageSize : pageSize(limit));
    return { columns: asked.statement.columns, ...page };
  }

  async cancel(id: string): Promise<void> {
    const { engine, handle } = await this.#find(id);
    await engine.stop(handle);
    if (this.#memory !== null) await engine.resumable?.settled();
  }

  async explain(query: unknown, options: QueryOptions = {}): Promise<Explanation> {
    const question = this.#question(query, options);
    return explanation(question, this.#engines.all, this.#engines.named(options.engine ?? "auto"));
  }

  coverage(question: CoverageQuestion = {}): Promise<readonly CoverageEntry[]> {
    return coverageReport(this.#engines.all, question, this.#now());
  }

  /** All that is asked is asked of the store that the first question goes to, over one range. */
  async accessCoverage({ bucket, store = "auto", time }: AccessQuestion): Promise<AccessReport> {
    const question = this.#question({ from: "object_access", time, aggregate: { n: { fn: "count" } } }, {});
    const { engine } = await this.#route(question, store);
    const [range] = scansOf(question.plan);
    return accessReport({
      store: engine.name,
      bucket,
      range: range ?? { startMs: null, endMs: null },
      ask: (query) => this.#whole(query, engine.name),
      arrivals: (source, inputObjects) => engine.arrivals(source, inputObjects),
    });
  }

  /** All rows of a query. Throws what it failed with. */
  async #whole(query: unknown, engine: string) {
    const { id } = await this.start(query, { engine, pageSize: maxPageSize });
    for (;;) {
      const { status, error, rows: first, nextCursor, completeness } = await this.wait(id, pollMs);
      if (error !== null) throw new TrailkeepError(error.code, error.problems);
      if (status !== "succeeded") continue;
      const rows = [...first];
      for (let cursor = nextCursor; cursor !== null; ) {
        const page = await this.page(id, cursor);
        rows.push(...page.rows);
        cursor = page.nextCursor;
      }
      return { rows, completeness };
    }
  }

  async #find(id: string): Promise<Found> {
    const claims = this.#tokens.read(id, this.#now());
    const asked = this.#asked.get(keyOf(claims));
    const engine = this.#engines.all.find(({ name }) => name === claims.engine);
    if (engine === undefined) throw gone();
    if (asked !== undefined) return { engine, handle: { engine: claims.engine, nativeId: claims.nativeId }, asked };
    const remembered = (await this.#memory?.get(claims.nativeId)) ?? null;
    if (remembered === null) throw gone();
    return this.#takeUp(engine, remembered, claims);
  }

  /** Plan and statement are pure: asked again, they are the same, unless the configuration is another by now. */
  async #takeUp(engine: Engine, remembered: Remembered, { planHash: hash, nativeId }: QueryClaims): Promise<Found> {
    const { query, options, askedAtMs, routing, completeness, pageSize: size, remoteId, startedMs } = remembered;
    const question = this.#question(query, options, askedAtMs);
    if (engine.resumable === null || planHash(question.plan) !== hash) throw gone();
    const { statement } = await routeTo(engine, [], question);
    const { deliverTo } = options;
    const handle = await engine.resumable.resume(statement, { deliverTo, remoteId, startedMs, id: nativeId });
    const asked = { statement, routing, completeness, pageSize: size };
    this.#keep(handle, asked);
    return { engine, handle, asked };
  }

  /** Keeps what was asked no longer than a result can live: the oldest beyond 10,000 go first. */
  #forget(): void {
    for (const key of this.#asked.keys()) {
      if (this.#asked.size < 10_000) return;
      this.#asked.delete(key);
    }
  }

  close(): Promise<void> {
    return this.#engines.close();
  }
}

interface Told {
  readonly options: QueryOptions;
}

function gone(): TrailkeepError {
  return new TrailkeepError("expired", { message: "the result is gone", hint: "ask again" });
}

function keyOf({ engine, nativeId }: QueryHandle): string {
  return `${engine}/${nativeId}`;
}

function pageSize(size: number = defaultPageSize): number {
  if (Number.isInteger(size) && size >= 1 && size <= maxPageSize) return size;
  throw new TrailkeepError("invalid-request", { message: `a page has 1 to ${maxPageSize} rows`, at: "/pageSize" });
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartQuery.html */
const deliveryPlace = bucketUri(1_024);

function checkPlace(deliverTo: string): void {
  const { error } = deliveryPlace.safeParse(deliverTo);
  if (error === undefined) return;
  const [issue] = error.issues;
  throw new TrailkeepError("invalid-request", { message: issue?.message ?? "no place in S3", at: "/deliverTo" });
}

function planHash(plan: Plan): string {
  return createHash("sha256").update(planText(plan)).digest("base64url");
}
