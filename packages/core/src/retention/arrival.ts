import type { SourceName } from "../catalog/index.ts";
import type { StateStore } from "../store/state.ts";
import { type InForce, ofInForce } from "./in-force.ts";
import { activeHold, holdsDay } from "./plan/index.ts";
import { isConflict, requirements, type StoreIdentity, selectsByTags } from "./policy/index.ts";

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
  const read = ofInForce(state, rulesOf);
  return async (arrivedMs) => {
    const rules = await read();
    return rules === null ? () => false : isPast(rules, await identityOf(store, rules), arrivedMs);
  };
}

type Rules = NonNullable<ReturnType<typeof rulesOf>>;

/** Null where no policy lets anything go. */
function rulesOf({ policies, holds }: InForce) {
  if (policies.every(({ deleteDays }) => deleteDays === null)) return null;
  return {
    requirementOf: requirements(policies),
    holds: holds.map(activeHold),
    tags: [...policies, ...holds].some(selectsByTags),
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
