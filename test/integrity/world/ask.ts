import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  type ObjectVerdict,
  openEvidence,
  openKeys,
  type VerifyOptions,
  verifyTrails,
} from "@trailkeep/ingest/integrity";
import { copyTo, keysFile, scratch } from "./folder.ts";
import type { SigningKey } from "./key.ts";
import { type Bucket, hourMs } from "./trail.ts";

/** Verdicts by key; what is valid is left out. */
export type Findings = Readonly<Record<string, string>>;

/** Verifies a copy of a bucket on the disk. Time runs on for half a day after the range. */
export async function verifyCopy(
  bucket: Bucket,
  keys: readonly SigningKey[],
  options: Omit<VerifyOptions, "nowMs" | "onVerdict"> & { readonly nowMs?: number },
  { metadata = true, prefix = "" }: { readonly metadata?: boolean; readonly prefix?: string } = {},
) {
  const folder = scratch();
  const root = join(folder, "copy");
  copyTo(root, bucket, { metadata });
  const judged: ObjectVerdict[] = [];
  // The copy begins below the prefix.
  const evidence = openEvidence(join(root, prefix), prefix);
  const report = await verifyTrails(evidence, await openKeys([keysFile(folder, keys)]), {
    nowMs: options.range.endMs + 12 * hourMs,
    ...options,
    onVerdict: (verdict) => judged.push(verdict),
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
  const keyOf = (uri: string) => decodeURIComponent(new URL(uri).pathname).slice(root.length + 1);
  const bad = judged.filter(({ verdict }) => verdict !== "valid").map(({ uri, verdict }) => [keyOf(uri), verdict]);
  const findings: Findings = Object.fromEntries(bad);
  return { report, judged, findings };
}
