import { z } from "zod";
import type { EvidenceRecord } from "../evidence/index.ts";
import { type Hold, holdSchema } from "../plan/index.ts";

/** What each kind of record says: the shapes of `body`. */
const bodies = {
  policy: z.object({ policies: z.string(), name: z.string(), text: z.string(), planHash: z.string() }),
  approval: z.object({ planHash: z.string() }),
  hold: holdSchema,
  release: z.object({ hold: z.uuid(), name: z.string(), reason: z.string() }),
  apply: z.object({
    planHash: z.string(),
    step: z.enum(["began", "acting", "ended"]),
    actionKey: z.string().optional(),
    action: z.object({ store: z.string(), type: z.string(), days: z.array(z.string()).optional() }).optional(),
  }),
  verification: z.object({
    planHash: z.string(),
    actionKey: z.string(),
    outcome: z.enum(["done", "withheld", "failed"]),
  }),
} as const;

/** The policies that are in force, as the plan that brought them was approved. */
export interface PoliciesInForce {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
  readonly sinceMs: number;
}

export interface ReleasedHold {
  readonly hold: Hold;
  readonly releasedBy: string;
  readonly releasedAtMs: number;
  readonly reason: string;
}

export interface Approval {
  readonly planHash: string;
  readonly by: string;
  readonly atMs: number;
}

/** What is on record of an action before it is carried out. */
export type Begun = NonNullable<z.infer<typeof bodies.apply>["action"]>;

/** How far the last application of a plan came. */
export interface Application {
  /** It began and did not end: it was killed, or is under way. */
  readonly open: boolean;
  /** Actions that were begun and have no outcome, by their keys. */
  readonly pending: ReadonlyMap<string, Begun>;
  /** Keys of those that were done. */
  readonly done: ReadonlySet<string>;
}

/**
 * What stands, as the evidence tells it: nobody can place, release or approve anything without a signed record, and no
 * record can be lost without breaking the chain. There is no other copy that could say something else.
 */
export class History {
  readonly #records: readonly EvidenceRecord[];

  constructor(records: readonly EvidenceRecord[]) {
    this.#records = records;
  }

  policies(): PoliciesInForce | null {
    const last = this.#records.findLast(({ kind }) => kind === "policy");
    if (last === undefined) return null;
    const { name, text, policies } = bodies.policy.parse(last.body);
    return { name, text, hash: policies, sinceMs: last.atMs };
  }

  /** Holds that stand, oldest first. */
  holds(): readonly Hold[] {
    const released = new Set(this.released().map(({ hold }) => hold.id));
    return this.#placed().filter(({ id }) => !released.has(id));
  }

  released(): readonly ReleasedHold[] {
    const placed = new Map(this.#placed().map((hold) => [hold.id, hold]));
    const first = new Map<string, ReleasedHold>();
    for (const { body, principal, atMs } of this.#ofKind("release")) {
      const { hold: id, reason } = bodies.release.parse(body);
      const hold = placed.get(id);
      if (hold === undefined || first.has(id)) continue;
      first.set(id, { hold, releasedBy: principal, releasedAtMs: atMs, reason });
    }
    return [...first.values()];
  }

  approvals(planHash: string): readonly Approval[] {
    return this.#ofKind("approval")
      .filter(({ body }) => bodies.approval.parse(body).planHash === planHash)
      .map(({ principal, atMs }) => ({ planHash, by: principal, atMs }));
  }

  /** Plans whose application began and did not end. */
  open(): readonly string[] {
    const open = new Set<string>();
    for (const { body } of this.#ofKind("apply")) {
      const { planHash, step } = bodies.apply.parse(body);
      if (step === "began") open.add(planHash);
      if (step === "ended") open.delete(planHash);
    }
    return [...open];
  }

  application(planHash: string): Application {
    const own = this.#records.filter(({ kind, body }) => kind !== "approval" && body["planHash"] === planHash);
    const steps = own
      .filter(({ kind }) => kind === "apply")
      .map(({ seq, body }) => ({ seq, ...bodies.apply.parse(body) }));
    const began = steps.findLast(({ step }) => step === "began");
    if (began === undefined) return { open: false, pending: new Map(), done: new Set() };
    const since = steps.filter(({ seq }) => seq > began.seq);
    const verified = own
      .filter(({ kind, seq }) => kind === "verification" && seq > began.seq)
      .map(({ body }) => bodies.verification.parse(body));
    const told = new Set(verified.map(({ actionKey }) => actionKey));
    const acting = since.flatMap(({ step, actionKey, action }): readonly (readonly [string, Begun])[] =>
      step === "acting" && actionKey !== undefined && action !== undefined ? [[actionKey, action]] : [],
    );
    return {
      open: !since.some(({ step }) => step === "ended"),
      pending: new Map(acting.filter(([key]) => !told.has(key))),
      done: new Set(verified.flatMap(({ outcome, actionKey }) => (outcome === "done" ? [actionKey] : []))),
    };
  }

  #placed(): readonly Hold[] {
    return this.#ofKind("hold").map(({ body }) => bodies.hold.parse(body));
  }

  #ofKind(kind: EvidenceRecord["kind"]): readonly EvidenceRecord[] {
    return this.#records.filter((record) => record.kind === kind);
  }
}
