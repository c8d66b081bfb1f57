import { createHash } from "node:crypto";

/** One version of an object in S3, or one delivery of a subscription: what is taken in once. */
export interface InputObject {
  /** `logs`: the bucket is the owner of the log group, the key group, stream and events. S3 if left out. */
  readonly service?: "s3" | "logs";
  readonly bucket: string;
  /** As S3 has it, not URL-encoded. */
  readonly key: string;
  /** The version's id where the bucket keeps versions, else the content's ETag. */
  readonly version: ObjectVersion;
  /** As S3 told it; null where nobody has asked yet. */
  readonly sizeBytes: number | null;
  /** When S3 has it since, epoch milliseconds; null where nobody has asked yet. */
  readonly storedMs: number | null;
}

/** `etag` without its quotation marks. */
export interface ObjectVersion {
  readonly kind: "id" | "etag";
  readonly value: string;
}

/** An object as somebody named it, before S3 was asked which version it is. */
export interface NamedObject {
  readonly service?: "s3" | "logs";
  readonly bucket: string;
  readonly key: string;
}

/** `s3://bucket/key` or `logs://account/...`, as rows and the ledger name the object. */
export function uriOfObject({ service = "s3", bucket, key }: NamedObject): string {
  return `${service}://${bucket}/${key}`;
}

/** The object of such a URI. */
export function objectOfUri(uri: string): NamedObject {
  const [, service, bucket = "", key = ""] = /^(s3|logs):\/\/([^/]*)\/(.*)$/s.exec(uri) ?? [];
  return { ...(service === "logs" ? { service } : {}), bucket, key };
}

/** The version as the ledger's key has it: the two kinds never meet. */
export function versionText({ kind, value }: ObjectVersion): string {
  return `${kind}:${value}`;
}

/** The account that an object's records are of; null where nothing says it. */
export function accountOf({ service, bucket, key }: NamedObject): string | null {
  return service === "logs" ? bucket : accountOfKey(key);
}

/**
 * The account of a log by its key: `AWSLogs/[o-id/]account/` of CloudTrail, `account/region/bucket/yyyy/mm/dd/` of access
 * logs with the partitioned prefix; null where the key does not say.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
function accountOfKey(key: string): string | null {
  const trail = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]+\/)?(\d{12})\//.exec(key);
  const access = /(?:^|\/)(\d{12})\/[a-z0-9-]+\/[^/]+\/\d{4}\/\d{2}\/\d{2}\/[^/]*$/.exec(key);
  return trail?.[1] ?? access?.[1] ?? null;
}

/**
 * The name of everything that is made of an object: 160 bits of SHA-256 over bucket, key and version, hexadecimal.
 * As JSON no two objects have the same text.
 */
export function objectName(object: InputObject): string {
  const { service = "s3", bucket, key, version } = object;
  const text = JSON.stringify([bucket, key, versionText(version), ...(service === "s3" ? [] : [service])]);
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
