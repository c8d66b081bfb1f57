/**
 * A small seeded generator of random numbers (sfc32, public domain, PractRand by Chris Doty-Humphrey).
 * Two streams whose `(seed, stream, index)` differ start from different states, so every file has a stream of its own
 * and any file can be made again without the ones before it.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, stream: number, index: number) {
    this.a = seed | 0;
    this.b = stream | 0;
    this.c = index | 0;
    for (let round = 0; round < 15; round++) this.next();
  }

  /** An integer in `[0, 2^32)`. */
  next(): number {
    const out = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + out) | 0;
    return out >>> 0;
  }

  /** An integer in `[0, bound)`; `bound` is at most 2^32. */
  below(bound: number): number {
    return Math.floor((this.next() * bound) / 4294967296);
  }

  /** True in `perMille` of 1,000 cases. */
  chance(perMille: number): boolean {
    return this.below(1000) < perMille;
  }

  /** One of the list, each as likely. Throws a RangeError if it is empty. */
  pick<T>(list: readonly T[]): T {
    return at(list, this.below(list.length));
  }
}

/** The element at that place; throws a RangeError if there is none. */
export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no element at ${index} of ${list.length}`);
  return value;
}

/** Something to draw from by weight: the drawing costs one random number. */
export type Draw<T> = (random: Random) => T;

/** Draws `list[i]` with a likelihood in proportion to `weights[i]`, to within 1/4096. */
export function weighted<T>(list: readonly T[], weights: readonly number[]): Draw<T> {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const slots: T[] = [];
  let reached = 0;
  list.forEach((item, index) => {
    reached += at(weights, index);
    while (slots.length < Math.round((4096 * reached) / total)) slots.push(item);
  });
  return (random) => at(slots, random.next() >>> 20);
}

/** Draws the n-th of the list about 1/n as often as the first: few do most of the work, as in real logs. */
export function zipf<T>(list: readonly T[]): Draw<T> {
  return weighted(
    list,
    list.map((_, index) => 1 / (index + 1)),
  );
}
