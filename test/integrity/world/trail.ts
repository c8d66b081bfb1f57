import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { SigningKey } from "./key.ts";

/** An object of a bucket. */
export interface StoredFile {
  readonly bytes: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A bucket: objects by key. */
export type Bucket = Map<string, StoredFile>;

export interface TrailPlace {
  readonly bucket: string;
  /** With its slash; empty for none. */
  readonly prefix: string;
  readonly organizationId: string | null;
  readonly accountId: string;
  readonly region: string;
  readonly trailName: string;
  readonly homeRegion: string;
}

export const home: TrailPlace = {
  bucket: "amzn-s3-demo-trail",
  prefix: "",
  organizationId: null,
  accountId: "111122223333",
  region: "eu-west-1",
  trailName: "management-events",
  homeRegion: "eu-west-1",
};

/** One hour of a trail as it was delivered. */
export interface Hour {
  readonly startMs: number;
  readonly endMs: number;
  readonly digestKey: string;
  readonly logKeys: readonly string[];
}

export const hourMs = 3_600_000;

export interface HourOptions {
  readonly logs: number;
  /** Whether the digest is the first of a chain. */
  readonly starting?: boolean;
  /** Set for a backfill digest: when it was generated. */
  readonly backfilledMs?: number;
}

/**
 * Delivers hours of a trail as CloudTrail does, written from its pages alone.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export class Trail {
  readonly place: TrailPlace;
  readonly hours: Hour[] = [];
  readonly #bucket: Bucket;
  readonly #key: SigningKey;
  #number = 0;

  constructor(bucket: Bucket, key: SigningKey, place: TrailPlace = home) {
    this.#bucket = bucket;
    this.#key = key;
    this.place = place;
  }

  /** Delivers log files and the digest of an hour. */
  deliver(startMs: number, { logs, starting = false, backfilledMs }: HourOptions): Hour {
    const endMs = startMs + hourMs;
    const logKeys = Array.from({ length: logs }, (_, index) => this.#deliverLog(startMs + (index + 1) * 5 * 60_000));
    const digestKey = this.#digestKey(endMs, backfilledMs !== undefined);
    const previous = starting ? null : (this.hours.at(-1) ?? null);
    const hour = { startMs, endMs, digestKey, logKeys };
    const content = JSON.stringify(this.#digest(hour, previous));
    const metadata = backfilledMs === undefined ? {} : { "backfill-generation-timestamp": second(backfilledMs) };
    this.#bucket.set(digestKey, this.signed(content, metadata));
    this.hours.push(hour);
    return hour;
  }

  /** A digest's content as an object, signed with a key: the trail's, unless told otherwise. */
  signed(content: string, metadata: StoredFile["metadata"] = {}, key = this.#key): StoredFile {
    const digest = JSON.parse(content);
    const text = [
      digest.digestEndTime,
      `${digest.digestS3Bucket}/${digest.digestS3Object}`,
      sha256(content),
      digest.previousDigestSignature ?? "null",
    ].join("\n");
    const signature = { signature: key.sign(text), "signature-algorithm": "SHA256withRSA" };
    return { bytes: gzipSync(content), metadata: { ...metadata, ...signature } };
  }

  /** A key of a log file that was delivered then. */
  logKey(deliveredMs: number, unique: string): string {
    const { accountId, region } = this.place;
    const minute = `${compact(deliveredMs).slice(0, 13)}Z`;
    return `${this.#folder("CloudTrail", deliveredMs)}${accountId}_CloudTrail_${region}_${minute}_${unique}.json.gz`;
  }

  #deliverLog(deliveredMs: number): string {
    this.#number += 1;
    const unique = createHash("sha256").update(`${this.place.trailName} ${this.#number}`).digest("hex").slice(0, 16);
    const key = this.logKey(deliveredMs, unique);
    this.#bucket.set(key, logFile(unique, deliveredMs));
    return key;
  }

  #digestKey(endMs: number, isBackfill: boolean): string {
    const { accountId, region, trailName, homeRegion } = this.place;
    const name = `${accountId}_CloudTrail-Digest_${region}_${trailName}_${homeRegion}_${compact(endMs)}`;
    return `${this.#folder("CloudTrail-Digest", endMs)}${name}${isBackfill ? "_backfill" : ""}.json.gz`;
  }

  #folder(kind: string, ms: number): string {
    const { prefix, organizationId, accountId, region } = this.place;
    const organization = organizationId === null ? "" : `${organizationId}/`;
    const day = new Date(ms).toISOString().slice(0, 10).replaceAll("-", "/");
    return `${prefix}AWSLogs/${organization}${accountId}/${kind}/${region}/${day}/`;
  }

  #digest({ startMs, endMs, digestKey, logKeys }: Hour, previous: Hour | null) {
    const { bucket, accountId } = this.place;
    return {
      awsAccountId: accountId,
      digestStartTime: second(startMs),
      digestEndTime: second(endMs),
      digestS3Bucket: bucket,
      digestS3Object: digestKey,
      digestPublicKeyFingerprint: this.#key.fingerprint,
      digestSignatureAlgorithm: "SHA256withRSA",
      newestEventTime: second(endMs),
      oldestEventTime: second(startMs),
      ...this.#previous(previous),
      logFiles: logKeys.map((key) => ({
        s3Bucket: bucket,
        s3Object: key,
        hashValue: sha256(unpacked(this.#at(key))),
        hashAlgorithm: "SHA-256",
        newestEventTime: second(endMs),
        oldestEventTime: second(startMs),
      })),
    };
  }

  #previous(previous: Hour | null) {
    if (previous === null) {
      return {
        previousDigestS3Bucket: null,
        previousDigestS3Object: null,
        previousDigestHashValue: null,
        previousDigestHashAlgorithm: null,
        previousDigestSignature: null,
      };
    }
    const file = this.#at(previous.digestKey);
    return {
      previousDigestS3Bucket: this.place.bucket,
      previousDigestS3Object: previous.digestKey,
      previousDigestHashValue: sha256(unpacked(file)),
      previousDigestHashAlgorithm: "SHA-256",
      previousDigestSignature: file.metadata["signature"] ?? "",
    };
  }

  #at(key: string): StoredFile {
    const file = this.#bucket.get(key);
    if (file === undefined) throw new Error(`the trail delivered no ${key}`);
    return file;
  }
}

/** A log file with one event. */
export function logFile(id: string, ms: number): StoredFile {
  const event = { eventVersion: "1.11", eventID: id, eventTime: second(ms), eventName: "PutObject" };
  return { bytes: gzipSync(JSON.stringify({ Records: [event] })), metadata: {} };
}

function second(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function compact(ms: number): string {
  return second(ms).replaceAll(/[-:]/g, "");
}

/** The uncompressed content of an object. */
export function unpacked({ bytes }: StoredFile): string {
  return gunzipSync(bytes).toString();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
