import { randomUUID } from "node:crypto";
import { TrailkeepError } from "../error.ts";
import type { StateStore } from "../store/state.ts";
import type { RetentionPlace } from "../stores/schema.ts";
import { type Adopted, adopt } from "./adopt/index.ts";
import { asksForSecond, refuseUnapproved } from "./apply/approval.ts";
import { refuseDrift } from "./apply/drift.ts";
import { History, type PoliciesInForce, type ReleasedHold } from "./apply/history.ts";
import { outcomesOf } from "./apply/interrupted.ts";
import { type ApplyLock, noLock } from "./apply/lock.ts";
import {
  type ActionResult,
  type ApplyRun,
  type ApplyStep,
  applyActions,
  closeApplication,
  type RunNeeds,
} from "./apply/run.ts";
import { loadPlan, type SavedPlan, savePlan } from "./apply/saved-plan.ts";
import { type Check, runChecks } from "./checks/index.ts";
import { type ComplianceOf, complianceOf } from "./compliance.ts";
import type { EvidenceEntry, EvidenceLog, EvidenceRecord, Tampering } from "./evidence/index.ts";
import type { ReportInput } from "./export/index.ts";
import { observeAll, planFor, type World } from "./observe.ts";
import { type Action, actionKey, type Hold, policiesHash, type RetentionPlan } from "./plan/index.ts";
import {
  type Policy,
  type PolicyFile,
  policiesOf,
  readPolicyFile,
  type Selector,
  selectsByTags,
} from "./policy/index.ts";
import { LegalHoldJournal, type OpenTargets, type RunTerms } from "./target/index.ts";

/** A policy file as it was written. */
export interface PolicyText {
  /** For errors: where it stands. */
  readonly name: string;
  readonly text: string;
}

export interface RetentionNeeds {
  readonly state: StateStore;
  readonly evidence: EvidenceLog;
  /** The stores to look at, opened anew for each run. */
  readonly targets: OpenTargets;
  /** Who asks: an operating-system user, or an STS identity. */
  readonly principal: string;
  /** Epoch milliseconds; the clock of this machine if left out. */
  readonly now?: () => number;
  /** Keeps applications apart where several machines may begin one; none if left out. */
  readonly lock?: ApplyLock;
  readonly readBackEveryMs?: number;
  readonly onStep?: (step: ApplyStep) => void;
}

export interface NewHold {
  readonly name: string;
  readonly select: Selector;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly reason: string;
}

export interface MadePlan extends RetentionPlan {
  /** Whether it has to be approved before it is applied. */
  readonly needsApproval: boolean;
  /** Who has approved it. */
  readonly approvedBy: readonly string[];
  readonly policies: { readonly name: string; readonly hash: string; readonly inForce: boolean };
}

export interface ApplyReport {
  readonly planHash: string;
  /** `unchanged`: everything was so already, and nothing was put on record. */
  readonly status: "applied" | "incomplete" | "unchanged";
  readonly results: readonly ActionResult[];
  /** Actions that wait for an approval: of scheduled enforcement only. */
  readonly waiting: readonly Action[];
}

/**
 * Retention as its doors use it: plan, approve, apply, hold, prove. Every method throws TrailkeepError. What is in force,
 * approved and held is what the chain of evidence says.
 */
export class RetentionService {
  readonly #needs: RetentionNeeds;
  readonly #now: () => number;
  #policies: readonly ReadPolicies[] = [];

  constructor(needs: RetentionNeeds) {
    this.#needs = needs;
    this.#now = needs.now ?? Date.now;
  }

