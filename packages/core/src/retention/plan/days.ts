import type { Requirement } from "../policy/index.ts";
import type { Verdict } from "./plan.ts";

/** What a store's one retention setting can be, and how late it deletes. */
export interface DaysOffered {
  /** In ascending order. */
  readonly allowed: readonly number[];
  /** The most days that an expired record may still be there. */
  readonly lagDays: number;
  /** Whether the store can keep for ever. */
  readonly never: boolean;
}

export interface ChosenDays {
  /** Null is "never expire". */
  readonly days: number | null;
  readonly why: string;
}

/**
 * The retention that obeys a requirement: `keep` if today's does, or nothing is required. Otherwise, where records must
 * go in time, the longest that lets them (it destroys least); where they need not, the shortest that keeps them.
 */
export function chooseDays(
  current: number | null,
  requirement: Requirement | null,
  { allowed, lagDays, never }: DaysOffered,
): ChosenDays | "keep" | "impossible" {
  if (requirement === null || obeys(current, requirement, lagDays)) return "keep";
  const { keepDays, deleteDays, names } = requirement;
  const fits = (days: number) => obeys(days, requirement, lagDays);
  const why = `asked by ${names.join(", ")}`;
  if (deleteDays !== null) {
    const longest = allowed.findLast(fits);
    return longest === undefined ? "impossible" : { days: longest, why };
  }
  const shortest = allowed.find(fits);
  if (shortest !== undefined) return { days: shortest, why };
  return never ? { days: null, why: `${why}: ${keepDays} days are more than any value offered` } : "impossible";
}

/** Whether every record stays as long as it must and, in the worst case, goes when it must. */
function obeys(days: number | null, { keepDays, deleteDays }: Requirement, lagDays: number): boolean {
  if (days === null) return deleteDays === null;
  return days >= keepDays && (deleteDays === null || days + lagDays <= deleteDays);
}

/** How a store stands today. */
export function verdictOf(
  days: number | null,
  requirement: Requirement | null,
  lagDays: number,
): { readonly verdict: Verdict; readonly why: string } {
  const kept = describeDays(days);
  if (requirement === null) {
    const why = `${kept}, and no policy speaks of it`;
    return { verdict: days === null ? "indefinite" : "unknown", why };
  }
  const { keepDays, deleteDays } = requirement;
  if (days !== null && days < keepDays) return { verdict: "too_short", why: `${kept}, and ${keepDays} days are asked` };
  if (deleteDays === null) return { verdict: "compliant", why: `${kept}, and at least ${keepDays} days are asked` };
  if (days === null)
    return { verdict: "indefinite", why: `${kept}, and records must be gone after ${deleteDays} days` };
  if (days + lagDays > deleteDays) {
    return {
      verdict: "too_long",
      why: `${kept} and up to ${lagDays} more, and records must be gone after ${deleteDays} days`,
    };
  }
  return { verdict: "compliant", why: `${kept}, between ${keepDays} and ${deleteDays} days` };
}

export function describeDays(days: number | null): string {
  return days === null ? "kept for ever" : `${days} ${days === 1 ? "day" : "days"}`;
}
