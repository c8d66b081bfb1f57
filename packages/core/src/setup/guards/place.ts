import { TrailkeepError } from "../../error.ts";

/** A part of a bucket. */
export interface BucketPlace {
  readonly bucket: string;
  /** What keys begin with; empty for the whole bucket. */
  readonly prefix: string;
}

/** @throws TrailkeepError invalid-request */
export function bucketPlace(uri: string): BucketPlace {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(uri);
  if (found !== null) return { bucket: found[1] ?? "", prefix: found[2] ?? "" };
  throw new TrailkeepError("invalid-request", {
    message: "this is no place in S3",
    at: uri,
    hint: "write `s3://bucket/prefix`",
  });
}

export function placeText({ bucket, prefix }: BucketPlace): string {
  return `s3://${bucket}/${prefix}`;
}

/** Whether keys can be in both. */
export function overlaps(one: BucketPlace, other: BucketPlace): boolean {
  if (one.bucket !== other.bucket) return false;
  return one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
}
