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
  /** Their names. */
  readonly names: readonly string[];
}

/** Two policies that one store cannot obey at once. */
export interface Conflict {
  readonly keeps: Policy;
  readonly deletes: Policy;
  /** One sentence for people. */
  readonly message: string;
}

export type RequirementOf = (store: StoreIdentity) => Requirement | Conflict | null;

/**
 * What policies ask of a store, made ready to be asked often: stores that the same policies select get the same answer.
 * Null if none selects it.
 */
export function requirements(policies: readonly Policy[]): RequirementOf {
  const known = new Map<string, Requirement | Conflict | null>();
  return (store) => {
    let key = "";
    for (let index = 0; index < policies.length; index++) if (policies[index]?.selects(store)) key += `${index},`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const combined = combine(policies.filter((policy) => policy.selects(store)));
    known.set(key, combined);
    return combined;
  };
}

/**
 * The longest `keepAtLeast` and the shortest `deleteAfter` of one store's policies; a conflict if a record would have to be
 * gone while it must be kept.
 */
function combine(own: readonly Policy[]): Requirement | Conflict | null {
  const keeps = most(own, ({ keepDays }) => keepDays);
  const deletes = most(own, ({ deleteDays }) => (deleteDays === null ? Number.NEGATIVE_INFINITY : -deleteDays));
  if (keeps === undefined || deletes === undefined) return null;
  if (deletes.deleteDays !== null && keeps.keepDays > deletes.deleteDays) {
    const message = `${keeps.name} keeps ${keeps.keepDays} days at least, and ${deletes.name} deletes after ${deletes.deleteDays} days`;
    return { keeps, deletes, message };
  }
  return {
    keepDays: keeps.keepDays,
    deleteDays: deletes.deleteDays,
    immediateDays: Math.max(...own.map(({ immediateDays }) => immediateDays)),
    archive: most(own, ({ archive }) => archive?.days ?? -1)?.archive ?? null,
    policies: own,
    names: own.map(({ name }) => name),
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
