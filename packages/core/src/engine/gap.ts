import { type Plan, type Scan, scansOf } from "../query/plan.ts";
import { extreme } from "./range.ts";
import type { Coverage, Engine } from "./types.ts";

/** CloudTrail delivers within about 5 minutes on average; nobody can be asked to hold what is younger than this. */
export const deliveryLagMs = 15 * 60_000;

/** How much of what a plan asks an engine is known not to hold, and how much it might lack. */
export interface Gap {
  readonly missingMs: number;
  /** Whether the engine does not tell what it holds. */
  readonly untold: boolean;
}

/**
 * What each engine lacks of the ranges that a plan asks for. A range without a bound reaches as far as any of the
 * engines does; none reaches into the last minutes, which are still on their way.
 */
export async function gaps(plan: Plan, engines: readonly Engine[], nowMs: number): Promise<readonly Gap[]> {
  const scans = scansOf(plan);
  const table = await Promise.all(
    engines.map((engine) => Promise.all(scans.map(({ source }) => engine.coverage(source)))),
  );
  const asked = scans.map((scan, place) => {
    const all = table.map((row) => row[place] ?? null).filter((coverage) => coverage !== null);
    return bounded(scan, all, nowMs);
  });
  return table.map((row) => {
    const parts = asked.map((range, place) => lacking(range, row[place] ?? null));
    return {
      missingMs: parts.reduce((total, { missingMs }) => total + missingMs, 0),
      untold: parts.some(({ untold }) => untold),
    };
  });
}

interface Range {
  readonly startMs: number;
  readonly endMs: number;
}

function bounded({ startMs, endMs }: Scan, all: readonly Coverage[], nowMs: number): Range {
  const earliest = extreme(
    all.map(({ earliestMs }) => earliestMs),
    Math.min,
  );
  const latest = extreme(
    all.map(({ latestMs }) => latestMs),
    Math.max,
  );
  const end = Math.min(endMs ?? latest ?? nowMs, nowMs - deliveryLagMs);
  return { startMs: startMs ?? earliest ?? end, endMs: end };
}

function lacking({ startMs, endMs }: Range, coverage: Coverage | null): Gap {
  const asked = Math.max(0, endMs - startMs);
  if (coverage === null || coverage.records === 0) return { missingMs: asked, untold: false };
  const { earliestMs, latestMs } = coverage;
  const before = earliestMs === null ? 0 : earliestMs - startMs;
  const after = latestMs === null ? 0 : endMs - (latestMs + 1);
  const missingMs = Math.min(asked, Math.max(0, before)) + Math.min(asked, Math.max(0, after));
  return { missingMs: Math.min(asked, missingMs), untold: earliestMs === null };
}
