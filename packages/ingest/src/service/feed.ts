/** What delivers to a bucket: a trail's folder of an account and region, or the prefix of a bucket's access logs. */
export interface Feed {
  /** `s3://bucket/...`, up to where keys begin to tell the time. */
  readonly name: string;
  readonly objects: number;
  readonly bytes: number;
  /** When its newest object was stored, epoch milliseconds. */
  readonly lastStoredMs: number;
}

/**
 * The feed that a key is of: what stands before the date in it.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export function feedOf(bucket: string, key: string): string {
  const dated = /^(.*?)(?:\/\d{4}\/\d{2}\/\d{2}\/|\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2}-)/.exec(key);
  return `s3://${bucket}/${dated?.[1] ?? key.slice(0, Math.max(0, key.lastIndexOf("/")))}`;
}

/** Counts objects by what delivered them. */
export class Feeds {
  readonly #feeds = new Map<string, { objects: number; bytes: number; lastStoredMs: number }>();

  add(bucket: string, key: string, sizeBytes: number, storedMs: number): void {
    const name = feedOf(bucket, key);
    const feed = this.#feeds.get(name) ?? { objects: 0, bytes: 0, lastStoredMs: Number.NEGATIVE_INFINITY };
    feed.objects += 1;
    feed.bytes += sizeBytes;
    feed.lastStoredMs = Math.max(feed.lastStoredMs, storedMs);
    this.#feeds.set(name, feed);
  }

  /** In order of their names. */
  all(): readonly Feed[] {
    return [...this.#feeds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, feed]) => ({ name, ...feed }));
  }
}
