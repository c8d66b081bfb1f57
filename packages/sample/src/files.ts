import { gzipSync } from "node:zlib";
import { deliveries } from "./deliveries.ts";
import type { Delivery } from "./delivery.ts";
import { type SampleOptions, settingsOf } from "./options.ts";

/** One object as AWS delivers it: gzip for CloudTrail, plain text for access logs. */
export type SampleFile = Delivery;

/** Fast rather than small: a large sample is written once and read a few times. */
const gzipLevel = 1;

/** Byte 9 of a gzip header (RFC 1952) names the operating system: say "unknown", so that every system writes the same. */
const osByte = 9;
const unknownOs = 255;

function compress(text: Uint8Array): Uint8Array {
  const bytes = gzipSync(text, { level: gzipLevel });
  bytes[osByte] = unknownOs;
  return bytes;
}

/**
 * The files of a sample, one at a time, in order of time; the same options give the same files. It needs memory for one
 * file, however many there are. Throws a RangeError if an option is out of range.
 */
export function* sampleFiles(options: SampleOptions = {}): Generator<SampleFile> {
  for (const delivery of deliveries(settingsOf(options))) {
    yield delivery.path.endsWith(".gz") ? { ...delivery, bytes: compress(delivery.bytes) } : delivery;
  }
}
