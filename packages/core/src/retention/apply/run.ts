import { setTimeout as sleep } from "node:timers/promises";
import { TrailkeepError } from "../../error.ts";
import type { EvidenceEntry, EvidenceLog } from "../evidence/index.ts";
import { planFor, type World } from "../observe.ts";
import { type Action, actionKey, type Observed } from "../plan/index.ts";
import type { Policy } from "../policy/index.ts";
import type { AnyTarget, ApplyOutcome } from "../target/index.ts";
import { History } from "./history.ts";
import type { Outcomes } from "./interrupted.ts";

export interface RunNeeds {
  readonly evidence: EvidenceLog;
  readonly principal: string;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds between two looks at what was set, where a service answers late. */
  readonly readBackEveryMs: number;
  /** Told after each step; may throw to stop. */
  readonly onStep: (step: ApplyStep) => void;
}

export type ApplyStep = "began" | "acting" | "applied" | "verified" | "ended";

export interface ApplyRun {
  readonly planHash: string;
  readonly actions: readonly Action[];
  readonly policies: readonly Policy[];
  readonly world: World;
  readonly plannedAtMs: number;
  /** Keys of actions that an earlier application began, and that are no longer planned: they are only put on record. */
  readonly unverified: readonly string[];
  /** Whether an application was begun and not ended: it goes on. */
  readonly resumes: boolean;
  /** Why it may destroy records. */
  readonly consent: string;
}

/**
 * Ends an application that was killed and is not taken up again, because what is planned by now is another plan. It stays open
 * while nobody can say what became of something that it had begun.
 */
export async function closeApplication(
  planHash: string,
  { done, failed, unknown }: Outcomes,
  needs: RunNeeds,
): Promise<void> {
  const how = "found after an interruption";
  for (const actionKey of done) await record(needs, "verification", { planHash, actionKey, outcome: "done", how });
  for (const actionKey of failed) await record(needs, "verification", { planHash, actionKey, outcome: "failed", how });
  if (unknown.length === 0) await record(needs, "apply", { planHash, step: "ended", superseded: true });
}

export interface ActionResult {
  readonly action: Action;
  readonly outcome: "done" | "withheld" | "failed";
  readonly changed: boolean;
  /** Null where it was done. */
  readonly why: string | null;
}

/** Looks again so often before what was set counts as not set. */
const readBacks = 6;

class Withheld extends Error {
  override readonly name = "Withheld";
}

/**
 * Carries out actions one after the other. Each is on record before and after, asked once more for just before, and read
 * back. One that fails does not keep the others from being tried.
 */
export async function applyActions(run: ApplyRun, needs: RunNeeds): Promise<readonly ActionResult[]> {
  const { planHash } = run;
  if (!run.resumes) {
    await record(needs, "apply", { planHash, step: "began", actions: run.actions.length, consent: run.consent });
  }
  needs.onStep("began");
  for (const key of run.unverified) {
    const how = "begun before an interruption; the plan, made anew, no longer asks for it";
    await record(needs, "verification", { planHash, actionKey: key, outcome: "done", changed: true, how });
  }
  const results: ActionResult[] = [];
  for (const action of run.actions) {
    needs.signal?.throwIfAborted();
    results.push(await applyOne(action, run, needs));
  }
  const count = (outcome: ActionResult["outcome"]) => results.filter((one) => one.outcome === outcome).length;
  const counts = { done: count("done"), withheld: count("withheld"), failed: count("failed") };
  await record(needs, "apply", { planHash, step: "ended", ...counts });
  needs.onStep("ended");
  return results;
}

async function applyOne(action: Action, run: ApplyRun, needs: RunNeeds): Promise<ActionResult> {
  const target = run.world.targetOf.get(action.store);
  if (target === undefined) throw new Error(`no target holds ${action.store}`);
  const key = actionKey(action);
  const result = await attempt(action, target, run, needs);
  const { outcome, changed, why, proof } = result;
  await record(needs, "verification", {
    planHash: run.planHash,
    actionKey: key,
    store: action.store,
    outcome,
    changed,
    ...(why === null ? {} : { why }),
    proof,
  });
  needs.onStep("verified");
  return { action, outcome, changed, why };
}

type Attempt = Omit<ActionResult, "action"> & { readonly proof: ApplyOutcome["proof"] };

async function attempt(action: Action, target: AnyTarget, run: ApplyRun, needs: RunNeeds): Promise<Attempt> {
  const confirm = () => stillAsked(action, target, run, needs);
  try {
    await confirm();
    await record(needs, "apply", {
      planHash: run.planHash,
      step: "acting",
      actionKey: actionKey(action),
      action: asJson(action),
    });
    needs.onStep("acting");
    const { changed, proof } = await carryOut(target, action, { signal: needs.signal, confirm });
    needs.onStep("applied");
    await readBack(action, target, needs);
    return { outcome: "done", changed, why: null, proof };
  } catch (error) {
    if (error instanceof Withheld) return { outcome: "withheld", changed: false, why: error.message, proof: {} };
    if (!(error instanceof TrailkeepError) || error.code === "cancelled" || error.code === "store-damaged") throw error;
    return { outcome: "failed", changed: false, why: error.message, proof: { code: error.code } };
  }
}

/** Whether the plan of this one store, made anew with the holds of this moment, still asks for the action. */
async function stillAsked(action: Action, target: AnyTarget, run: ApplyRun, needs: RunNeeds): Promise<void> {
  const holds = new History(await needs.evidence.records()).holds();
  const store = await target.reobserve(action.store, { signal: needs.signal });
  if (store === null) throw new Withheld("the store is gone");
  const world = { observed: [store], unread: [], targetOf: run.world.targetOf };
  const { actions, findings } = planFor({ world, policies: run.policies, holds, nowMs: run.plannedAtMs });
  const key = actionKey(action);
  if (actions.some((one) => actionKey(one) === key) || isApplied(target, action, store)) return;
  const held = findings.find(({ code }) => code === "held" || code === "at_risk");
  throw new Withheld(held?.message ?? "it is no longer asked for: the store or its holds have changed");
}

async function readBack(action: Action, target: AnyTarget, { signal, readBackEveryMs }: RunNeeds): Promise<void> {
  for (let look = 1; ; look++) {
    const store = await target.reobserve(action.store, { signal });
    if (isApplied(target, action, store)) return;
    if (look === readBacks) break;
    await sleep(readBackEveryMs, undefined, { signal });
  }
  const message = "it was set, and reads back otherwise";
  throw new TrailkeepError("store-failed", {
    message,
    at: action.store,
    hint: "look who else sets it, and plan again",
  });
}

type Generic = {
  isApplied(action: Action, observed: Observed | null): boolean;
  apply(action: Action, options: Parameters<AnyTarget["apply"]>[1]): Promise<ApplyOutcome>;
};

/** A target is asked about stores and actions of its own kind only: they come from it. */
function generic(target: AnyTarget): Generic {
  return target;
}

function isApplied(target: AnyTarget, action: Action, store: Observed | null): boolean {
  return action.kind === target.kind && generic(target).isApplied(action, store);
}

function carryOut(
  target: AnyTarget,
  action: Action,
  options: Parameters<AnyTarget["apply"]>[1],
): Promise<ApplyOutcome> {
  return generic(target).apply(action, options);
}

function record(needs: RunNeeds, kind: EvidenceEntry["kind"], body: EvidenceEntry["body"]) {
  return needs.evidence.append({ atMs: needs.now(), kind, principal: needs.principal, body });
}

function asJson(action: Action): EvidenceEntry["body"][string] {
  return JSON.parse(JSON.stringify(action));
}
