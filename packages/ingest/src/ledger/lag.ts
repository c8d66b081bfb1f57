/**
 * How long it took from an event to its row, counted in steps that grow by a quarter of their own length or less: from
 * many counts a percentile is told within that. A step is named by its number; 0 is up to a second.
 */

const growth = 1.25;

/** 1.25^70 s is 70 days: whatever is later than that is counted there. */
const lastStep = 70;

/** The step that a lag falls into. A clock behind the event's makes it 0. */
export function lagStep(lagMs: number): number {
  if (lagMs <= 1000) return 0;
  return Math.min(lastStep, Math.ceil(Math.log(lagMs / 1000) / Math.log(growth) - 1e-9));
}

/** The longest lag of a step, milliseconds. */
function stepMs(step: number): number {
  return Math.round(1000 * growth ** step);
}

/** The lag that so much of all is not above, milliseconds; null of nothing. */
export function lagPercentile(steps: ReadonlyMap<number, number>, part: number): number | null {
  const total = [...steps.values()].reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [step, count] of [...steps].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= total * part) return stepMs(step);
  }
  return null;
}
