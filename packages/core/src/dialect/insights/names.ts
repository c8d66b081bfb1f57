import { type Field, fieldsOf, type SourceName } from "../../catalog/index.ts";
import type { PathSegment } from "../../query/path.ts";
import type { FieldOperand } from "../../query/plan.ts";
import { fieldName } from "./literal.ts";
import { refuse } from "./refuse.ts";

/**
 * Where Logs Insights discovers a field: CloudTrail events under their own names; S3 access logs as S3 delivers them
 * to CloudWatch Logs.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/sal-cw-log-format.html
 */
const s3Access: Readonly<Record<string, string>> = {
  bucketOwner: "bucket_owner_id",
  bucket: "bucket_name",
  time: "request_time",
  remoteIp: "remote_ip",
  requester: "requester",
  requestId: "request_id",
  operation: "operation",
  key: "key_name",
  requestUri: "request_uri",
  httpStatus: "http_status",
  errorCode: "error_code",
  bytesSent: "bytes_sent",
  objectSize: "object_size",
  totalTimeMs: "total_time",
  turnAroundTimeMs: "turn_around_time",
  referrer: "referrer",
  userAgent: "user_agent",
  versionId: "version_id",
  hostId: "host_id",
  signatureVersion: "signature_version",
  cipherSuite: "cipher_suite",
  authenticationType: "authentication_type",
  hostHeader: "host_header",
  tlsVersion: "tls_version",
  accessPointArn: "access_point_arn",
  aclRequired: "acl_required",
  sourceRegion: "source_region",
};

/** What only the store knows of a record, or what is no field of an event. */
const elsewhere = new Set(["recordId", "inputObject", "inputPosition", "otherFields"]);

/** The field's name in a query, path included. Refuses what has none. */
export function discovered(source: SourceName, operand: Pick<FieldOperand, "field" | "path">): string {
  const { field, path } = operand;
  const root = rootName(source, field);
  if (isOpen(source, field) && path.some((step) => "index" in step)) return structureName(source, root, path);
  const steps = path.map((step) => stepName(field, step));
  return fieldName((root === "" ? steps : [root, ...steps]).join("."));
}

function rootName(source: SourceName, field: string): string {
  if (elsewhere.has(field)) refuse(`\`${field}\``, "log events do not carry it");
  if (source !== "s3_access") return catalogName(source, field) ?? (field === "raw" ? "@message" : field);
  return s3Access[field] ?? refuse(`\`${field}\``, "S3 does not deliver it to CloudWatch Logs");
}

function isOpen(source: SourceName, name: string): boolean {
  return fieldsOf(source).some(([known, { type }]) => known === name && type === "json");
}

/**
 * A place in open JSON with an index on the way. By dots the first of a list and the member `0` of an object read
 * alike; in the parsed message brackets are for lists alone.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
function structureName(source: SourceName, root: string, path: readonly PathSegment[]): string {
  if (source === "lambda_log") return refuse("an index in open JSON", "the line holds more than the JSON");
  const [first, ...rest]: readonly PathSegment[] = [...memberSteps(root), ...path];
  if (first === undefined || "index" in first) return refuse("an index into the event", "the event is an object");
  return [first, ...rest].reduce(
    (name, step) => ("index" in step ? `${name}[${step.index}]` : `${name}.${memberName(step.key)}`),
    "jsonParse(@message)",
  );
}

function memberSteps(root: string): readonly PathSegment[] {
  return root === "" ? [] : root.split(".").map((key) => ({ key }));
}

function memberName(key: string): string {
  if (/[`\p{Cc}]/u.test(key)) return refuse(`the key ${JSON.stringify(key)}`, "it cannot be quoted");
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : `\`${key}\``;
}

/** The name that the catalog gives it, where it has one in Logs Insights; empty for an event's whole object. */
function catalogName(source: SourceName, name: string): string | undefined {
  const field: Field | undefined = fieldsOf(source).find(([known]) => known === name)?.[1];
  return field?.insights;
}

function stepName(field: string, step: PathSegment): string {
  if ("index" in step) return String(step.index);
  if (/[.`\p{Cc}]/u.test(step.key))
    return refuse(`\`${field}\` at ${JSON.stringify(step.key)}`, "the key cannot be quoted");
  if (/^\d+$/.test(step.key)) return refuse(`\`${field}\` at "${step.key}"`, "the key reads like an index");
  return step.key;
}
