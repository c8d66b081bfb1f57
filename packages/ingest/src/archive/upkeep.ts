import { type ArchiveTables, optimizeDays, type Statements, toEnd, vacuum } from "@trailkeep/core/archive";
import type { ArchiveLease } from "./lease.ts";

/** How often a table is kept. */
const everyMs = 24 * 3_600_000;

/** What was done to a table beside moving rows into it. */
export interface Upkeep {
  readonly optimized: { readonly from: string; readonly through: string } | null;
  readonly vacuumed: boolean;
}

/**
 * Merges the small files of the days that got rows, and lets go of old snapshots: each once a day. Both change files and no row,
 * and a query that runs meanwhile keeps its snapshot.
 * @throws TrailkeepError store-busy (the lease is lost), and what Athena says
 */
export async function keepArchive(
  { statements, lease, tables }: { statements: Statements; lease: ArchiveLease; tables: ArchiveTables },
  nowMs: number,
): Promise<Upkeep> {
  const { touchedFrom: from, touchedThrough: through, optimizedMs, vacuumedMs } = lease.mark;
  let optimized: Upkeep["optimized"] = null;
  if (from !== null && through !== null && isDue(optimizedMs, nowMs)) {
    await toEnd(statements, optimizeDays(tables, from, through));
    await lease.set({ touchedFrom: null, touchedThrough: null, optimizedMs: nowMs });
    optimized = { from, through };
  }
  const vacuumed = lease.mark.through !== null && isDue(vacuumedMs, nowMs);
  if (vacuumed) {
    await toEnd(statements, vacuum(tables));
    await lease.set({ vacuumedMs: nowMs });
  }
  return { optimized, vacuumed };
}

function isDue(lastMs: number | null, nowMs: number): boolean {
  return lastMs === null || lastMs <= nowMs - everyMs;
}
