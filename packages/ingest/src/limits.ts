import type { ReadLimits } from "./format/format.ts";

/** Bounds on everything read from outside; beyond one, the object (or the record) is quarantined with the reason. */
export interface IngestLimits extends ReadLimits {
  /** Size of an input object as it stands, bytes. */
  readonly maxObjectBytes: number;
  /** Size of an input object when decompressed, bytes. */
  readonly maxDecompressedBytes: number;
  /** How many times its own size an object may be when decompressed; not looked at below {@link ratioFreeBytes}. */
  readonly maxRatio: number;
  /** Records in one object. */
  readonly maxRecords: number;
}

/**
 * CloudTrail delivers at most 50 MB before compression an object and 256 KB an event (1 MB in an event data store); logs
 * that people concatenate or export are larger, so the defaults leave room.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export const defaultLimits: IngestLimits = {
  maxObjectBytes: 8 * 1024 ** 3,
  maxDecompressedBytes: 32 * 1024 ** 3,
  maxRatio: 250,
  maxRecords: 100_000_000,
  maxRecordBytes: 16 * 1024 ** 2,
  maxJsonDepth: 128,
};

/** Small objects may compress as well as they like: they cannot fill anything. Bytes. */
export const ratioFreeBytes = 64 * 1024 ** 2;