  /** The policies that are in force; null before the first plan was applied. */
  async policies(): Promise<PoliciesInForce | null> {
    return (await this.#history()).policies();
  }

  /**
   * What would have to change, under the policies given or those in force. It changes nothing; the plan is kept, so that
   * it can be approved and applied by its hash.
   * @throws TrailkeepError invalid-policy, not-found where there are no policies, whatever a target's listing throws
   */
  async plan(policies?: PolicyText, signal?: AbortSignal): Promise<MadePlan> {
    const history = await this.#history();
    const read = this.#read(policies ?? inForce(history));
    const world = await this.#observe(history, read, signal);
    const plan = planFor({ world, ...terms(read), holds: history.holds(), nowMs: this.#now() });
    await savePlan(this.#needs.state, this.#saved(read, plan));
    return this.#made(read, plan, history);
  }

  /**
   * Consents to a plan.
   * @throws TrailkeepError not-found, invalid-request
   */
  async approve(hash: string): Promise<EvidenceRecord> {
    const saved = await loadPlan(this.#needs.state, hash);
    const { name, plannedBy } = saved;
    const reasons = saved.actions.map(({ store, reason }) => ({ store, reason }));
    return this.#record("approval", {
      planHash: saved.hash,
      policies: name,
      plannedBy,
      actions: reasons.slice(0, 1_000),
    });
  }

  /**
   * Carries out a plan: makes it anew, refuses where it has become another, and goes on where a killed application stopped.
   * @throws TrailkeepError not-found, conflict (drift), forbidden (no approval)
   */
  async apply(hash: string, signal?: AbortSignal): Promise<ApplyReport> {
    await this.#refuseTampered();
    const saved = await loadPlan(this.#needs.state, hash);
    const read = this.#read(saved);
    const history = await this.#history();
    const world = await this.#observe(history, read, signal);
    const plan = planFor({ world, ...terms(read), holds: history.holds(), nowMs: saved.plannedAtMs });
    const application = history.application(saved.hash);
    const { actions: planned } = planFor({ world, ...terms(read), holds: [], nowMs: saved.plannedAtMs });
    const { actions } = plan;
    const { done: found } = outcomesOf(application, { planned, unread: world.unread });
    refuseDrift(saved, { actions, done: new Set([...application.done, ...found]), unread: world.unread });
    const before = history.policies();
    const isNew = before?.hash !== read.hash;
    const second = asksForSecond([read.file, before === null ? null : this.#read(before).file]);
    if (plan.actions.length === 0 && !application.open && !isNew) {
      return { planHash: saved.hash, status: "unchanged", results: [], waiting: [] };
    }
    const approvals = history.approvals(saved.hash);
    const lifts = second && !asksForSecond([read.file]);
    if (lifts || needsApproval(saved.actions, read.policies, isNew)) {
      refuseUnapproved(saved.hash, this.#needs.principal, approvals, second);
    }
    if (isNew) await this.#putInForce(read, saved.hash);
    return this.#carryOut(
      {
        planHash: saved.hash,
        actions,
        policies: read.policies,
        world,
        plannedAtMs: saved.plannedAtMs,
        unverified: found,
        resumes: application.open,
        consent: approvals.length === 0 ? "not needed" : `approved by ${approvals.map(({ by }) => by).join(", ")}`,
      },
      signal,
    );
  }

  /**
   * What the schedule does once a day: carries out what the policies in force ask for by now, as far as it was consented
   * to. Whole days of the embedded store go under the consent that brought the policies into force; what else destroys
   * records waits for an approval.
   */
  async enforce(signal?: AbortSignal): Promise<ApplyReport> {
    await this.#refuseTampered();
    const history = await this.#history();
    const read = this.#read(inForce(history));
    const world = await this.#observe(history, read, signal);
    const nowMs = this.#now();
    const plan = planFor({ world, ...terms(read), holds: history.holds(), nowMs });
    const isApproved = history
      .approvals(plan.hash)
      .some(({ by }) => by !== this.#needs.principal || !asksForSecond([read.file]));
    const isAllowed = (action: Action) => isApproved || !action.destroys || action.type === "delete_days";
    const actions = plan.actions.filter(isAllowed);
    const waiting = plan.actions.filter((action) => !isAllowed(action));
    const application = history.application(plan.hash);
    await savePlan(this.#needs.state, this.#saved(read, plan));
    if (actions.length === 0) return { planHash: plan.hash, status: "unchanged", results: [], waiting };
    const report = await this.#carryOut(
      {
        planHash: plan.hash,
        actions,
        policies: read.policies,
        world,
        plannedAtMs: nowMs,
        unverified: [],
        resumes: application.open,
        consent: `policies ${read.hash} in force since ${new Date(history.policies()?.sinceMs ?? 0).toISOString()}`,
      },
      signal,
    );
    return { ...report, waiting };
  }

  /** Holds that stand, oldest first, and those that were released. */
  async holds(): Promise<{ readonly standing: readonly Hold[]; readonly released: readonly ReleasedHold[] }> {
    const history = await this.#history();
    return { standing: history.holds(), released: history.released() };
  }

  /** Places a hold: from now on nothing that it covers goes, whatever was planned. */
  async hold(hold: NewHold): Promise<Hold> {
    if (hold.startMs !== null && hold.endMs !== null && hold.startMs >= hold.endMs) {
      throw new TrailkeepError("invalid-request", "a hold's range has to end after it begins");
    }
    const placed: Hold = { ...hold, id: randomUUID(), placedBy: this.#needs.principal, placedAtMs: this.#now() };
    await this.#record("hold", JSON.parse(JSON.stringify(placed)));
    return placed;
  }

  /**
   * Releases a hold: by another than who placed it, where the policies in force ask for a second principal.
   * @throws TrailkeepError not-found, forbidden
   */
  async release(id: string, reason: string): Promise<ReleasedHold> {
    const history = await this.#history();
    const hold = history.holds().find((one) => one.id === id);
    if (hold === undefined) {
      const hint = "`trailkeep retention hold list` shows those that stand";
      throw new TrailkeepError("not-found", { message: `no hold ${JSON.stringify(id)} stands`, hint });
    }
    const { principal } = this.#needs;
    const before = history.policies();
    if (hold.placedBy === principal && asksForSecond([before === null ? null : this.#read(before).file])) {
      const message = `${principal} placed the hold, and another has to release it`;
      throw new TrailkeepError("forbidden", { message, hint: "`approval: { secondPrincipal: true }` asks for it" });
    }
    const record = await this.#record("release", { hold: id, name: hold.name, reason });
    return { hold, releasedBy: principal, releasedAtMs: record.atMs, reason };
  }

  /** The chain of evidence, in order. */
  evidence(): Promise<readonly EvidenceRecord[]> {
    return this.#needs.evidence.records();
  }

  /** The first thing that is wrong with the evidence; null if it is whole. */
  verify(): Promise<Tampering | null> {
    return this.#needs.evidence.verify();
  }

  /**
   * How every store stands against the policies in force.
   * @throws TrailkeepError not-found where there are none
   */
  async compliance(signal?: AbortSignal): Promise<readonly ComplianceOf[]> {
    const history = await this.#history();
    const read = this.#read(inForce(history));
    const world = await this.#observe(history, read, signal);
    const plan = planFor({ world, ...terms(read), holds: history.holds(), nowMs: this.#now() });
    return complianceOf(plan.assessments, read.policies);
  }

  /**
   * The settings of today as a policy file under which nothing has to change.
   * @throws TrailkeepError not-found where there is nothing to adopt
   */
  async adopt(owner: string, signal?: AbortSignal): Promise<Adopted> {
    const holds = (await this.#history()).holds();
    const { observed, unread } = await observeAll(await this.#targets({ holds, tags: false }), { signal });
    return adopt(observed, { nowMs: this.#now(), owner, unread });
  }

  /**
   * What auditors ask of trails, buckets and log groups in the places given, under the policies in force if there are any.
   */
  async checks(places: readonly RetentionPlace[], signal?: AbortSignal): Promise<readonly Check[]> {
    const history = await this.#history();
    const inForce = history.policies();
    const read = inForce === null ? { policies: [] } : this.#read(inForce);
    const { observed, unread } = await this.#observe(history, read, signal);
    return runChecks({ places, observed, unread, policies: read.policies, signal });
  }

  /** Everything that an auditor is given; stores are left out while no policies are in force. */
  async export(signal?: AbortSignal): Promise<ReportInput> {
    const { evidence } = this.#needs;
    const policies = await this.policies();
    const stores = policies === null ? [] : await this.compliance(signal);
    const { standing, released } = await this.holds();
    const { anchor, publicKey } = await evidence.proof();
    return {
      madeAtMs: this.#now(),
      policies,
      stores,
      holds: standing,
      released,
      records: await this.evidence(),
      anchor,
      publicKey,
      tampering: await this.verify(),
    };
  }

  /** Puts drift on record, unless the same was the last that was said of it. */
  async recordDrift(plan: MadePlan): Promise<boolean> {
    const last = (await this.evidence()).findLast(({ kind }) => kind === "drift" || kind === "apply");
    if (last?.kind === "drift" && last.body["planHash"] === plan.hash) return false;
    const actions = plan.actions.map(({ store, reason }) => ({ store, reason })).slice(0, 1_000);
    await this.#record("drift", { planHash: plan.hash, actions, findings: JSON.parse(JSON.stringify(plan.findings)) });
    return true;
  }

  /** Nothing is destroyed on the strength of evidence that somebody has changed. */
  async #refuseTampered(): Promise<void> {
    const wrong = await this.#needs.evidence.verify();
    if (wrong === null) return;
    const hint = "`trailkeep retention verify` says more; nothing is changed until the evidence is whole again";
    const message = `the evidence is not as it was written: ${wrong.message}`;
    throw new TrailkeepError("store-damaged", { message, at: `record ${wrong.seq}`, hint });
  }

  #carryOut(run: ApplyRun, signal: AbortSignal | undefined): Promise<ApplyReport> {
    const { evidence, principal, lock = noLock, readBackEveryMs = 1_000, onStep = () => undefined } = this.#needs;
    const needs = { evidence, principal, now: this.#now, signal, readBackEveryMs };
    return lock.run((held) =>
      this.#carryOutAlone(run, {
        ...needs,
        onStep: (step) => {
          held();
          onStep(step);
        },
      }),
    );
  }

  async #carryOutAlone(run: ApplyRun, needs: RunNeeds): Promise<ApplyReport> {
    const history = await this.#history();
    const { policies, world, plannedAtMs: nowMs } = run;
    const { actions: planned } = planFor({ world, policies, holds: [], nowMs });
    for (const hash of history.open()) {
      if (hash === run.planHash) continue;
      await closeApplication(hash, outcomesOf(history.application(hash), { planned, unread: world.unread }), needs);
    }
    const results = await applyActions(run, needs);
    const whole = results.every(({ outcome }) => outcome === "done");
    return { planHash: run.planHash, status: whole ? "applied" : "incomplete", results, waiting: [] };
  }

  async #putInForce({ name, text, hash }: ReadPolicies, planHash: string): Promise<void> {
    await this.#record("policy", { policies: hash, name, text, planHash });
  }

  async #observe(
    history: History,
    { policies }: Pick<ReadPolicies, "policies">,
    signal: AbortSignal | undefined,
  ): Promise<World> {
    const holds = history.holds();
    const tags = [...policies, ...holds].some(selectsByTags);
    return observeAll(await this.#targets({ holds, tags }), { signal });
  }

  #targets(terms: Omit<RunTerms, "journal">): ReturnType<OpenTargets> {
    const { targets, state } = this.#needs;
    return targets({ ...terms, journal: new LegalHoldJournal(state) });
  }

  async #history(): Promise<History> {
    return new History(await this.#needs.evidence.records());
  }

  #record(kind: EvidenceEntry["kind"], body: EvidenceEntry["body"]): Promise<EvidenceRecord> {
    return this.#needs.evidence.append({ atMs: this.#now(), kind, principal: this.#needs.principal, body });
  }

  /** The same text is asked for again and again: of the last ones, what it says is kept. */
  #read({ name, text }: PolicyText): ReadPolicies {
    const known = this.#policies.find((one) => one.text === text && one.name === name);
    if (known !== undefined) return known;
    const read = readPolicies({ name, text });
    this.#policies = [read, ...this.#policies].slice(0, keptPolicies);
    return read;
  }

  #saved({ name, text }: PolicyText, plan: RetentionPlan): SavedPlan {
    const actions = plan.actions.map((action) => {
      const { store, reason, destroys } = action;
      return { key: actionKey(action), store, reason, destroys };
    });
    return { hash: plan.hash, name, text, plannedAtMs: plan.plannedAtMs, plannedBy: this.#needs.principal, actions };
  }

  #made({ name, policies, hash }: ReadPolicies, plan: RetentionPlan, history: History): MadePlan {
    const isNew = history.policies()?.hash !== hash;
    return {
      ...plan,
      needsApproval: needsApproval(plan.actions, policies, isNew),
      approvedBy: history.approvals(plan.hash).map(({ by }) => by),
      policies: { name, hash, inForce: !isNew },
    };
  }
}

/** What of a policy file makes a plan. */
function terms({ file, policies }: ReadPolicies) {
  return { policies, secondPrincipal: asksForSecond([file]) };
}

interface ReadPolicies extends PolicyText {
  readonly file: PolicyFile;
  readonly policies: readonly Policy[];
  readonly hash: string;
}

/** So many policy files are kept read. */
const keptPolicies = 4;

function readPolicies({ name, text }: PolicyText): ReadPolicies {
  const file = readPolicyFile(text, name);
  const policies = policiesOf(file);
  return { name, text, file, policies, hash: policiesHash(policies, asksForSecond([file])) };
}

function inForce(history: History): PolicyText {
  const policies = history.policies();
  if (policies !== null) return policies;
  throw new TrailkeepError("not-found", {
    message: "no policies are in force yet",
    hint: "`trailkeep retention plan --policies FILE`, then `apply` what it prints",
  });
}

/** Shortening, and enabling deletion at all: policies that delete are consented to before their first day falls due. */
function needsApproval(
  actions: readonly { readonly destroys: boolean }[],
  policies: readonly Policy[],
  isNew: boolean,
): boolean {
  return actions.some(({ destroys }) => destroys) || (isNew && policies.some(({ deleteDays }) => deleteDays !== null));
}
