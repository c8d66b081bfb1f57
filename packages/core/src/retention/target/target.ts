import type { z } from "zod";
import type { Action, Hold, Observed } from "../plan/index.ts";
import type { StoreKind } from "../policy/index.ts";
import type { LegalHoldJournal } from "./legal-hold-journal.ts";

/** What is observed of one kind of store, and what is done to it. A new kind joins both unions in `plan/`. */
export type ObservedOf<Kind extends StoreKind> = Extract<Observed, { readonly kind: Kind }>;
export type ActionOf<Kind extends StoreKind> = Action & { readonly kind: Kind };

/** A store that is there and could not be looked at: its verdict is `unknown`, and nothing is done to it. */
export interface Unread {
  /** As `id` of an observed store would be. */
  readonly store: string;
  readonly kind: StoreKind;
  readonly name: string;
  /** One sentence: what was refused, and what to do. */
  readonly message: string;
}

export interface Observation<Kind extends StoreKind> {
  readonly stores: readonly ObservedOf<Kind>[];
  readonly unread: readonly Unread[];
}

export interface ApplyOutcome {
  /** False where it was so already. */
  readonly changed: boolean;
  /** What goes into the evidence beside the action: request ids, counts, what was deleted. JSON only. */
  readonly proof: Readonly<Record<string, z.core.util.JSONType>>;
}

export interface TargetOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ApplyOptions extends TargetOptions {
  /**
   * Awaited just before the change is made, where the target had to wait for something first (a lock, a rate limit): what
   * it throws stops the action. It looks once more whether a hold was placed meanwhile.
   */
  readonly confirm?: (() => Promise<void>) | undefined;
}

/**
 * One kind of store in one place (an account and Region, or a folder), as retention reads and changes it. It takes its
 * SDK clients, account and Region from its factory and makes none. It decides nothing: `plan/` says what has to become
 * of a store, `apply/` when, and a target does one action at a time.
 *
 * Every method throws TrailkeepError only: `credentials` or `forbidden` with the action that the caller lacks,
 * `store-unreachable`, `store-failed`, `cancelled` when the signal aborts.
 */
export interface RetentionTarget<Kind extends StoreKind = StoreKind> {
  readonly kind: Kind;

  /**
   * Every store of this kind that the target may see. Pages and keeps below the service's rate limits by itself. Fails as
   * a whole only where no store can be told from another (the listing is refused); else what cannot be read is in `unread`.
   */
  observe(options?: TargetOptions): Promise<Observation<Kind>>;

  /** One store as it is now, by the `id` that {@link RetentionTarget.observe} gave it; null if it is gone. Never cached. */
  reobserve(store: string, options?: TargetOptions): Promise<ObservedOf<Kind> | null>;

  /**
   * Makes `action.after` so (or the days of a `delete_days` gone). Idempotent: where it is so already, it changes nothing
   * and says so. It may have crashed anywhere in an earlier call. It must not weaken what the action does not name, and
   * where the service has a condition (an ETag, an expected version) it uses it. It does not look at holds or policies.
   * Throws `conflict` where the store's present setting is neither `action.before` nor `action.after`.
   */
  apply(action: ActionOf<Kind>, options?: ApplyOptions): Promise<ApplyOutcome>;

  /** Whether the store, as it was just read back, is as the action leaves it. Pure. A store that is gone: false. */
  isApplied(action: ActionOf<Kind>, observed: ObservedOf<Kind> | null): boolean;
}

/** A target of whatever kind. Whoever calls {@link RetentionTarget.apply} passes it actions of its own kind. */
export type AnyTarget = { readonly [Kind in StoreKind]: RetentionTarget<Kind> }[StoreKind];

/** What targets have to know of a run before they look. */
export interface RunTerms {
  /** Holds that stand. */
  readonly holds: readonly Hold[];
  /** Whether a policy or a hold selects by tags. */
  readonly tags: boolean;
  /** Which versions of objects have a legal hold of Trailkeep's. */
  readonly journal: LegalHoldJournal;
}

/** Opens targets for a run. */
export type OpenTargets = (terms: RunTerms) => Promise<readonly AnyTarget[]>;
