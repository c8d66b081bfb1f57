import type { Requirement } from "../policy/index.ts";
import type { ActiveHold } from "./hold.ts";
import type { ObservedDay, ObservedLocalStore, ObservedS3Store } from "./observed.ts";
import type { Decision, Finding } from "./plan.ts";

/** Trailkeep's own stores: whole days of them go, by the events' own time. */
type DayStore = ObservedLocalStore | ObservedS3Store;

/** How late the store deletes. */
export interface DaysLag {
  /** The most days between the first run that finds a day due and the moment when nothing of it is left. */
  readonly lagDays: number;
  /** Why, as in `whole days go, once a day`. */
  readonly why: string;
}

export const dayMs = 86_400_000;

/**
 * Which days of a source go. The clock is the event's own time, and a day goes as a whole: its last record must have been
 * kept long enough, and of its first nothing must be left by its end.
 */
export function decideDays(
  store: DayStore,
  { lagDays, why }: DaysLag,
  requirement: Requirement | null,
  holds: readonly ActiveHold[],
  nowMs: number,
): Decision {
  const policies = requirement?.names ?? [];
  if (requirement === null || requirement.deleteDays === null) {
    const asked = requirement === null ? "no policy speaks of it" : `at least ${requirement.keepDays} days are asked`;
    return {
      actions: [],
      findings: [],
      verdict: requirement === null ? "indefinite" : "compliant",
      why: `kept until a policy says otherwise; ${asked}`,
    };
  }
  const { keepDays, deleteDays } = requirement;
  const finding = (code: Finding["code"], message: string): Finding => ({
    ...identity(store),
    code,
    message,
    policies,
  });
  if (keepDays + 1 + lagDays > deleteDays) {
    const message = `${why}: \`deleteAfter\` (${deleteDays} days) has to be at least ${1 + lagDays} days longer than \`keepAtLeast\` (${keepDays} days)`;
    return { actions: [], findings: [finding("impossible", message)], verdict: "unknown", why: message };
  }
  const due = store.days.filter(({ day }) => isDue(day, deleteDays - lagDays, nowMs));
  const held = due.filter((day) => holds.some((hold) => holdsDay(hold, Date.parse(day.day))));
  const going = due.filter((day) => !held.includes(day));
  const overdue = store.days.some(({ day }) => isDue(day, deleteDays, nowMs));
  return {
    actions: going.length === 0 ? [] : [deletion(store, going, requirement)],
    findings:
      held.length === 0
        ? []
        : [
            finding(
              "held",
              `${held.length} ${held.length === 1 ? "day is" : "days are"} due and held by ${namesOf(holds, held)}`,
            ),
          ],
    verdict: overdue ? "too_long" : "compliant",
    why: overdue
      ? `records older than ${deleteDays} days are still there`
      : `records go after ${deleteDays - lagDays} days, between ${keepDays} and ${deleteDays} days`,
  };
}

/** Whether a day's first moment is so many days ago. */
export function isDue(day: string, days: number, nowMs: number): boolean {
  return Date.parse(day) + days * dayMs <= nowMs;
}

function deletion(store: DayStore, days: readonly ObservedDay[], { deleteDays, names }: Requirement) {
  return {
    type: "delete_days",
    ...identity(store),
    days: days.map(({ day }) => day),
    rows: sum(days.map(({ rows }) => rows)),
    sizeBytes: sum(days.map(({ sizeBytes }) => sizeBytes)),
    destroys: true,
    reason: `${days.length} ${days.length === 1 ? "day is" : "days are"} past the ${deleteDays} days after which records must be gone`,
    because: names,
  } as const;
}

/** Whether a hold covers any moment of the day that begins then. */
export function holdsDay({ startMs, endMs }: ActiveHold, dayStartMs: number): boolean {
  return startMs < dayStartMs + dayMs && endMs > dayStartMs && startMs < endMs;
}

function namesOf(holds: readonly ActiveHold[], days: readonly ObservedDay[]): string {
  return holds
    .filter((hold) => days.some(({ day }) => holdsDay(hold, Date.parse(day))))
    .map(({ name }) => name)
    .join(", ");
}

function identity({ id, kind, name }: DayStore) {
  return { store: id, kind, name };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
