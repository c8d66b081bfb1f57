import { beginsWithBom } from "./bytes.ts";
import type { FormatName } from "./formats.ts";

/** What a file is: to be read by a format, not to be read, or not readable though it may hold records; and why. */
export type Recognised =
  | { readonly kind: "format"; readonly format: FormatName }
  | { readonly kind: "ignored"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly reason: string };

const CLOUDTRAIL: Recognised = { kind: "format", format: "cloudtrail" };
const S3_ACCESS: Recognised = { kind: "format", format: "s3_access" };

/**
 * Where CloudTrail and other services put their logs: `[prefix/]AWSLogs/[o-id/]account/KIND/...`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const AWS_LOGS = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/([^/]+)(?:\/|$)/;
const FILE_KIND = /(?:^|\/)\d{12}_(CloudTrail(?:-[A-Za-z]+)?)_[^/]*$/;
const EVENT_KINDS = new Set(["CloudTrail", "CloudTrail-Insight", "CloudTrail-NetworkActivity"]);
const OTHER_KINDS = new Map([
  ["CloudTrail-Digest", "a CloudTrail digest file: it proves the integrity of log files and holds no events"],
  ["CloudTrail-Aggregated", "CloudTrail aggregated events are not a source"],
  ["CloudTrail-Lake", "a result of a CloudTrail Lake query, no log file"],
]);

/**
 * The end of an access log's key, with or without the folders of the partitioned layout before it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
const ACCESS_LOG_KEY = /\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2}-[0-9A-Z]{16}(?:\.gz)?$/;
const ACCESS_LOG_LINE =
  /^\S+ +\S+ +\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] +\S+ +\S+ +\S+ +[A-Z][A-Z0-9]*\.[A-Z0-9._]+ /m;

/** Names under which people keep log lines; others are read only if their content begins as JSON. */
const LOG_NAME = /\.(?:jsonl?|ndjson|cloudtrail|log|txt|gz)$/i;
const RECORD_NAME = /"(?:eventTime|eventName|eventSource|eventVersion|CloudTrailEvent|userIdentity)\\?"\s*:/;
const RECORD_LIST = /^[[{\s]*"Records"\s*:\s*\[/;
const RECORD_LINE = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z )?\{\s*"/m;
const EMPTY_LIST = /^\[\s*\]\s*$/;
const DIGEST = /^\{[^{}[\]]*"digestS3Bucket"\s*:/;

/**
 * Tells what a file is, by the layout of its key and by its first bytes.
 * @param key object key or path, with `/`
 * @param head first decompressed bytes; a few kilobytes are enough
 */
export function recognise(key: string, head: Uint8Array): Recognised {
  const text = headText(head);
  const kind = AWS_LOGS.exec(key)?.[1];
  const reason = OTHER_KINDS.get(FILE_KIND.exec(key)?.[1] ?? "") ?? OTHER_KINDS.get(kind ?? "");
  if (reason !== undefined) return ignored(reason);
  if (isUtf16(head)) return unreadable("it is UTF-16 text; convert it to UTF-8");
  if (text.trim() === "") return withoutText(key, kind, head.length);
  const byContent = recogniseContent(key, text);
  if (byContent !== null) return byContent;
  if (ACCESS_LOG_KEY.test(key)) return S3_ACCESS;
  const fileKind = FILE_KIND.exec(key)?.[1];
  if (EVENT_KINDS.has(fileKind ?? "") || EVENT_KINDS.has(kind ?? "")) return CLOUDTRAIL;
  if (kind !== undefined) return ignored(`a log of another service (AWSLogs/.../${kind}/)`);
  return ignored(unknownReason(text));
}

function recogniseContent(key: string, text: string): Recognised | null {
  const begin = text.trimStart();
  const isJson = begin.startsWith("{") || begin.startsWith("[");
  if (isJson && DIGEST.test(begin)) return ignored(OTHER_KINDS.get("CloudTrail-Digest") ?? "");
  if (isJson && (EMPTY_LIST.test(begin) || RECORD_LIST.test(begin) || RECORD_NAME.test(begin))) return CLOUDTRAIL;
  if (ACCESS_LOG_LINE.test(text)) return S3_ACCESS;
  if (LOG_NAME.test(key) && RECORD_LINE.test(text) && RECORD_NAME.test(text)) return CLOUDTRAIL;
  return null;
}

/** Byte order marks of RFC 2781, section 3.2. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** More than this much white space is no empty file. Bytes. */
const mostBlankBytes = 4096;

function withoutText(key: string, kind: string | undefined, length: number): Recognised {
  if (length > mostBlankBytes) return unreadable(`its first ${length} bytes are white space`);
  const isTest = kind !== undefined && key.endsWith("/");
  return ignored(isTest ? "an empty object with which CloudTrail tests that it may write" : "an empty file");
}

function unknownReason(text: string): string {
  const begin = text.trimStart();
  if (begin.startsWith("{") || begin.startsWith("[")) return "JSON without the members of a CloudTrail record";
  return "neither CloudTrail records nor an S3 access log";
}

function headText(head: Uint8Array): string {
  const bytes = head.length >= 3 && beginsWithBom(head) ? head.subarray(3) : head;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function unreadable(reason: string): Recognised {
  return { kind: "unreadable", reason };
}

function ignored(reason: string): Recognised {
  return { kind: "ignored", reason };
}
