import { columnsOf, type Plan } from "../query/index.ts";
import { completenessOf } from "./completeness.ts";
import { type RouteQuestion, weigh } from "./router.ts";
import type { Explanation } from "./service.ts";
import type { Engine } from "./types.ts";
import { bestOf, reasonsFor, type Weighed } from "./weigh.ts";

/** What would run, and where: every engine's statement, estimate or refusal. `forced` is the engine asked for by name. */
export async function explanation(
  question: RouteQuestion,
  engines: readonly Engine[],
  forced: Engine | null,
): Promise<Explanation> {
  const { plan } = question;
  const weighed = await weigh(engines, question);
  const chosen = forced === null ? bestOf(weighed) : ableOf(forced, weighed);
  return {
    plan: JSON.parse(planText(plan)),
    chosen: chosen?.candidate.engine.name ?? null,
    reasons: forced === null ? reasonsFor(chosen, weighed) : [{ engine: forced.name, reason: "asked for by name" }],
    engines: weighed.map(explained),
    columns: columnsOf(plan),
    completeness: chosen === null ? null : await completenessOf(plan, chosen.candidate.engine),
  };
}

function ableOf(engine: Engine, weighed: readonly Weighed[]): Weighed | null {
  return weighed.find(({ candidate }) => candidate.engine === engine && candidate.refusal === null) ?? null;
}

function explained({ candidate: { engine, statement, refusal }, estimate }: Weighed): Explanation["engines"][number] {
  const parameters = (statement?.parameters ?? []).map(({ value }) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  return {
    engine: engine.name,
    kind: engine.kind,
    statement: statement === null ? null : { text: statement.text, parameters },
    estimate,
    refusal,
    approximate: statement?.approximate ?? [],
  };
}

/** A plan as JSON: 64-bit integers become text. */
export function planText(plan: Plan): string {
  return JSON.stringify(plan, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
