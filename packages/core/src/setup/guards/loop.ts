import { type BucketPlace, overlaps, placeText } from "./place.ts";

/** Something that writes into `to` whenever something is read or written in `from`. */
export interface Flow {
  readonly from: BucketPlace;
  readonly to: BucketPlace;
  /** As in `is logged by S3 into`. */
  readonly how: string;
}

/**
 * The loops that flows make: what is written at the end of one begins it anew, for ever, and each turn is paid for. Each
 * loop once, as the flows that it goes through.
 */
export function loopsIn(flows: readonly Flow[]): readonly (readonly Flow[])[] {
  const loops = new Map<string, readonly Flow[]>();
  const walk = (path: readonly Flow[]): void => {
    const [first, last] = [path[0], path.at(-1)];
    if (first === undefined || last === undefined) return;
    if (overlaps(last.to, first.from)) {
      const name = path
        .map((flow) => flows.indexOf(flow))
        .toSorted((a, b) => a - b)
        .join(" ");
      if (!loops.has(name)) loops.set(name, path);
    }
    for (const flow of flows) if (!path.includes(flow) && overlaps(last.to, flow.from)) walk([...path, flow]);
  };
  for (const flow of flows) walk([flow]);
  // A loop that holds a shorter one is that one over again.
  const all = [...loops.values()];
  return all.filter(
    (loop) => !all.some((other) => other.length < loop.length && other.every((it) => loop.includes(it))),
  );
}

export function loopText(loop: readonly Flow[]): string {
  return loop.map(({ from, to, how }) => `${placeText(from)} ${how} ${placeText(to)}`).join("; ");
}
