import { shown } from "../unreadable.ts";

/** The fields of a record in their order, by the catalog's names. A record of an older format ends earlier. */
export const FIELDS = [
  "bucketOwner",
  "bucket",
  "time",
  "remoteIp",
  "requester",
  "requestId",
  "operation",
  "keyRaw",
  "requestUri",
  "httpStatus",
  "errorCode",
  "bytesSent",
  "objectSize",
  "totalTimeMs",
  "turnAroundTimeMs",
  "referrer",
  "userAgent",
  "versionId",
  "hostId",
  "signatureVersion",
  "cipherSuite",
  "authenticationType",
  "hostHeader",
  "tlsVersion",
  "accessPointArn",
  "aclRequired",
  "sourceRegion",
] as const;

/** The shortest record ever documented ends with the version id. */
export const LEAST_FIELDS = 18;

/** Between the time and the request-URI: remote IP, requester, request id, operation, key. */
export const FRONT_COUNT = 5;
/** Between the request-URI and the referrer: status, error code, bytes sent, object size, two times. */
export const MIDDLE_COUNT = 6;
/** Behind the user agent: version id to source region. */
export const TAIL_COUNT = 10;

const STATUS = /^(\d{3}|-)$/;
const ERROR_CODE = /^[\w.:-]*$/;
const COUNT = /^(\d*|-)$/;

/** What tail fields look like where their values are known, by place in the tail. Only to choose between two readings. */
const TAIL_MARKS: readonly (readonly [place: number, pattern: RegExp])[] = [
  [2, /^(SigV\w+|-|)$/],
  [4, /^(AuthHeader|QueryString|-|)$/],
  [6, /^(TLSv[\d.]+|-|)$/i],
  [7, /^(arn:.*|-|)$/],
  [8, /^(Yes|-|)$/],
];

/** What is wrong with the six fields between request-URI and referrer; null if nothing is. */
export function middleProblem(tokens: readonly string[]): string | null {
  const [status = "", errorCode = "", ...counts] = tokens;
  if (!STATUS.test(status)) return `httpStatus is ${shown(status)}, which is no status`;
  if (!ERROR_CODE.test(errorCode)) return `errorCode is ${shown(errorCode)}, which is no error code`;
  const place = counts.findIndex((count) => !COUNT.test(count));
  return place < 0 ? null : `${FIELDS[11 + place]} is ${shown(counts[place] ?? "")}, which is no number`;
}

/** Whether six tokens can stand between request-URI and referrer. */
export function isMiddle(tokens: readonly string[]): boolean {
  return tokens.length === MIDDLE_COUNT && middleProblem(tokens) === null;
}

/** Whether tokens can be the fields behind the user agent. */
export function isTail(tokens: readonly string[]): boolean {
  return tokens.length > 0 && TAIL_MARKS.every(([place, pattern]) => pattern.test(tokens[place] ?? ""));
}
