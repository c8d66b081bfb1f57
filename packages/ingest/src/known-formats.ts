import type { SourceName } from "@trailkeep/core/catalog";
import { formats, recognise } from "./format/index.ts";
import type { Reading } from "./reading.ts";

type FormatName = keyof typeof formats;

/** The sources of each format: an unreadable record may belong to any of them. */
const sources: Readonly<Record<FormatName, readonly SourceName[]>> = {
  cloudtrail: ["cloudtrail", "cloudtrail_insights"],
  s3_access: ["s3_access"],
};

/** Every format that Trailkeep reads. */
export const knownReading: Reading = {
  formats,
  recognise,
  sourcesOf: (format) => (format !== null && isFormatName(format) ? sources[format] : null),
};

function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
