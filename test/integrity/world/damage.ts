import { gunzipSync, gzipSync } from "node:zlib";
import type { SigningKey } from "./key.ts";
import { type Bucket, type StoredFile, type Trail, unpacked } from "./trail.ts";

/** What somebody may do to a bucket. */

export function fileAt(bucket: Bucket, key: string): StoredFile {
  const file = bucket.get(key);
  if (file === undefined) throw new Error(`there is no ${key}`);
  return file;
}

/** Other content under the same name and metadata; still a log file, or a digest, to look at. */
export function edit(bucket: Bucket, key: string): void {
  const file = fileAt(bucket, key);
  bucket.set(key, { ...file, bytes: gzipSync(`${unpacked(file)}\n`) });
}

export function remove(bucket: Bucket, key: string): void {
  if (!bucket.delete(key)) throw new Error(`there is no ${key}`);
}

export function swap(bucket: Bucket, one: string, other: string): void {
  const [first, second] = [fileAt(bucket, one), fileAt(bucket, other)];
  bucket.set(one, second);
  bucket.set(other, first);
}

/** Signed with a key that is not CloudTrail's. */
export function resign(bucket: Bucket, key: string, trail: Trail, wrong: SigningKey): void {
  const file = fileAt(bucket, key);
  bucket.set(key, trail.signed(unpacked(file), file.metadata, wrong));
}

/** Another digest of the same hour, signed by CloudTrail too: it names one log file less. */
export function exchange(bucket: Bucket, key: string, trail: Trail): void {
  const digest = JSON.parse(unpacked(fileAt(bucket, key)));
  bucket.set(key, trail.signed(JSON.stringify({ ...digest, logFiles: digest.logFiles.slice(1) })));
}

export function append(bucket: Bucket, key: string, bytes: Uint8Array): void {
  const file = fileAt(bucket, key);
  bucket.set(key, { ...file, bytes: Buffer.concat([file.bytes, bytes]) });
}

export function unzip(bucket: Bucket, key: string): void {
  const file = fileAt(bucket, key);
  bucket.set(key, { ...file, bytes: gunzipSync(file.bytes) });
}
