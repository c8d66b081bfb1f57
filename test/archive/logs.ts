import { gzipSync } from "node:zlib";

/** An event by a number, at a moment. Equal arguments are one record. */
export function event(number: number, time: string): string {
  return JSON.stringify({
    eventVersion: "1.11",
    eventTime: time,
    eventSource: "s3.amazonaws.com",
    eventName: "GetObject",
    awsRegion: "eu-west-1",
    eventID: `0a1b2c3d-aaaa-4bbb-8ccc-${String(number).padStart(12, "0")}`,
    recipientAccountId: "111122223333",
    userIdentity: { type: "IAMUser", userName: `user${number % 7}` },
    requestParameters: { bucketName: "payroll", key: `${number}.txt` },
    eventType: "AwsApiCall",
    readOnly: true,
  });
}

/** A file of CloudTrail's. */
export function trailFile(events: readonly string[]): Uint8Array {
  return gzipSync(`{"Records":[${events.join(",")}]}`);
}

let files = 0;

/** A key of its own each time. */
export function trailKey(): string {
  return `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/111122223333_CloudTrail_eu-west-1_20260301T0000Z_${++files}.json.gz`;
}
