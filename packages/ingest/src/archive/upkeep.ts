import { type ArchiveTables, optimizeDays, type Statements, vacuum } from "@trailkeep/core/archive";
import { TrailkeepError } from "@trailkeep/core/error";
import type { ArchiveLease } from "./lease.ts";

/** How often a table is kept. */
const everyMs = 24 * 3_600_000;

/** A run of either statement does so much and no more; so often it is asked to go on. */
const maxRuns = 20;

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
    await untilDone(statements, optimizeDays(tables, from, through));
    await lease.set({ touchedFrom: null, touchedThrough: null, optimizedMs: nowMs });
    optimized = { from, through };
  }
  const vacuumed = lease.mark.through !== null && isDue(vacuumedMs, nowMs);
  if (vacuumed) {
    await untilDone(statements, vacuum(tables));
    await lease.set({ vacuumedMs: nowMs });
  }
  return { optimized, vacuumed };
}

function isDue(lastMs: number | null, nowMs: number): boolean {
  return lastMs === null || lastMs <= nowMs - everyMs;
}

/** Athena says so where a statement has more to do than one run does: `ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED`. */
async function untilDone(statements: Statements, text: string): Promise<void> {
  for (let runs = 1; ; runs++) {
    try {
      await statements.run({ text });
      return;
    } catch (error) {
      const goesOn = error instanceof TrailkeepError && /MORE_RUNS_NEEDED|COMMIT_ERROR/.test(error.message);
      if (!goesOn || runs === maxRuns) throw error;
    }
  }
}
