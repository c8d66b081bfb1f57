import type { Policy } from "../policy/index.ts";
import { fingerprint, fingerprintOfLines } from "./fingerprint.ts";
import type { Action } from "./plan.ts";

/** Names a plan by what it does and why: an approval of it is one of its actions, and of the policies that ask for them. */
export function planHash(actions: readonly Action[], policies: readonly Policy[], secondPrincipal: boolean): string {
  return fingerprintOfLines(lines());

  function* lines() {
    yield policiesHash(policies, secondPrincipal);
    for (const action of actions) yield essence(action);
  }
}

/** Names a set of policies by what they say, and by whether approvals need a second principal. */
export function policiesHash(policies: readonly Policy[], secondPrincipal: boolean): string {
  return fingerprint({ policies: policies.map(({ selects: _, ...said }) => said), secondPrincipal });
}

/** Two actions with one key do the same to the same store. */
export function actionKey(action: Action): string {
  return fingerprint(essence(action));
}

/** Stores grow while a plan waits for its approval: how large they were is not part of what is approved. */
function essence(action: Action): object {
  switch (action.type) {
    case "set_retention": {
      const { storedBytes: _, ...essential } = action;
      return essential;
    }
    case "delete_days": {
      const { sizeBytes: _, ...essential } = action;
      return essential;
    }
    case "release_legal_holds": {
      const { versions: _, ...essential } = action;
      return essential;
    }
    default:
      return action;
  }
}
