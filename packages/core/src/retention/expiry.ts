import type { SourceName } from "../catalog/index.ts";
import type { StateStore } from "../store/state.ts";
import { History } from "./apply/history.ts";
import { EvidenceReader } from "./evidence/index.ts";
import { makePlan } from "./plan/index.ts";
import { policiesOf, readPolicyFile } from "./policy/index.ts";

/**
 * Whether a day of a source of the embedded store is due already, by the policies and holds of the moment: what arrives for
 * it is counted as expired and not stored. Asks the state anew each time, so that a hold counts from when it is placed.
 */
export function expiryOf(
  state: StateStore,
  now: () => number = Date.now,
): (source: SourceName, day: string) => Promise<boolean> {
  const reader = new EvidenceReader(state);
  return async (source, day) => {
    const history = new History(await reader.records());
    const inForce = history.policies();
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
    const policies = policiesOf(readPolicyFile(inForce.text, inForce.name));
    return makePlan({ policies, observed: [observed], holds: history.holds(), nowMs: now() }).actions.length > 0;
  };
}
