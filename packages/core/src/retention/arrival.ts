import type { SourceName } from "../catalog/index.ts";
import type { StateStore } from "../store/state.ts";
import { History } from "./apply/history.ts";
import { EvidenceReader } from "./evidence/index.ts";
import { activeHold, holdsDay } from "./plan/index.ts";
import { isConflict, policiesOf, readPolicyFile, requirements, type StoreIdentity } from "./policy/index.ts";

/** Whether a record, by its time (epoch milliseconds), is past what policies let it be kept. */
export type IsPast = (source: SourceName, timeMs: number) => boolean;

/** A store on S3, as policies and holds select it. */
export interface ArrivalStore {
  readonly account: string | null;
  readonly region: string | null;
  /** Asked only where a policy or a hold selects by tags. */
  readonly tags: () => Promise<StoreIdentity["tags"]>;
}

const dayMs = 86_400_000;

/**
 * Which records are past their `deleteAfter` when they arrive at a store on S3, by the policies and holds of the moment: they are
 * counted as expired and not stored. The state is asked anew each time, so that a hold counts from when it is placed.
 * @throws TrailkeepError store-damaged, and what reading the state throws
 */
export function arrivalExpiry(state: StateStore, store: ArrivalStore): (arrivedMs: number) => Promise<IsPast> {
  const reader = new EvidenceReader(state);
  let known: { readonly count: number; readonly rules: Rules | null } | undefined;
  return async (arrivedMs) => {
    const records = await reader.records();
    if (known?.count !== records.length) known = { count: records.length, rules: rulesOf(new History(records)) };
    return known.rules === null ? () => false : isPast(known.rules, await identityOf(store, known.rules), arrivedMs);
  };
}

type Rules = NonNullable<ReturnType<typeof rulesOf>>;

/** What is in force; null where no policy lets anything go. */
function rulesOf(history: History) {
  const inForce = history.policies();
  if (inForce === null) return null;
  const policies = policiesOf(readPolicyFile(inForce.text, inForce.name));
  if (policies.every(({ deleteDays }) => deleteDays === null)) return null;
  const holds = history.holds();
  return {
    requirementOf: requirements(policies),
    holds: holds.map(activeHold),
    tags: [...policies, ...holds].some(({ select }) => select.tags !== undefined),
  };
}

async function identityOf({ account, region, tags }: ArrivalStore, rules: Rules) {
  return { kind: "s3_store", arn: null, account, region, tags: rules.tags ? await tags() : {} } as const;
}

/** The same, of rules and of a store that are known. `source` is the store's name, as selectors know it. */
export function isPast(
  { requirementOf, holds }: Pick<Rules, "requirementOf" | "holds">,
  store: Omit<StoreIdentity, "name">,
  arrivedMs: number,
): (source: string, timeMs: number) => boolean {
  const ends = new Map<string, { readonly endMs: number; readonly holds: Rules["holds"] }>();
  const endOf = (name: string) => {
    const identity = { ...store, name };
    const found = requirementOf(identity);
    const days = found === null || isConflict(found) ? null : found.deleteDays;
    const endMs = days === null ? Number.NEGATIVE_INFINITY : arrivedMs - days * dayMs;
    const end = { endMs, holds: holds.filter((hold) => hold.covers(identity)) };
    ends.set(name, end);
    return end;
  };
  return (source, timeMs) => {
    const end = ends.get(source) ?? endOf(source);
    if (timeMs > end.endMs) return false;
    const startMs = Math.floor(timeMs / dayMs) * dayMs;
    return !end.holds.some((hold) => holdsDay(hold, startMs));
  };
}
