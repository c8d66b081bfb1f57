import { dayMs } from "./time.ts";

/** What a sample is made from. The same options give the same files, byte for byte. */
export interface SampleOptions {
  /** How many records all files hold together, repeats included: 200 to 50 million a day. Default 20,000. */
  readonly records?: number;
  /** An integer from 0 to 4,294,967,295: another seed, another background to the same story. Default 1. */
  readonly seed?: number;
  /** End of the time range, exclusive. Default 2026-11-01T00:00:00Z. */
  readonly end?: Date;
  /** Length of the time range in days, 2 to 3,660. Default 7. */
  readonly days?: number;
  /** Adds four pieces that can't be read: two in CloudTrail files, two in access logs. They count beside `records`. */
  readonly damaged?: boolean;
}

/** Options after checking, times in epoch milliseconds. */
export interface Settings {
  readonly records: number;
  readonly seed: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly damaged: boolean;
}

/** Keeps every file below the 50 MB that CloudTrail keeps to. */
const mostRecordsADay = 50_000_000;

/** Where the README's questions look: the end of the default sample. */
export const defaultEnd = "2026-11-01T00:00:00Z";

function integer(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${name} is ${value}: give a whole number from ${least} to ${most}`);
}

/** Checks the options and fills in the defaults. Throws a RangeError that names the option. */
export function settingsOf(options: SampleOptions): Settings {
  const endMs = (options.end ?? new Date(defaultEnd)).getTime();
  if (!Number.isFinite(endMs)) throw new RangeError("end is not a date: give one such as 2026-11-01T00:00:00Z");
  // Log times are whole seconds.
  const wholeEndMs = Math.floor(endMs / 1000) * 1000;
  const days = integer("days", options.days ?? 7, 2, 3660);
  return {
    records: integer("records", options.records ?? 20_000, 200, days * mostRecordsADay),
    seed: integer("seed", options.seed ?? 1, 0, 0xffffffff),
    startMs: wholeEndMs - days * dayMs,
    endMs: wholeEndMs,
    damaged: options.damaged ?? false,
  };
}
