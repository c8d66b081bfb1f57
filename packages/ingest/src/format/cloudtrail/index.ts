import type { Format } from "../format.ts";
import { CloudTrailReader } from "./reader.ts";

/**
 * CloudTrail's events as JSON: `{"Records": [...]}` as CloudTrail delivers it, and arrays, JSON lines and single objects as
 * people export them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export const cloudtrail = {
  name: "cloudtrail",
  doc: "CloudTrail events as JSON: log files as delivered, arrays, JSON lines, objects.",
  reader: (sink, limits) => new CloudTrailReader(sink, limits),
} as const satisfies Format<"cloudtrail">;
