import type { Requirement } from "../policy/index.ts";
import type { ActiveHold } from "./hold.ts";
import type { ObservedLocalStore } from "./observed.ts";
import type { Decision } from "./plan.ts";
import { decideDays } from "./store-days.ts";

/** Enforcement runs once a day: what would fall due before the next run goes now. */
export const localStoreLagDays = 1;

/** Which days of a source of the embedded store go. */
export function decideLocalStore(
  store: ObservedLocalStore,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
  nowMs: number,
): Decision {
  return decideDays(store, { lagDays: localStoreLagDays, why: "whole days go, once a day" }, requirement, holds, nowMs);
}
