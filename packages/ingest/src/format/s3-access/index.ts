import type { Format } from "../format.ts";
import { AccessLogReader } from "./reader.ts";

/**
 * S3 server access logs, one record a line.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export const s3Access = {
  name: "s3_access",
  doc: "S3 server access logs: one record a line.",
  reader: (sink, limits) => new AccessLogReader(sink, limits),
} as const satisfies Format<"s3_access">;
