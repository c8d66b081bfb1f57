import { TrailkeepError } from "@trailkeep/core/error";
import type { ReadLimits } from "./format/format.ts";

/** Bounds on everything read from outside; beyond one, the object (or the record) is quarantined with the reason. */
export interface IngestLimits extends ReadLimits {
  readonly maxObjectBytes: number;
  readonly maxDecompressedBytes: number;
  readonly maxRatio: number;
  readonly maxRecords: number;
  readonly maxUnreadableRecords: number;
  readonly maxDays: number;
}

/** A limit as a setting. */
interface Limit {
  readonly doc: string;
  /** What goes to quarantine beyond it. */
  readonly beyond: "file" | "record";
  readonly unit: "bytes" | "count";
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

const kib = 1024;
const mib = 1024 ** 2;
const gib = 1024 ** 3;

/** Small objects may compress as well as they like: they cannot fill anything. Bytes. */
export const ratioFreeBytes = 64 * mib;

/**
 * Every limit. CloudTrail delivers at most 50 MB before compression an object and 256 KB an event (1 MB in an event data
 * store); logs that people concatenate or export are larger, so the defaults leave room. The largest values are those up to
 * which memory stays bounded: records are held whole, a JSON value is read level by level on the stack, an entry of the
 * quarantine takes about 400 bytes until it is committed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export const limitSettings = {
  maxObjectBytes: {
    doc: "Size of a file as it stands on the disk.",
    beyond: "file",
    unit: "bytes",
    default: 8 * gib,
    least: 1,
    most: 1024 * gib,
  },
  maxDecompressedBytes: {
    doc: "Size of a gzip file when decompressed.",
    beyond: "file",
    unit: "bytes",
    default: 32 * gib,
    least: 1,
    most: 4096 * gib,
  },
  maxRatio: {
    doc: "How many times its own size a gzip file may be when decompressed. Up to 64 MiB it is not looked at.",
    beyond: "file",
    unit: "count",
    default: 250,
    least: 1,
    most: 2000,
  },
  maxRecords: {
    doc: "Records in one file, readable or not.",
    beyond: "file",
    unit: "count",
    default: 100_000_000,
    least: 1,
    most: 10_000_000_000,
  },
  maxUnreadableRecords: {
    doc: "Records of one file that may go to quarantine one by one. A file with more is hardly a log of this kind.",
    beyond: "file",
    unit: "count",
    default: 100_000,
    least: 0,
    most: 1_000_000,
  },
  maxDays: {
    doc: "Different days (UTC) on which the events of one file happened: each becomes a file of the store.",
    beyond: "file",
    unit: "count",
    default: 2_000,
    least: 1,
    most: 100_000,
  },
  maxRecordBytes: {
    doc: "Size of one record: a JSON object with all that is in it, or a line of an access log.",
    beyond: "record",
    unit: "bytes",
    default: 16 * mib,
    least: kib,
    most: 64 * mib,
  },
  maxJsonDepth: {
    doc: "How deep objects and arrays may nest in a record.",
    beyond: "record",
    unit: "count",
    default: 128,
    least: 8,
    most: 1_000,
  },
} as const satisfies Record<keyof IngestLimits, Limit>;

export type LimitName = keyof typeof limitSettings;

export const limitNames = Object.keys(limitSettings).filter(isLimitName);

export const defaultLimits: IngestLimits = {
  maxObjectBytes: limitSettings.maxObjectBytes.default,
  maxDecompressedBytes: limitSettings.maxDecompressedBytes.default,
  maxRatio: limitSettings.maxRatio.default,
  maxRecords: limitSettings.maxRecords.default,
  maxUnreadableRecords: limitSettings.maxUnreadableRecords.default,
  maxDays: limitSettings.maxDays.default,
  maxRecordBytes: limitSettings.maxRecordBytes.default,
  maxJsonDepth: limitSettings.maxJsonDepth.default,
};

export function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(limitSettings, name);
}

/**
 * The limits of a run: the defaults, but for what is given.
 * @throws TrailkeepError invalid-request if a value is not a whole number in the limit's range
 */
export function limitsOf(given: Partial<IngestLimits> = {}): IngestLimits {
  for (const name of limitNames) {
    const problem = given[name] === undefined ? null : limitProblem(name, given[name]);
    if (problem !== null) throw new TrailkeepError("invalid-request", { message: problem, at: name });
  }
  return { ...defaultLimits, ...given };
}

/** What is wrong with a value; null if nothing is. */
export function limitProblem(name: LimitName, value: number): string | null {
  const { least, most } = limitSettings[name];
  if (Number.isInteger(value) && value >= least && value <= most) return null;
  return `${name} is ${value}; it must be a whole number from ${least} to ${most}`;
}
