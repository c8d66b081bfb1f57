/**
 * What became of an object in a verification.
 * `valid`: a digest vouches for its bytes. `tampered`: its bytes are not those that were vouched for. `missing`: it is named
 * and not there. `extra`: it is there, and no digest names it although one covers its time. `unverified`: nothing vouches
 * for it, and nothing had to.
 */
export const verdicts = ["valid", "tampered", "missing", "extra", "unverified"] as const;

export type Verdict = (typeof verdicts)[number];

/** One object, judged. */
export interface ObjectVerdict {
  readonly kind: "digest" | "log";
  /** `s3://bucket/key`, or the `file:` URI of a copy. */
  readonly uri: string;
  readonly verdict: Verdict;
  /** Null if it is valid. */
  readonly reason: string | null;
  /** SHA-256 of the object's bytes as they are stored; null where they were not read. */
  readonly sha256: string | null;
}

/** A stretch of time, epoch milliseconds. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}
