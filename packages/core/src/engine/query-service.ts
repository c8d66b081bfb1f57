import { createHash } from "node:crypto";
import { type DialectName, dialects, type Statement } from "../dialect/index.ts";
import { TrailkeepError } from "../error.ts";
import { columnsOf, type Plan, planQuery } from "../query/index.ts";
import { didYouMean } from "../query/near.ts";
import type { Store } from "../store/index.ts";
import { completenessOf } from "./completeness.ts";
import { LocalEngine, type LocalEngineOptions } from "./local/engine.ts";
import type { Completeness, Explanation, QueryOptions, QueryReply, QueryService } from "./service.ts";
import { QueryTokens } from "./token.ts";
import type { Engine, QueryHandle } from "./types.ts";

export interface QueryServiceOptions extends LocalEngineOptions {
  readonly store: Store;
  /** The clock, epoch milliseconds: relative time ranges are measured from it. */
  readonly now?: () => number;
}

/** Every engine: the language it speaks and how it is made. */
const engines = {
  local: { dialect: "duckdb", open: (options: QueryServiceOptions) => new LocalEngine(options) },
} as const satisfies Record<string, { dialect: DialectName; open: (options: QueryServiceOptions) => Engine }>;

type EngineName = keyof typeof engines;

/** Opens the query service over a store. Close it to stop what runs and remove results. */
export function openQueryService(options: QueryServiceOptions): QueryService {
  return new LocalQueryService(options);
}

interface Prepared {
  readonly engine: Engine;
  readonly plan: Plan;
  readonly statement: Statement;
}

const resultLifetimeMs = 3_600_000;
const defaultPageSize = 1_000;
const maxPageSize = 10_000;

interface Asked {
  readonly plan: Plan;
  readonly statement: Statement;
  readonly completeness: Completeness;
  readonly pageSize: number;
}

class LocalQueryService implements QueryService {
  readonly #options: QueryServiceOptions;
  readonly #tokens = new QueryTokens();
  readonly #engines: Readonly<Record<EngineName, Engine>>;
  readonly #asked = new Map<string, Asked>();
  readonly #now: () => number;

  constructor(options: QueryServiceOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#engines = { local: engines.local.open({ resultLifetimeMs, ...options }) };
  }

  async start(query: unknown, options: QueryOptions = {}): Promise<{ readonly id: string }> {
    const size = pageSize(options.pageSize);
    const { engine, plan, statement } = this.#prepare(query, options);
    const completeness = await completenessOf(plan, engine, this.#options.store);
    const handle = await engine.start(statement);
    this.#forget();
    this.#asked.set(handle.nativeId, { plan, statement, completeness, pageSize: size });
    const expiresAtMs = this.#now() + resultLifetimeMs;
    return { id: this.#tokens.sign({ ...handle, planHash: planHash(plan), expiresAtMs }) };
  }

  #prepare(query: unknown, { engine = "auto", parameters }: QueryOptions): Prepared {
    const name = engineName(engine);
    const plan = planQuery(query, this.#now(), parameters);
    return { engine: this.#engines[name], plan, statement: dialects[engines[name].dialect](plan) };
  }

  async wait(id: string, waitMs: number): Promise<QueryReply> {
    const { engine, handle, asked } = this.#find(id);
    const { state, statistics, error } = await engine.wait(handle, waitMs);
    const page =
      state === "succeeded" ? await engine.page(handle, null, asked.pageSize) : { rows: [], nextCursor: null };
    return {
      id,
      status: state,
      engine: engine.name,
      columns: asked.statement.columns,
      ...page,
      approximate: asked.statement.approximate,
      completeness: asked.completeness,
      statistics,
      error,
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
    const { engine, plan, statement } = this.#prepare(query, options);
    const estimate = await engine.estimate(statement);
    const parameters = statement.parameters.map(({ value }) => (typeof value === "bigint" ? value.toString() : value));
    return {
      plan: JSON.parse(planText(plan)),
      chosen: engine.name,
      engines: [{ engine: engine.name, statement: { text: statement.text, parameters }, estimate, refusal: null }],
      columns: columnsOf(plan),
      completeness: await completenessOf(plan, engine, this.#options.store),
    };
  }

  #find(id: string): { engine: Engine; handle: QueryHandle; asked: Asked } {
    const claims = this.#tokens.read(id, this.#now());
    const asked = this.#asked.get(claims.nativeId);
    if (asked === undefined || !isEngineName(claims.engine)) {
      throw new TrailkeepError("expired", { message: "the result is gone", hint: "ask again" });
    }
    return {
      engine: this.#engines[claims.engine],
      handle: { engine: claims.engine, nativeId: claims.nativeId },
      asked,
    };
  }

  /** Keeps what was asked no longer than a result can live: the oldest beyond 10,000 go first. */
  #forget(): void {
    for (const nativeId of this.#asked.keys()) {
      if (this.#asked.size < 10_000) return;
      this.#asked.delete(nativeId);
    }
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#engines).map((engine) => engine.close()));
  }
}

function engineName(name: string): EngineName {
  if (name === "auto") return "local";
  if (isEngineName(name)) return name;
  const known = Object.keys(engines);
  throw new TrailkeepError("invalid-request", {
    message: `unknown engine \`${name}\``,
    at: "/engine",
    hint: didYouMean(name, known) ?? `there are auto, ${known.join(", ")}`,
  });
}

function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(engines, name);
}

function pageSize(size: number = defaultPageSize): number {
  if (Number.isInteger(size) && size >= 1 && size <= maxPageSize) return size;
  throw new TrailkeepError("invalid-request", { message: `a page has 1 to ${maxPageSize} rows`, at: "/pageSize" });
}

function planHash(plan: Plan): string {
  return createHash("sha256").update(planText(plan)).digest("base64url");
}

/** A plan as JSON: 64-bit integers become text. */
function planText(plan: Plan): string {
  return JSON.stringify(plan, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
