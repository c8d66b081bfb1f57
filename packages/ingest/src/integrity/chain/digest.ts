import { createHash } from "node:crypto";
import { z } from "zod";

/** Where an object stands. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** A log file as a digest names it. */
export interface LoggedFile extends Place {
  readonly sha256: string;
}

/** How a digest names the one before it. */
export interface PreviousDigest extends Place {
  readonly sha256: string | null;
  readonly signature: string | null;
}

/** A digest file, parsed. */
export interface Digest extends Place {
  readonly startMs: number;
  readonly endMs: number;
  readonly fingerprint: string;
  readonly previous: PreviousDigest | null;
  readonly logFiles: readonly LoggedFile[];
  readonly stringToSign: string;
  /** SHA-256 of the uncompressed content, lower-case hex. */
  readonly sha256: string;
}

const instant = z.iso.datetime({ offset: true });
const sha256Hex = z.string().regex(/^[0-9A-Fa-f]{64}$/);
const sha256Name = z.string().regex(/^SHA-?256$/i);

/** Members that the chain needs; others are left alone. */
const digestFile = z.object({
  digestStartTime: instant,
  digestEndTime: instant,
  digestS3Bucket: z.string().min(1),
  digestS3Object: z.string().min(1),
  digestPublicKeyFingerprint: z.string().min(1),
  digestSignatureAlgorithm: z.string().nullish(),
  previousDigestS3Bucket: z.string().nullish(),
  previousDigestS3Object: z.string().nullish(),
  previousDigestHashValue: sha256Hex.nullish(),
  previousDigestHashAlgorithm: sha256Name.nullish(),
  previousDigestSignature: z.string().nullable(),
  logFiles: z
    .array(z.object({ s3Bucket: z.string(), s3Object: z.string(), hashValue: sha256Hex, hashAlgorithm: sha256Name }))
    .nullish(),
});

type DigestFile = z.infer<typeof digestFile>;

/** The content is no digest. */
export class DigestDamage extends Error {}

/**
 * Parses the uncompressed content of a digest file.
 * @throws DigestDamage
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function parseDigest(content: Uint8Array): Digest {
  const file = fileOf(content);
  const sha256 = sha256Of(content);
  return {
    bucket: file.digestS3Bucket,
    key: file.digestS3Object,
    startMs: Date.parse(file.digestStartTime),
    endMs: Date.parse(file.digestEndTime),
    fingerprint: file.digestPublicKeyFingerprint,
    previous: previousOf(file),
    logFiles: (file.logFiles ?? []).map(({ s3Bucket, s3Object, hashValue }) => ({
      bucket: s3Bucket,
      key: s3Object,
      sha256: hashValue.toLowerCase(),
    })),
    stringToSign: stringToSign(file, sha256),
    sha256,
  };
}

/** SHA-256 as digests write it. */
function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * What CloudTrail signs; `null`, spelled out, stands for the signature before a starting digest.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
function stringToSign(file: DigestFile, sha256: string): string {
  const place = `${file.digestS3Bucket}/${file.digestS3Object}`;
  return [file.digestEndTime, place, sha256, file.previousDigestSignature ?? "null"].join("\n");
}

function previousOf(file: DigestFile): PreviousDigest | null {
  const { previousDigestS3Bucket: bucket, previousDigestS3Object: key } = file;
  if (bucket === null || bucket === undefined || key === null || key === undefined) return null;
  const sha256 = file.previousDigestHashValue?.toLowerCase() ?? null;
  return { bucket, key, sha256, signature: file.previousDigestSignature };
}

function fileOf(content: Uint8Array): DigestFile {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    throw new DigestDamage("it is not JSON");
  }
  const { data, error } = digestFile.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new DigestDamage(`it is no digest: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown form"}`);
}
