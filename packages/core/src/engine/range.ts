type Choose = (...values: readonly number[]) => number;

/** The outermost bound; one that is missing reaches further than any. */
export function hull(bounds: readonly (number | null)[], choose: Choose): number | null {
  return bounds.includes(null) ? null : extreme(bounds, choose);
}

/** The outermost of the values that are there. */
export function extreme(values: readonly (number | null)[], choose: Choose): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : choose(...known);
}
