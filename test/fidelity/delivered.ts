import { recordFields, type StoreRow } from "@trailkeep/core/store/row";
import { accessTimeText } from "../rigs/tables/access-line.ts";

/**
 * Rows as the record that a service would have delivered for them: a CloudTrail event as JSON, an access log's line.
 * Provenance, ids and `raw` come anew when the record is read; what no record can hold is left out. Open JSON that is a
 * text stands in a list: a raw table has a text without its quotes (decision 43), and AWS delivers objects there.
 */
export function deliveredText(row: StoreRow): string {
  return row.source === "s3_access" ? accessLine(row) : eventJson(row);
}

type Tree = Map<string, string | Tree>;

const notDelivered = new Set(["recordId", "raw", "otherFields", "additionalFields"]);

function eventJson(row: StoreRow): string {
  const root: Tree = new Map();
  recordFields(row.source).forEach(({ name, type }, place) => {
    const cell = row.cells[place] ?? null;
    if (cell === null || notDelivered.has(name)) return;
    put(root, name.split("."), type === "timestamp" ? JSON.stringify(timeText(Number(cell))) : tokenOf(cell, type));
  });
  if (row.source === "cloudtrail_insights") root.set("eventType", '"AwsCloudTrailInsight"');
  else if (!["eventName", "eventSource", "eventType"].some((name) => root.has(name)))
    root.set("eventType", '"AwsApiCall"');
  return textOf(root);
}

function tokenOf(cell: NonNullable<StoreRow["cells"][number]>, type: string): string {
  if (type === "json" && String(cell).startsWith('"')) return `[${cell}]`;
  if (type === "json" || type === "list") return String(cell);
  return typeof cell === "string" ? JSON.stringify(cell) : String(cell);
}

/** CloudTrail writes whole seconds; a fraction only where there is one. */
function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(".000Z", "Z");
}

function put(tree: Tree, [first = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) return void tree.set(first, value);
  const below = tree.get(first);
  const branch: Tree = below instanceof Map ? below : new Map();
  tree.set(first, branch);
  put(branch, rest, value);
}

function textOf(tree: Tree): string {
  const members = [...tree].map(
    ([name, value]) => `${JSON.stringify(name)}:${value instanceof Map ? textOf(value) : value}`,
  );
  return `{${members.join(",")}}`;
}

const order = [
  ...["bucketOwner", "bucket", "time", "remoteIp", "requester", "requestId", "operation", "key", "requestUri"],
  ...["httpStatus", "errorCode", "bytesSent", "objectSize", "totalTimeMs", "turnAroundTimeMs", "referrer"],
  ...["userAgent", "versionId", "hostId", "signatureVersion", "cipherSuite", "authenticationType", "hostHeader"],
  ...["tlsVersion", "accessPointArn", "aclRequired", "sourceRegion"],
];
const quoted = new Set(["requestUri", "referrer", "userAgent"]);

/** Unquoted fields have no spaces, quoted ones no quotes; a field that would need them is `-`. */
function accessLine(row: StoreRow): string {
  const cells = new Map(recordFields(row.source).map(({ name }, place) => [name, row.cells[place] ?? null]));
  const operation = cells.get("operation");
  const lifecycle = typeof operation === "string" && operation.startsWith("S3.");
  const fields = order.map((name) => {
    const cell = cells.get(name) ?? null;
    if (name === "time") return `[${accessTimeText(new Date(row.timeMs).toISOString())}]`;
    if (cell === null) return quoted.has(name) ? '"-"' : "-";
    if (name === "key") return encoded(String(cell), lifecycle);
    const text = wellFormed(name, cell);
    return quoted.has(name) ? `"${text}"` : text;
  });
  return fields.join(" ");
}

function encoded(key: string, once: boolean): string {
  if (key === "") return "-";
  const text = encodeURIComponent(key);
  return once ? text : encodeURIComponent(text);
}

const tlsVersion = /^TLSv[\d.]+$/i;

/** What S3 would write, or `-`. */
function wellFormed(name: string, cell: NonNullable<StoreRow["cells"][number]>): string {
  const text = String(cell);
  if (typeof cell === "number" || typeof cell === "bigint") {
    if (name === "httpStatus") return /^\d{3}$/.test(text) ? text : "-";
    return /^\d+$/.test(text) ? text : "-";
  }
  if (quoted.has(name)) return /^[^"\u0000-\u001f\u007f]+$/.test(text) ? text : "-";
  const marked: Readonly<Record<string, RegExp>> = {
    errorCode: /^[\w.:-]+$/,
    tlsVersion,
    signatureVersion: /^SigV\w+$/,
    authenticationType: /^(AuthHeader|QueryString)$/,
    aclRequired: /^Yes$/,
    accessPointArn: /^arn:\S*$/,
  };
  const pattern = marked[name] ?? /^[^\s"[\]\u0000-\u001f\u007f]+$/;
  return pattern.test(text) ? text : "-";
}
