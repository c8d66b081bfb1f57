import type { Action } from "../plan/index.ts";
import type { Unread } from "../target/index.ts";
import type { Application, Begun } from "./history.ts";

export interface LookedAt {
  /** What would be planned now, were nothing held: an action that is held by now was not done for that. */
  readonly planned: readonly Action[];
  /** Stores that could not be looked at. */
  readonly unread: readonly Unread[];
}

/** What became of the actions that an application had begun when it was interrupted: their keys. */
export interface Outcomes {
  readonly done: readonly string[];
  /** The same, or some of it, is planned still. */
  readonly failed: readonly string[];
  /** Nobody can say: their stores could not be looked at. */
  readonly unknown: readonly string[];
}

/** What was begun was done if nothing of it is planned any more. What cannot be seen is not planned either, and proves nothing. */
export function outcomesOf({ pending }: Application, { planned, unread }: LookedAt): Outcomes {
  const hidden = new Set(unread.map(({ store }) => store));
  const outcomeOf = (begun: Begun): keyof Outcomes => {
    if (hidden.has(begun.store)) return "unknown";
    return planned.some((action) => asksAgain(action, begun)) ? "failed" : "done";
  };
  const keys = (outcome: keyof Outcomes) =>
    [...pending].filter(([, begun]) => outcomeOf(begun) === outcome).map(([key]) => key);
  return { done: keys("done"), failed: keys("failed"), unknown: keys("unknown") };
}

/** Whether an action, whatever the reason it gives, would do some of what another was begun for. */
function asksAgain(action: Action, { store, type, days }: Begun): boolean {
  if (action.store !== store || action.type !== type) return false;
  return action.type !== "delete_days" || days === undefined || action.days.some((day) => days.includes(day));
}
