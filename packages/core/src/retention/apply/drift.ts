import { type Problem, TrailkeepError } from "../../error.ts";
import { type Action, actionKey } from "../plan/index.ts";
import type { Unread } from "../target/index.ts";
import type { SavedPlan } from "./saved-plan.ts";

const maxDifferences = 20;

export interface PlannedNow {
  readonly actions: readonly Action[];
  /** Keys of actions that an earlier application did, or had begun and did. */
  readonly done: ReadonlySet<string>;
  /** Stores that could not be looked at. */
  readonly unread: readonly Unread[];
}

/**
 * Refuses where what a plan would do now is not what was planned. What an earlier application of it has done may be missing.
 * @throws TrailkeepError conflict, with a problem for each difference
 */
export function refuseDrift(saved: SavedPlan, { actions, done, unread }: PlannedNow): void {
  const planned = new Set(saved.actions.map(({ key }) => key));
  const now = new Map(actions.map((action) => [actionKey(action), action]));
  const added = [...now].filter(([key]) => !planned.has(key)).map(([, action]) => action);
  const gone = saved.actions.filter(({ key }) => !now.has(key) && !done.has(key));
  const hidden = new Map(unread.map(({ store, message }) => [store, message]));
  const whyGone = ({ store, reason }: SavedPlan["actions"][number]) => {
    const why = hidden.get(store);
    return why === undefined ? `no longer planned: ${reason}` : `planned, and cannot be looked at by now: ${why}`;
  };
  const differences: readonly Problem[] = [
    ...gone.map((action) => ({ message: whyGone(action), at: action.store })),
    ...added.map(({ store, reason }) => ({ message: `planned by now: ${reason}`, at: store })),
  ];
  if (differences.length === 0) return;
  const rest = differences.length - maxDifferences;
  throw new TrailkeepError("conflict", [
    {
      message: `the plan ${saved.hash.slice(0, 12)} is no longer what would be done`,
      hint: "plan again, and have that approved",
    },
    ...differences.slice(0, maxDifferences),
    ...(rest > 0 ? [{ message: `and ${rest} more` }] : []),
  ]);
}
