import { fieldsOf, provenance, sourceOf } from "@trailkeep/core/catalog";
import type { Cell, StoreRow } from "@trailkeep/core/store/row";
import { parse, stringify } from "lossless-json";
import { messageOf as discoveredMessage } from "../query/corpus/discovered/message.ts";

/**
 * A record as CloudWatch Logs holds it: CloudTrail's own JSON, or the JSON that S3 delivers of an access-log record. Numbers keep
 * their text.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/sal-cw-log-format.html
 */
export function messageOf(row: StoreRow): string {
  if (!sourceOf(row.source).stores.includes("local")) return discoveredMessage(row);
  const cells = namedCells(row);
  return stringify(row.source === "s3_access" ? accessRecord(cells, row.timeMs) : event(cells, row)) ?? "";
}

type Cells = ReadonlyMap<string, { readonly cell: Cell; readonly type: string }>;

function namedCells(row: StoreRow): Cells {
  const fields = fieldsOf(row.source).filter(([name]) => !Object.hasOwn(provenance, name));
  return new Map(fields.map(([name, { type }], index) => [name, { cell: row.cells[index] ?? null, type }]));
}

/** Nested as the record format nests it; what is null is left out. */
function event(cells: Cells, row: StoreRow): object {
  const record: Record<string, unknown> = {};
  for (const [name, { cell, type }] of cells) {
    if (cell === null || name === "raw" || name === "otherFields") continue;
    const value =
      type === "json" || type === "list" ? parsed(cell) : type === "timestamp" ? instant(Number(cell)) : cell;
    put(record, name.split("."), value);
  }
  return { ...record, eventTime: instant(row.timeMs) };
}

/** CloudTrail writes whole seconds without a fraction. */
function instant(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(".000Z", "Z");
}

function parsed(cell: Cell): unknown {
  return typeof cell === "string" ? parse(cell) : cell;
}

function put(record: Record<string, unknown>, [first = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    record[first] = value;
    return;
  }
  const inner = record[first];
  const next: Record<string, unknown> = typeof inner === "object" && inner !== null ? { ...inner } : {};
  put(next, rest, value);
  record[first] = next;
}

/** S3's names of the fields, in its order. */
const accessNames = {
  bucketOwner: "bucket_owner_id",
  bucket: "bucket_name",
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
} as const;

function accessRecord(cells: Cells, timeMs: number): object {
  const named = Object.entries(accessNames).map(([field, name]) => {
    const cell = cells.get(field)?.cell ?? null;
    return [name, cell];
  });
  return { schema_version_id: "V_1_0", request_time: new Date(timeMs).toISOString(), ...Object.fromEntries(named) };
}
