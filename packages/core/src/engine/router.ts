import type { Statement } from "../dialect/statement.ts";
import { type Problem, TrailkeepError } from "../error.ts";
import type { Plan } from "../query/plan.ts";
import { type Candidate, candidate, type Demands } from "./candidate.ts";
import { gaps } from "./gap.ts";
import type { Engine, Failure } from "./types.ts";
import { bestOf, type Reason, reasonsFor, type Weighed } from "./weigh.ts";

export interface Routing {
  readonly engine: string;
  /** One for each engine that was looked at. */
  readonly reasons: readonly Reason[];
}

export interface Route {
  readonly engine: Engine;
  readonly statement: Statement;
  readonly routing: Routing;
}

export interface RouteQuestion extends Demands {
  readonly plan: Plan;
  readonly nowMs: number;
}

/** The engine that was asked for by name. Throws its refusal, with the names of those that can. */
export async function routeTo(engine: Engine, others: readonly Engine[], question: RouteQuestion): Promise<Route> {
  const own = await candidate(engine, question.plan, question);
  if (own.refusal !== null) throw await refusalOf(own.refusal, others, question);
  return routeOf(own, [{ engine: engine.name, reason: "asked for by name" }]);
}

/** The engine that holds most of the range and costs least. Throws every engine's refusal where none can. */
export async function routeAuto(engines: readonly Engine[], question: RouteQuestion): Promise<Route> {
  const [only] = engines;
  if (only === undefined) throw new TrailkeepError("capability", "no store is configured");
  if (engines.length === 1) {
    const own = await candidate(only, question.plan, question);
    if (own.refusal !== null) throw new TrailkeepError(own.refusal.code, own.refusal.problems);
    return routeOf(own, [{ engine: only.name, reason: "the only store there is" }]);
  }
  const weighed = await weigh(engines, question);
  const best = bestOf(weighed);
  if (best === null || best.candidate.refusal !== null) throw nobodyCan(weighed);
  return routeOf(best.candidate, reasonsFor(best, weighed));
}

/** Every engine's statement or refusal, its estimate and what it lacks. */
export async function weigh(engines: readonly Engine[], question: RouteQuestion): Promise<readonly Weighed[]> {
  const [candidates, lacking] = await Promise.all([
    Promise.all(engines.map((engine) => candidate(engine, question.plan, question))),
    gaps(question.plan, engines, question.nowMs),
  ]);
  return Promise.all(
    candidates.map(async (own, place) => ({
      candidate: own,
      estimate: own.refusal === null ? await own.engine.estimate(own.statement) : null,
      gap: lacking[place] ?? { missingMs: 0, untold: true },
    })),
  );
}

function routeOf(own: Extract<Candidate, { refusal: null }>, reasons: readonly Reason[]): Route {
  const { engine, statement } = own;
  return { engine, statement, routing: { engine: engine.name, reasons } };
}

/** A refusal that names the engines that can. */
async function refusalOf(refusal: Failure, others: readonly Engine[], question: RouteQuestion) {
  if (refusal.code !== "capability" || others.length === 0) return new TrailkeepError(refusal.code, refusal.problems);
  const judged = await Promise.all(others.map((other) => candidate(other, question.plan, question)));
  const able = judged.flatMap(({ engine, refusal }) => (refusal === null ? [`\`${engine.name}\``] : []));
  const can = able.length === 0 ? "no other store can either" : `${able.join(", ")} can`;
  return new TrailkeepError(
    refusal.code,
    refusal.problems.map((problem) => ({ ...problem, hint: joined(problem, can) })),
  );
}

function joined({ hint }: Problem, more: string): string {
  return hint === undefined ? more : `${hint}; ${more}`;
}

function nobodyCan(weighed: readonly Weighed[]): TrailkeepError {
  const refusals = weighed.flatMap(({ candidate: { engine, refusal } }) =>
    refusal === null ? [] : [{ name: engine.name, refusal }],
  );
  const odd = refusals.find(({ refusal }) => refusal.code !== "capability");
  const problems = refusals.flatMap(({ name, refusal }) =>
    refusal.problems.map((problem) => ({ ...problem, message: `\`${name}\`: ${problem.message}` })),
  );
  return new TrailkeepError(odd?.refusal.code ?? "capability", problems);
}
