import type { Settings } from "./options.ts";
import { at } from "./random.ts";
import { dayMs, hourMs, minuteMs } from "./time.ts";
import { lanes } from "./world.ts";

/** A span of time whose events one delivery of each lane holds. */
export interface Window {
  readonly index: number;
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
}

/** How busy each hour of the day is, UTC; a day at the weekend is half as busy. */
const hourWeights = [
  30, 26, 24, 22, 22, 26, 38, 58, 82, 100, 106, 104, 92, 100, 104, 100, 90, 74, 60, 52, 46, 42, 38, 34,
];

/** CloudTrail delivers about every five minutes. A small sample has fewer, longer windows so that files are not empty. */
const windowMinutes = [360, 180, 60, 30, 15, 5, 1];
const mostRecordsAFile = 2500;

function windowMs({ records, startMs, endMs }: Settings): number {
  const fits = windowMinutes.find((minutes) => {
    const files = (lanes.length * (endMs - startMs)) / (minutes * minuteMs);
    return records / files <= mostRecordsAFile;
  });
  return (fits ?? 1) * minuteMs;
}

/** The windows of the range, in order. */
export function* windowsOf(settings: Settings): Generator<Window> {
  const length = windowMs(settings);
  let index = 0;
  for (let startMs = settings.startMs; startMs < settings.endMs; startMs += length) {
    yield { index: index++, startMs, endMs: startMs + length };
  }
}

/** How much happens in the window, a whole number. */
function busyness({ startMs, endMs }: Window): number {
  let weight = 0;
  let hours = 0;
  for (let timeMs = startMs; timeMs < endMs; timeMs += hourMs, hours++) {
    const hour = Math.floor(timeMs / hourMs) % 24;
    // Day 0 of the epoch was a Thursday.
    const weekend = (Math.floor(timeMs / dayMs) + 3) % 7 >= 5;
    weight += at(hourWeights, hour) * (weekend ? 5 : 10);
  }
  return Math.floor(weight / hours);
}

/** How many background records one lane has in one window. */
export type Allotment = (window: Window, share: number) => number;

/**
 * Shares `total` records out over all windows and lanes, in proportion to how busy they are. It must be asked for every
 * lane of every window once, in order; what it answers then adds up to `total`.
 */
export function allotment(settings: Settings, total: number): Allotment {
  const shares = lanes.reduce((sum, lane) => sum + lane.share, 0);
  let whole = 0;
  for (const window of windowsOf(settings)) whole += busyness(window) * shares;
  let reached = 0;
  let given = 0;
  return (window, share) => {
    reached += busyness(window) * share;
    const due = reached === whole ? total : Math.floor((total * reached) / whole);
    const count = due - given;
    given = due;
    return count;
  };
}
