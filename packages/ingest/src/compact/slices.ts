/** A stretch of a day's time, half-open; null is no bound. Epoch milliseconds. It becomes one file. */
export interface Slice {
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** Whether it has its final size. */
  readonly settled: boolean;
}

/** How many rows came within the second that begins there. */
export interface RowsOfSecond {
  readonly startMs: number;
  readonly rows: number;
}

/**
 * Cuts a day into slices of at least `targetRows` each, between seconds; one slice if there are not twice as many.
 * @param seconds in order of time
 */
export function cut(seconds: readonly RowsOfSecond[], targetRows: number): readonly Slice[] {
  const slices: Slice[] = [];
  let left = seconds.reduce((sum, second) => sum + second.rows, 0);
  let startMs: number | null = null;
  let rows = 0;
  for (const second of seconds) {
    if (rows >= targetRows && left >= targetRows) {
      slices.push({ startMs, endMs: second.startMs, settled: true });
      startMs = second.startMs;
      rows = 0;
    }
    rows += second.rows;
    left -= second.rows;
  }
  return [...slices, { startMs, endMs: null, settled: rows >= targetRows }];
}
