import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type SigningKey, signatureOf } from "../aws/cloudtrail/signing-keys.ts";

export interface DeliveredInput {
  readonly key: SigningKey;
  readonly region: string;
  readonly completedMs: number;
  /** The text of each file. */
  readonly contents: readonly string[];
  /** What is signed, if it is not that. */
  readonly signOf?: readonly string[];
}

/** A delivered result by name, written by hand from AWS's page on the sign file. */
export function deliveredFiles({ key, region, completedMs, contents, signOf = contents }: DeliveredInput) {
  const gzipped = contents.map((text) => gzipSync(text));
  const hashes = gzipped.map(hashOf);
  const signed = signOf.map((text) => hashOf(gzipSync(text)));
  const sign = {
    version: "1.0",
    region,
    files: hashes.map((fileHashValue, index) => ({ fileHashValue, fileName: `result_${index + 1}.csv.gz` })),
    hashAlgorithm: "SHA-256",
    signatureAlgorithm: "SHA256withRSA",
    queryCompleteTime: new Date(completedMs).toISOString().replace(".000", ""),
    hashSignature: signatureOf(signed.join(" "), key),
    publicKeyFingerprint: key.fingerprint,
  };
  return new Map<string, Buffer>([
    ...gzipped.map((bytes, index) => [`result_${index + 1}.csv.gz`, bytes] as const),
    ["result_sign.json", Buffer.from(JSON.stringify(sign))],
  ]);
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
