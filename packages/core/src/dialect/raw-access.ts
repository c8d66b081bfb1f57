import type { RawColumns } from "./raw-columns.ts";

/** Fields as text by the column that holds them. */
const texts = {
  bucketOwner: "bucketowner",
  bucket: "bucket_name",
  remoteIp: "remoteip",
  requester: "requester",
  requestId: "requestid",
  operation: "operation",
  keyRaw: "key",
  requestUri: "request_uri",
  errorCode: "errorcode",
  referrer: "referrer",
  userAgent: "useragent",
  versionId: "versionid",
  hostId: "hostid",
  signatureVersion: "sigv",
  cipherSuite: "ciphersuite",
  authenticationType: "authtype",
  hostHeader: "endpoint",
  tlsVersion: "tlsversion",
  accessPointArn: "accesspointarn",
  aclRequired: "aclrequired",
  sourceRegion: "sourceregion",
} as const;

/** Tables made by older guides have some of them as BIGINT, newer ones as text. */
const integers = {
  httpStatus: "httpstatus",
  bytesSent: "bytessent",
  objectSize: "objectsize",
  totalTimeMs: "totaltime",
  turnAroundTimeMs: "turnaroundtime",
} as const;

const quoted: readonly string[] = ["requestUri", "referrer", "userAgent"];

/**
 * The table over access logs that the S3 guide has created. Its pattern takes no quotes inside of quoted fields; such a
 * line has no value in any column and is passed over.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 */
export const rawAccess: RawColumns = {
  fields: {
    ...Object.fromEntries(
      Object.entries(texts).map(([name, column]) => [name, quoted.includes(name) ? quotedText(column) : text(column)]),
    ),
    ...Object.fromEntries(
      Object.entries(integers).map(([name, column]) => [name, `TRY_CAST(CAST(${column} AS VARCHAR) AS BIGINT)`]),
    ),
    time: timeSql("requestdatetime"),
    key: `CASE WHEN operation LIKE 'S3.%' THEN ${decodedSql(text("key"))} ELSE ${decodedSql(decodedSql(text("key")))} END`,
  },
  lacking: {},
  time: timeSql("requestdatetime"),
  conditions: () => [],
};

/** `-` is null; so is nothing. */
function text(column: string): string {
  return `nullif(nullif(${column}, '-'), '')`;
}

/** The column holds the quotes too; between them nothing is an empty text. */
function quotedText(column: string): string {
  return `nullif(CASE WHEN ${column} LIKE '"%"' THEN substr(${column}, 2, length(${column}) - 2) ELSE nullif(${column}, '') END, '-')`;
}

/** `06/Feb/2019:00:00:38 +0000`. */
function timeSql(column: string): string {
  return `TRY(CAST(parse_datetime(${column}, 'dd/MMM/yyyy:HH:mm:ss Z') AT TIME ZONE 'UTC' AS TIMESTAMP(3)))`;
}

/**
 * A key decoded once, as ingest does it: left as it is where an escape is none, or where its bytes are no UTF-8, which
 * Trino tells by putting U+FFFD. A plus is a plus.
 */
function decodedSql(key: string): string {
  const bytes = `url_decode(replace("raw", '+', '%2B'))`;
  const replaced = `length("decoded") - length(replace("decoded", chr(65533), ''))`;
  const named = `(length(upper("raw")) - length(replace(upper("raw"), '%EF%BF%BD', ''))) / 9`;
  const checked = `transform(ARRAY[${bytes}], "decoded" -> CASE WHEN ${replaced} = ${named} THEN "decoded" ELSE "raw" END)[1]`;
  const escapes = `regexp_like("raw", '%') AND NOT regexp_like("raw", '%(?![0-9A-Fa-f]{2})')`;
  return `transform(ARRAY[${key}], "raw" -> CASE WHEN ${escapes} THEN ${checked} ELSE "raw" END)[1]`;
}
