import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import type { SigningKey } from "./key.ts";
import type { Bucket } from "./trail.ts";

const folders: string[] = [];

/** An empty folder that is gone when the tests are. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-integrity-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Copies a bucket to the disk, as people keep it: metadata beside the file, if they thought of it. */
export function copyTo(
  folder: string,
  bucket: Bucket,
  { metadata = true }: { readonly metadata?: boolean } = {},
): void {
  mkdirSync(folder, { recursive: true });
  for (const [key, file] of bucket) {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
    const kept = metadata && Object.keys(file.metadata).length > 0;
    if (kept) writeFileSync(`${path}.metadata.json`, JSON.stringify({ Metadata: file.metadata }));
  }
}

/** What `aws cloudtrail list-public-keys` prints, in a file. */
export function keysFile(folder: string, keys: readonly SigningKey[]): string {
  const path = join(folder, "public-keys.json");
  const PublicKeyList = keys.map(({ value, fingerprint }) => ({ Value: value, Fingerprint: fingerprint }));
  writeFileSync(path, JSON.stringify({ PublicKeyList }));
  return path;
}
