import type { Plan } from "../../query/plan.ts";

/** The times of the records that a store holds, epoch milliseconds; null is none. */
interface HeldTimes {
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
}

/**
 * The most rows that a plan's answer can have over records of those times; null is no bound. Without groups there is one
 * row, of buckets alone there are no more than the time has.
 */
export function mostRows(plan: Plan, held: HeldTimes): number | null {
  const bounds = [plan.limit, "branches" in plan ? null : mostGroups(plan, held)].filter((bound) => bound !== null);
  return bounds.length === 0 ? null : Math.min(...bounds);
}

function mostGroups({ output, time }: Exclude<Plan, { branches: unknown }>, held: HeldTimes): number | null {
  if (output.kind === "rows") return null;
  const [key, ...others] = output.keys;
  if (key === undefined) return 1;
  if (key.operand.kind !== "bucket" || others.length > 0) return null;
  if (output.fill !== null) return output.fill.count;
  const { minTimeMs, maxTimeMs } = held;
  if (minTimeMs === null || maxTimeMs === null) return 0;
  const firstMs = Math.max(minTimeMs, time.startMs ?? minTimeMs);
  const lastMs = Math.min(maxTimeMs, time.endMs ?? maxTimeMs);
  return Math.max(0, Math.floor((lastMs - firstMs) / key.operand.widthMs) + 2);
}
