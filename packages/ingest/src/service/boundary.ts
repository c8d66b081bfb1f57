/**
 * The places where a worker has just changed something that others see, in the order in which an object meets them. One
 * that is killed at any of them leaves what the next worker completes.
 */
export const takeBoundaries = [
  "claimed",
  "fetched",
  "read",
  "quarantine-put",
  "rows-put",
  "before-finish",
  "finished",
] as const;

export type TakeBoundary = (typeof takeBoundaries)[number];
