import { gunzipSync } from "node:zlib";
import type { SampleFile } from "@trailkeep/sample";
import { z } from "zod";

/** A CloudTrail record as far as these tests look into it. */
const recordSchema = z.looseObject({
  eventVersion: z.string(),
  eventTime: z.string(),
  eventID: z.string(),
  eventType: z.string(),
  eventCategory: z.string(),
  eventName: z.string().optional(),
  eventSource: z.string().optional(),
  awsRegion: z.string(),
  recipientAccountId: z.string(),
  sourceIPAddress: z.string().optional(),
  errorCode: z.string().optional(),
  requestID: z.string().optional(),
  sharedEventID: z.string().optional(),
  userIdentity: z
    .looseObject({ type: z.string().optional(), arn: z.string().optional(), userName: z.string().optional() })
    .optional(),
  requestParameters: z.record(z.string(), z.unknown()).nullish(),
  responseElements: z.record(z.string(), z.unknown()).nullish(),
  additionalEventData: z.record(z.string(), z.unknown()).nullish(),
  insightDetails: z.looseObject({ state: z.string(), eventName: z.string() }).optional(),
});

export type TrailRecord = z.infer<typeof recordSchema>;

/** The file's content before compression. */
export function textOf(file: SampleFile): string {
  const bytes = file.path.endsWith(".gz") ? gunzipSync(file.bytes) : file.bytes;
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** The records of a CloudTrail or Insights file. */
export function recordsOf(file: SampleFile): TrailRecord[] {
  return z.object({ Records: z.array(recordSchema) }).parse(JSON.parse(textOf(file))).Records;
}

/** The lines of an access log; every one has its end. */
export function linesOf(file: SampleFile): string[] {
  const lines = textOf(file).split("\n");
  if (lines.pop() !== "") throw new Error(`${file.path} breaks off`);
  return lines;
}

/** Every record of a sample, by kind. */
export function readAll(files: Iterable<SampleFile>): {
  trail: TrailRecord[];
  insights: TrailRecord[];
  lines: string[];
} {
  const trail: TrailRecord[] = [];
  const insights: TrailRecord[] = [];
  const lines: string[] = [];
  for (const file of files) {
    if (file.source === "cloudtrail") trail.push(...recordsOf(file));
    if (file.source === "cloudtrail_insights") insights.push(...recordsOf(file));
    if (file.source === "s3_access") lines.push(...linesOf(file));
  }
  return { trail, insights, lines };
}

const word = "(\\S+)";
const quoted = '("(?:.*)"|-)';
const head = [word, word, "\\[([^\\]]+)\\]", word, word, word, word, word].join(" ");
const middle = ['("[^"]*"|-)', "(\\d{3}|-)", word, "(\\d+|-)", "(\\d+|-)", "(\\d+|-)", "(\\d+|-)"].join(" ");
const referrer = '("[^"]*"|-)';
const line = new RegExp(`^${head} ${middle} ${referrer} ${quoted}((?: \\S+)+)$`);

/** An access-log line cut into its fields, quotes and brackets off: written here anew, from AWS's format page. */
export function fieldsOf(text: string): string[] {
  const match = line.exec(text);
  if (match === null) throw new Error(`not an access-log line: ${text}`);
  const fields = match.slice(1, 18).map((field) => field.replace(/^"(.*)"$/, "$1"));
  return [...fields, ...(match[18] ?? "").trim().split(" ")];
}
