import type { StateStore } from "../store/state.ts";
import { History } from "./apply/history.ts";
import { EvidenceReader } from "./evidence/index.ts";
import type { Hold } from "./plan/index.ts";
import { type Policy, policiesOf, readPolicyFile } from "./policy/index.ts";

/** The policies in force, and the holds that stand. */
export interface InForce {
  readonly policies: readonly Policy[];
  readonly holds: readonly Hold[];
}

/**
 * What is made of the policies and holds of the moment; null where no policies are in force. The state is asked anew each time, so that
 * a hold counts from when it is placed; it is made anew where something was put on record since.
 * @throws TrailkeepError store-damaged, and what reading the state throws
 */
export function ofInForce<Made>(state: StateStore, make: (inForce: InForce) => Made): () => Promise<Made | null> {
  const reader = new EvidenceReader(state);
  let known: { readonly count: number; readonly made: Made | null } | undefined;
  return async () => {
    const records = await reader.records();
    if (known?.count !== records.length) known = { count: records.length, made: madeOf(new History(records), make) };
    return known.made;
  };
}

function madeOf<Made>(history: History, make: (inForce: InForce) => Made): Made | null {
  const inForce = history.policies();
  if (inForce === null) return null;
  return make({ policies: policiesOf(readPolicyFile(inForce.text, inForce.name)), holds: history.holds() });
}
