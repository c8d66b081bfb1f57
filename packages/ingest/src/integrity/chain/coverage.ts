import type { Span } from "./verdict.ts";

/** A log file's name says the minute of its delivery, rounded, so its digest may be a neighbour. Milliseconds. */
const slackMs = 15 * 60_000;

/** CloudTrail delivers a digest within the hour after the one that it covers. Milliseconds. */
const deliveryMs = 2 * 3_600_000;

/** Spans that overlap or touch, as one; in order of time. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const whole: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = whole.at(-1);
    if (last === undefined || span.startMs > last.endMs) whole.push(span);
    else whole[whole.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, span.endMs) };
  }
  return whole;
}

/** Whether a log file that was delivered then must be in one of the digests behind the spans (merged). */
export function mustBeNamed(delivered: number, spans: readonly Span[]): boolean {
  return spans.some(({ startMs, endMs }) => startMs <= delivered - slackMs && delivered + slackMs <= endMs);
}

export interface Asked {
  readonly range: Span;
  readonly nowMs: number;
  /** Whether the oldest digest that was found says that it is the first of its chain. */
  readonly begins: boolean;
}

/**
 * The stretches of the range that no good digest covers: validation or logging was off, or digests are gone or damaged.
 * Time before the first digest ever is none, nor is what CloudTrail may still be about to deliver.
 */
export function gapsIn(spans: readonly Span[], { range, nowMs, begins }: Asked): readonly Span[] {
  const [first] = spans;
  const fromMs = begins && first !== undefined ? Math.max(range.startMs, first.startMs) : range.startMs;
  const untilMs = Math.min(range.endMs, nowMs - deliveryMs);
  const gaps: Span[] = [];
  let coveredMs = fromMs;
  for (const { startMs, endMs } of spans) {
    if (startMs > coveredMs) gaps.push({ startMs: coveredMs, endMs: Math.min(startMs, untilMs) });
    coveredMs = Math.max(coveredMs, endMs);
  }
  gaps.push({ startMs: coveredMs, endMs: untilMs });
  return gaps.filter(({ startMs, endMs }) => startMs < endMs);
}
