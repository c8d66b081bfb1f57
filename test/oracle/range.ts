import { durationMs, parseDate, parseInstant } from "./instant.ts";
import type { TimeRange } from "./language.ts";
import { settled } from "./predicate.ts";

/** Law 3: half-open; a side without a bound is infinite. */
export interface Range {
  readonly startMs: number;
  readonly endMs: number;
}

/** The range that a query asks for: everything when nothing is asked. */
export function rangeOf(time: TimeRange | undefined, nowMs: number): Range {
  if (time === undefined) return { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };
  if ("last" in time) return { startMs: nowMs - durationMs(settled(time.last)), endMs: nowMs };
  return {
    startMs: time.start === undefined ? Number.NEGATIVE_INFINITY : boundMs(settled(time.start)),
    endMs: time.end === undefined ? Number.POSITIVE_INFINITY : boundMs(settled(time.end)),
  };
}

export function inRange({ startMs, endMs }: Range, timeMs: number): boolean {
  return startMs <= timeMs && timeMs < endMs;
}

function boundMs(text: string): number {
  const timeMs = parseDate(text) ?? parseInstant(text);
  if (timeMs === null) throw new Error(`not an instant: ${text}`);
  return timeMs;
}

/** The start of the bucket that a time falls in; buckets begin at the Unix epoch, also backwards. */
export function floorTo(timeMs: number, widthMs: number): number {
  const into = timeMs % widthMs;
  return timeMs - (into < 0 ? into + widthMs : into);
}

/** The starts of all buckets that overlap the range. */
export function bucketsOf({ startMs, endMs }: Range, widthMs: number): readonly number[] {
  if (!Number.isFinite(startMs) || !Number.isFinite(endMs)) throw new Error("`fill` needs a range with both bounds");
  const starts: number[] = [];
  for (let at = floorTo(startMs, widthMs); at < endMs; at += widthMs) starts.push(at);
  return starts;
}
