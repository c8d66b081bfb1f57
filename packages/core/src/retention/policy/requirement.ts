import type { Policy } from "./policy.ts";
import type { StoreIdentity } from "./selector.ts";

/** What all policies of one store ask for together. */
export interface Requirement {
  readonly keepDays: number;
  readonly deleteDays: number | null;
  readonly immediateDays: number;
  /** The latest move that a policy asks for. */
  readonly archive: Policy["archive"];
  /** The policies that speak of the store, in the file's order. */
  readonly policies: readonly Policy[];
}

/** Two policies that one store cannot obey at once. */
export interface Conflict {
  readonly keeps: Policy;
  readonly deletes: Policy;
}

/**
 * The longest `keepAtLeast` and the shortest `deleteAfter` of the policies that select a store. Null if none does; a
 * conflict if a record would have to be gone while it must be kept.
 */
export function requirementOf(store: StoreIdentity, policies: readonly Policy[]): Requirement | Conflict | null {
  const own = policies.filter((policy) => policy.selects(store));
  const keeps = most(own, ({ keepDays }) => keepDays);
  const deletes = most(own, ({ deleteDays }) => (deleteDays === null ? Number.NEGATIVE_INFINITY : -deleteDays));
  if (keeps === undefined || deletes === undefined) return null;
  if (deletes.deleteDays !== null && keeps.keepDays > deletes.deleteDays) return { keeps, deletes };
  return {
    keepDays: keeps.keepDays,
    deleteDays: deletes.deleteDays,
    immediateDays: Math.max(...own.map(({ immediateDays }) => immediateDays)),
    archive: most(own, ({ archive }) => archive?.days ?? -1)?.archive ?? null,
    policies: own,
  };
}

/** Whether policies contradict each other there. */
export function isConflict(found: Requirement | Conflict): found is Conflict {
  return "keeps" in found;
}

function most(policies: readonly Policy[], weight: (policy: Policy) => number): Policy | undefined {
  return policies.reduce<Policy | undefined>(
    (best, policy) => (best === undefined || weight(policy) > weight(best) ? policy : best),
    undefined,
  );
}
