import { createHash } from "node:crypto";
import type { Delivery } from "./delivery.ts";
import { digestKey } from "./layout.ts";
import { hourMs, isoSeconds } from "./time.ts";
import { accounts } from "./world.ts";

/** The trail whose digests the sample holds. */
export const digestAccount = accounts.security;
const digestRegion = "us-east-1";
const trail = "management-events";
const trailBucket = "amzn-s3-demo-trail";

/** A log file as a digest speaks of it: hashed before compression. */
function logFile({ path, bytes }: Delivery): object {
  const text = Buffer.from(bytes).toString();
  const times = [...text.matchAll(/"eventTime":"([^"]+)"/g)].map((match) => match[1] ?? "").sort();
  return {
    s3Bucket: trailBucket,
    s3Object: path,
    hashValue: createHash("sha256").update(bytes).digest("hex"),
    hashAlgorithm: "SHA-256",
    newestEventTime: times.at(-1),
    oldestEventTime: times[0],
  };
}

/**
 * A starting digest (one without a digest before it) for the hour that begins at `startMs`. Its own signature would
 * stand in the object's metadata, which files do not have.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function startingDigest(startMs: number, files: readonly Delivery[]): Delivery {
  const endMs = startMs + hourMs;
  const path = digestKey(digestAccount, digestRegion, trail, endMs);
  const logFiles = files.map(logFile);
  const text = JSON.stringify({
    awsAccountId: digestAccount,
    digestStartTime: isoSeconds(startMs),
    digestEndTime: isoSeconds(endMs),
    digestS3Bucket: trailBucket,
    digestS3Object: path,
    digestPublicKeyFingerprint: "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    digestSignatureAlgorithm: "SHA256withRSA",
    newestEventTime: null,
    oldestEventTime: null,
    previousDigestS3Bucket: null,
    previousDigestS3Object: null,
    previousDigestHashValue: null,
    previousDigestHashAlgorithm: null,
    previousDigestSignature: null,
    logFiles,
  });
  return { path, source: null, records: 0, repeats: 0, damaged: 0, bytes: Buffer.from(text) };
}
