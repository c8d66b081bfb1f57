/**
 * A line of an S3 server access log, read as AWS's own regular expression reads it: for lines without quotes in quoted
 * fields, as the tables' records have them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 */
const names = [
  ...["bucketOwner", "bucket", "time", "remoteIp", "requester", "requestId", "operation", "keyRaw", "requestUri"],
  ...["httpStatus", "errorCode", "bytesSent", "objectSize", "totalTimeMs", "turnAroundTimeMs", "referrer"],
  ...["userAgent", "versionId", "hostId", "signatureVersion", "cipherSuite", "authenticationType", "hostHeader"],
  ...["tlsVersion", "accessPointArn", "aclRequired", "sourceRegion"],
] as const;

export type AccessField = (typeof names)[number];

/** What follows the last known field is `additionalFields`. */
export type AccessLine = Readonly<Partial<Record<AccessField | "additionalFields", string>>>;

/** Fields by name as the line holds them, without quotes and brackets; `-` and what is not there are left out. */
export function readAccessLine(line: string): AccessLine {
  const fields = [...line.matchAll(/"([^"]*)"|\[([^\]]*)\]|([^ ]+)/g)];
  const values = fields.map(([, quoted, bracketed, bare]) => quoted ?? bracketed ?? bare ?? "");
  const known = names.flatMap((name, place) => {
    const value = values[place];
    return value === undefined || value === "-" ? [] : [[name, value] as const];
  });
  const additional = values.slice(names.length).join(" ");
  return { ...Object.fromEntries(known), ...(additional === "" ? {} : { additionalFields: additional }) };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `01/Mar/2026:10:00:00 +0000` as RFC 3339. */
export function accessTime(text: string): string {
  const [, day, month = "", year, time] = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) \+0000$/.exec(text) ?? [];
  const number = months.indexOf(month) + 1;
  if (number === 0) throw new Error(`no time of an access log: ${text}`);
  return `${year}-${String(number).padStart(2, "0")}-${day}T${time}Z`;
}

/** RFC 3339, to the second, as a line has it. */
export function accessTimeText(rfc3339: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(rfc3339) ?? [];
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
}

/** Keys are URL-encoded twice, but once where S3 itself acted. */
export function accessKey(keyRaw: string, operation: string | undefined): string {
  const once = decodeURIComponent(keyRaw);
  return operation?.startsWith("S3.") === true ? once : decodeURIComponent(once);
}
