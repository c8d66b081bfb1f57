/** An object that is there. Whoever takes it reads `bytes` to the end or ends the iteration. */
export interface StoredObject {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Where digests and log files are read from: the bucket itself, or a copy of it. */
export interface Evidence {
  /** The bucket that digests are looked for in; null where a copy does not say. */
  readonly bucket: string | null;
  /** Whether every object's metadata is there: then a digest without a signature was not delivered so. */
  readonly keepsMetadata: boolean;
  /** What stands before `AWSLogs/` in the keys, with its slash; empty if nothing does. */
  readonly prefix: string;
  /** Names directly below a prefix that ends with a slash, without theirs. */
  folders(prefix: string): Promise<readonly string[]>;
  /** Keys that begin with the prefix, in order of their UTF-8 bytes, from after `after` on. */
  keys(bucket: string | null, prefix: string, after?: string): AsyncIterable<string>;
  /** Null if there is none. */
  read(bucket: string | null, key: string): Promise<StoredObject | null>;
  /** How the object is called in a report and in the store's ledger. */
  uri(bucket: string | null, key: string): string;
}
