/** The middle one; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1).padStart(7)} ms`;
}

export function ratio(value: number, of: number): string {
  return (value / of).toFixed(2);
}
