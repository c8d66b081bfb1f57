import type { Digest, PreviousDigest } from "./digest.ts";
import { type DigestKey, parseDigestKey } from "./digest-key.ts";

/** A digest to look at: where, and what the next newer one says of it. */
export interface Step {
  /** Null where a copy does not say. */
  readonly bucket: string | null;
  readonly key: string;
  readonly link: PreviousDigest | null;
}

/** A digest file whose end lies so long after the range may still hold log files of it: they are hourly. */
export const spillMs = 3_600_000;

/**
 * The order in which the digests of a chain are looked at, newest to oldest: by the links, and by the listing where a link
 * leads nowhere. It ends with the digest that reaches back before `startMs`.
 */
export class ChainWalk {
  readonly #startMs: number;
  readonly #seen = new Set<string>();
  /** Oldest first. */
  #listed: readonly DigestKey[];
  #step: Step | null;

  /** @param listed the digests that are there, oldest first */
  constructor(listed: readonly DigestKey[], bucket: string | null, startMs: number) {
    this.#listed = listed;
    this.#startMs = startMs;
    this.#step = this.#newestBefore(Number.POSITIVE_INFINITY, bucket);
  }

  /** What to look at now; null when the chain is done. */
  get step(): Step | null {
    return this.#step;
  }

  /** Digests that are listed and were not looked at. */
  get left(): readonly DigestKey[] {
    return this.#listed.filter(({ key }) => !this.#seen.has(key));
  }

  /** The chain went on in another bucket: this is what is listed there. */
  relisted(listed: readonly DigestKey[]): void {
    this.#listed = listed;
  }

  /** Goes on from the step: with its digest if that can be followed, with the next older one in the listing if not. */
  next(digest: Digest | null): void {
    const at = this.#step;
    if (at === null) return;
    this.#seen.add(at.key);
    if (digest !== null && digest.startMs < this.#startMs) this.#step = null;
    else if (digest === null || digest.previous === null) this.#step = this.#newestBefore(endOf(at.key), at.bucket);
    else this.#step = this.#follow(digest.previous);
  }

  /** A signed chain has no loops; one that was made up may. */
  #follow(previous: PreviousDigest): Step | null {
    const { bucket, key } = previous;
    return this.#seen.has(key) ? this.#newestBefore(endOf(key), bucket) : { bucket, key, link: previous };
  }

  #newestBefore(endMs: number, bucket: string | null): Step | null {
    const found = this.#listed.findLast((listed) => listed.endMs < endMs && !this.#seen.has(listed.key));
    return found === undefined ? null : { bucket, key: found.key, link: null };
  }
}

/** A key that is no digest's is older than nothing. */
function endOf(key: string): number {
  return parseDigestKey(key)?.endMs ?? Number.NEGATIVE_INFINITY;
}
