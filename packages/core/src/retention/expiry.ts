import type { SourceName } from "../catalog/index.ts";
import type { StateStore } from "../store/state.ts";
import { ofInForce } from "./in-force.ts";
import { makePlan } from "./plan/index.ts";

/**
 * Whether a day of a source of the embedded store is due already, by the policies and holds of the moment: what arrives for
 * it is counted as expired and not stored. Asks the state anew each time, so that a hold counts from when it is placed.
 */
export function expiryOf(
  state: StateStore,
  now: () => number = Date.now,
): (source: SourceName, day: string) => Promise<boolean> {
  const read = ofInForce(state, (inForce) => inForce);
  return async (source, day) => {
    const inForce = await read();
    if (inForce === null) return false;
    const observed = {
      kind: "local_store",
      id: source,
      name: source,
      arn: null,
      account: null,
      region: null,
      tags: {},
      days: [{ day, rows: 1, sizeBytes: 1 }],
    } as const;
    return makePlan({ ...inForce, observed: [observed], nowMs: now() }).actions.length > 0;
  };
}
