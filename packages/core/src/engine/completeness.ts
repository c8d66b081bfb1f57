import { formatInstant } from "../query/instant.ts";
import { type Plan, type Scan, scansOf } from "../query/plan.ts";
import type { Store } from "../store/index.ts";
import type { Completeness } from "./service.ts";
import type { Coverage, Engine } from "./types.ts";

/** What is known of how much an answer covers (law 8), told before it runs. */
export async function completenessOf(plan: Plan, engine: Engine, store: Store): Promise<Completeness> {
  const scans = wholeScans(scansOf(plan));
  const parts = await Promise.all(
    scans.map(async (scan) => ({
      scan,
      coverage: await engine.coverage(scan.source),
      quarantined: quarantinedIn(scan, store),
    })),
  );
  const quarantined = {
    inRange: sum(parts.map((part) => part.quarantined.inRange)),
    timeUnknown: sum(parts.map((part) => part.quarantined.timeUnknown)),
  };
  const warnings = [
    ...parts.flatMap(({ scan, coverage }) => rangeWarnings(scan, coverage)),
    ...quarantineWarnings(quarantined),
  ];
  const coverages = parts.map(({ coverage }) => coverage);
  return {
    complete: warnings.length === 0,
    asked: {
      start: formatInstant(
        hull(
          scans.map(({ startMs }) => startMs),
          Math.min,
        ),
      ),
      end: formatInstant(
        hull(
          scans.map(({ endMs }) => endMs),
          Math.max,
        ),
      ),
    },
    held: {
      start: formatInstant(
        extreme(
          coverages.map(({ earliestMs }) => earliestMs),
          Math.min,
        ),
      ),
      end: formatInstant(
        extreme(
          coverages.map(({ latestMs }) => latestMs),
          Math.max,
        ),
      ),
      records: sum(coverages.map(({ records }) => records)),
    },
    quarantined,
    warnings,
  };
}

/** One scan a source, over all that is looked at of it: nothing is counted twice. */
function wholeScans(scans: readonly Scan[]): readonly Scan[] {
  const sources = [...new Set(scans.map(({ source }) => source))];
  return sources.map((source) => {
    const own = scans.filter((scan) => scan.source === source);
    return {
      source,
      startMs: hull(
        own.map(({ startMs }) => startMs),
        Math.min,
      ),
      endMs: hull(
        own.map(({ endMs }) => endMs),
        Math.max,
      ),
    };
  });
}

type Choose = (...values: readonly number[]) => number;

/** The outermost bound; one that is missing reaches further than any. */
function hull(bounds: readonly (number | null)[], choose: Choose): number | null {
  return bounds.includes(null) ? null : extreme(bounds, choose);
}

/** The outermost of the values that are there. */
function extreme(values: readonly (number | null)[], choose: Choose): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : choose(...known);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function quarantinedIn({ source, startMs, endMs }: Scan, store: Store): Completeness["quarantined"] {
  return store.quarantined(source, {
    startMs: startMs ?? Number.MIN_SAFE_INTEGER,
    endMs: endMs ?? Number.MAX_SAFE_INTEGER,
  });
}

function rangeWarnings({ source, startMs, endMs }: Scan, { earliestMs, latestMs }: Coverage): string[] {
  if (earliestMs === null || latestMs === null) return [`the store is empty: it holds no ${source} records`];
  const warnings: string[] = [];
  if (startMs !== null && startMs < earliestMs) {
    warnings.push(`the range begins before the store's first ${source} record, ${formatInstant(earliestMs)}`);
  }
  if (endMs !== null && endMs > latestMs + 1) {
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
