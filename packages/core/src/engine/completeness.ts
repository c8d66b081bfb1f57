import { formatInstant } from "../query/instant.ts";
import type { Plan } from "../query/plan.ts";
import type { Store } from "../store/index.ts";
import type { Completeness } from "./service.ts";
import type { Coverage } from "./types.ts";

/** What is known of how much an answer covers (law 8), told before it runs. */
export function completenessOf(plan: Plan, coverage: Coverage, store: Store): Completeness {
  const { startMs, endMs } = plan.time;
  const quarantined = store.quarantined(plan.source, {
    startMs: startMs ?? Number.MIN_SAFE_INTEGER,
    endMs: endMs ?? Number.MAX_SAFE_INTEGER,
  });
  const warnings = [...rangeWarnings(plan, coverage), ...quarantineWarnings(quarantined)];
  return {
    complete: warnings.length === 0,
    asked: { start: formatInstant(startMs), end: formatInstant(endMs) },
    held: {
      start: formatInstant(coverage.earliestMs),
      end: formatInstant(coverage.latestMs),
      records: coverage.records,
    },
    quarantined,
    warnings,
  };
}

function rangeWarnings({ source, time }: Plan, { earliestMs, latestMs }: Coverage): string[] {
  if (earliestMs === null || latestMs === null) return [`the store is empty: it holds no ${source} records`];
  const warnings: string[] = [];
  if (time.startMs !== null && time.startMs < earliestMs) {
    warnings.push(`the range begins before the store's first ${source} record, ${formatInstant(earliestMs)}`);
  }
  if (time.endMs !== null && time.endMs > latestMs + 1) {
    warnings.push(
      `the range ends after the store's last ${source} record, ${formatInstant(latestMs)}; later ones may not have arrived`,
    );
  }
  return warnings;
}

function quarantineWarnings({ inRange, timeUnknown }: Completeness["quarantined"]): string[] {
  const warnings: string[] = [];
  if (inRange > 0)
    warnings.push(`${inRange} quarantined ${inRange === 1 ? "record belongs" : "records belong"} to the range`);
  if (timeUnknown > 0)
    warnings.push(
      `${timeUnknown} quarantined ${timeUnknown === 1 ? "record" : "records"} of unknown time may belong to the range`,
    );
  return warnings;
}
