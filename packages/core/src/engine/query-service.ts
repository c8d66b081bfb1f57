import { createHash } from "node:crypto";
import type { Statement } from "../dialect/statement.ts";
import { TrailkeepError } from "../error.ts";
import { type Plan, planQuery } from "../query/index.ts";
import { bucketUri } from "../stores/words.ts";
import { completenessOf, withWarnings } from "./completeness.ts";
import { type CoverageEntry, type CoverageQuestion, coverageReport } from "./coverage/report.ts";
import { Engines } from "./engines.ts";
import { explanation, planText } from "./explain.ts";
import type { LocalEngineOptions } from "./local/engine.ts";
import { type Route, type RouteQuestion, type Routing, routeAuto, routeTo } from "./router.ts";
import type { Completeness, Explanation, QueryOptions, QueryReply, QueryService } from "./service.ts";
import { QueryTokens } from "./token.ts";
import type { Engine, QueryHandle } from "./types.ts";

export interface QueryServiceOptions extends Omit<LocalEngineOptions, "name"> {
  /** The clock, epoch milliseconds: relative time ranges are measured from it. */
  readonly now?: () => number;
  /** Stores beside the folder, in the order in which equals are preferred. */
  readonly others?: readonly Engine[] | undefined;
}

/** Opens the query service over a store. Close it to stop what runs and remove results. */
export function openQueryService(options: QueryServiceOptions): QueryService {
  return new EngineQueryService(options);
}

const resultLifetimeMs = 3_600_000;
const defaultPageSize = 1_000;
const maxPageSize = 10_000;

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

class EngineQueryService implements QueryService {
  readonly #tokens = new QueryTokens();
  readonly #engines: Engines;
  readonly #asked = new Map<string, Asked>();
  readonly #now: () => number;

  constructor({ now = Date.now, others = [], ...local }: QueryServiceOptions) {
    this.#now = now;
    this.#engines = new Engines({ resultLifetimeMs, ...local }, others);
  }

  async start(query: unknown, options: QueryOptions = {}): Promise<{ readonly id: string }> {
    const size = pageSize(options.pageSize);
    const question = this.#question(query, options);
    const { engine, statement, routing } = await this.#route(question, options.engine);
    const completeness = await completenessOf(question.plan, engine);
    const handle = await engine.start(statement, { deliverTo: options.deliverTo });
    this.#forget();
    const { columns, approximate } = statement;
    this.#asked.set(keyOf(handle), { statement: { columns, approximate }, routing, completeness, pageSize: size });
    const expiresAtMs = this.#now() + resultLifetimeMs;
    return { id: this.#tokens.sign({ ...handle, planHash: planHash(question.plan), expiresAtMs }) };
  }

  #question(query: unknown, options: QueryOptions): RouteQuestion {
    const { parameters, exact = false, distinctRecords = false, deliverTo } = options;
    if (deliverTo !== undefined) checkPlace(deliverTo);
    const nowMs = this.#now();
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
    const { engine, handle, asked } = this.#find(id);
    const waited = await engine.wait(handle, waitMs);
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

  async page(id: string, cursor: string | null, limit?: number) {
    const { engine, handle, asked } = this.#find(id);
    const page = await engine.page(handle, cursor, limit === undefined ? asked.pageSize : pageSize(limit));
    return { columns: asked.statement.columns, ...page };
  }

  async cancel(id: string): Promise<void> {
    const { engine, handle } = this.#find(id);
    await engine.stop(handle);
  }

  async explain(query: unknown, options: QueryOptions = {}): Promise<Explanation> {
    const question = this.#question(query, options);
    return explanation(question, this.#engines.all, this.#engines.named(options.engine ?? "auto"));
  }

  coverage(question: CoverageQuestion = {}): Promise<readonly CoverageEntry[]> {
    return coverageReport(this.#engines.all, question, this.#now());
  }

  #find(id: string): Found {
    const claims = this.#tokens.read(id, this.#now());
    const asked = this.#asked.get(keyOf(claims));
    const engine = asked === undefined ? null : this.#engines.named(claims.engine);
    if (asked === undefined || engine === null) {
      throw new TrailkeepError("expired", { message: "the result is gone", hint: "ask again" });
    }
    return { engine, handle: { engine: claims.engine, nativeId: claims.nativeId }, asked };
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
