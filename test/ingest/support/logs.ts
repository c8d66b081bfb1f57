import { gzipSync } from "node:zlib";
import type { Chance } from "./chance.ts";

/** A log object, and what must become of it. */
export interface LogObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly expected: Expected;
}

export interface Expected {
  readonly state: "done" | "quarantined" | "ignored";
  /** Ids of the rows by source: `eventID` or `requestId`. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
  readonly repeated: number;
  readonly quarantined: number;
}

const folder = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/02/";
const accessFolder = "access/111122223333/eu-west-1/shop/2026/11/02/";
const owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
const startMs = Date.UTC(2026, 10, 2, 10);

const kinds = ["trail", "trail", "trail", "access", "access", "damaged", "ignored"] as const;

/** Log objects of every kind; each id is in one object only. */
export function logObjects(chance: Chance, count: number): readonly LogObject[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = chance.of(kinds);
    if (kind === "access") return accessLog(chance, index);
    if (kind === "ignored")
      return { key: `notes/notes ${index}.md`, body: Buffer.from("no log"), expected: nothing("ignored") };
    const trail = trailLog(chance, index);
    // A gzip that was cut short.
    if (kind === "damaged") return { ...trail, body: trail.body.subarray(0, -9), expected: nothing("quarantined") };
    return trail;
  });
}

function nothing(state: Expected["state"]): Expected {
  return { state, rows: {}, repeated: 0, quarantined: 0 };
}

/** Events, now and then one twice, one that is none, and one of Insights, which has a file of its own. */
export function trailLog(chance: Chance, index: number, events = 1 + chance.below(12)): LogObject {
  const ids = Array.from({ length: events }, (_, place) => id(index, place));
  const records: object[] = ids.map((eventID, place) => event(eventID, place));
  const repeated = chance.is(0.3) ? 1 : 0;
  if (repeated === 1) records.push(records[chance.below(events)] ?? {});
  const quarantined = chance.is(0.3) ? 1 : 0;
  if (quarantined === 1) records.splice(chance.below(records.length), 0, { eventTime: "yesterday", eventName: "None" });
  const insights = chance.is(0.3) ? [id(index, 99)] : [];
  for (const eventID of insights)
    records.push({ ...event(eventID, 0), eventType: "AwsCloudTrailInsight", eventCategory: "Insight" });
  const rows = insights.length === 0 ? { cloudtrail: ids } : { cloudtrail: ids, cloudtrail_insights: insights };
  const name = chance.of(["a b", "c+d", "e%2Ff", "g", "\u00e9"]);
  return {
    key: `${folder}111122223333_CloudTrail_eu-west-1_20261102T1000Z_${name}${index}.json.gz`,
    body: gzipSync(JSON.stringify({ Records: records })),
    expected: { state: "done", rows, repeated, quarantined },
  };
}

function event(eventID: string, place: number) {
  return {
    eventVersion: "1.08",
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ada", accountId: "111122223333" },
    eventTime: new Date(startMs + place * 1000).toISOString().replace(".000Z", "Z"),
    eventSource: "s3.amazonaws.com",
    eventName: "GetObject",
    awsRegion: "eu-west-1",
    sourceIPAddress: "192.0.2.7",
    userAgent: "aws-cli/2.17",
    requestParameters: { bucketName: "shop", key: `k${place}` },
    eventID,
    readOnly: true,
    resources: [{ type: "AWS::S3::Object", ARN: `arn:aws:s3:::shop/k${place}` }],
    eventType: "AwsApiCall",
    managementEvent: false,
    recipientAccountId: "111122223333",
    eventCategory: "Data",
  };
}

function accessLog(chance: Chance, index: number): LogObject {
  const ids = Array.from({ length: 1 + chance.below(10) }, (_, place) => id(index, place).slice(-16));
  const lines = ids.map(accessLine);
  const quarantined = chance.is(0.3) ? 1 : 0;
  if (quarantined === 1) lines.splice(chance.below(lines.length + 1), 0, "no line of an access log");
  return {
    key: `${accessFolder}2026-11-02-10-00-00-${id(index, 0).slice(-16).toUpperCase()}`,
    body: Buffer.from(lines.map((line) => `${line}\n`).join("")),
    expected: { state: "done", rows: { s3_access: ids }, repeated: 0, quarantined },
  };
}

function accessLine(requestId: string, place: number): string {
  const time = `02/Nov/2026:10:00:${String(place).padStart(2, "0")} +0000`;
  const front = `${owner} shop [${time}] 192.0.2.3 arn:aws:iam::111122223333:user/ada ${requestId} REST.GET.OBJECT a%2520b`;
  return `${front} "GET /a%20b HTTP/1.1" 200 - 113 1024 70 10 "-" "S3Console/0.4" - host= SigV4 ECDHE AuthHeader b.s3.amazonaws.com TLSv1.2 - -`;
}

function id(index: number, place: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(8, "0")}${String(place).padStart(4, "0")}`;
}
