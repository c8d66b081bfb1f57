import { createHash } from "node:crypto";
import { withoutChunks } from "./chunked.ts";
import { S3Error } from "./error.ts";
import { listObjects } from "./list.ts";
import type { ObjectHead, PutOptions, S3Objects } from "./objects.ts";
import { parseXml, textOf } from "./settings/parse-xml.ts";
import { xml } from "./xml.ts";

/** A request, taken apart. */
export interface S3Call {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

export interface S3Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export const operations = {
  GetObject: (objects: S3Objects, call: S3Call) => getObject(objects, call),
  HeadObject: (objects: S3Objects, { bucket, key }: S3Call) => {
    const head = found(objects.head(bucket, key));
    return { status: 200, headers: { ...headersOf(head), "content-length": String(head.sizeBytes) } };
  },
  PutObject: (objects: S3Objects, call: S3Call, body: Buffer) => putObject(objects, call, body),
  DeleteObject: (objects: S3Objects, { bucket, key, headers }: S3Call) => {
    objects.delete(bucket, key, headers["if-match"]);
    return { status: 204, headers: {} };
  },
  DeleteObjects: (objects: S3Objects, { bucket }: S3Call, body: Buffer) => deleteObjects(objects, bucket, body),
  ListObjectsV2: (objects: S3Objects, { bucket, query }: S3Call) => ({
    status: 200,
    headers: { "content-type": "application/xml" },
    body: listObjects(objects, bucket, query),
  }),
  HeadBucket: (objects: S3Objects, { bucket }: S3Call) => {
    if (objects.hasBucket(bucket)) return { status: 200, headers: {} };
    throw new S3Error("NoSuchBucket", "The specified bucket does not exist", 404);
  },
} as const satisfies Record<string, (objects: S3Objects, call: S3Call, body: Buffer) => S3Reply>;

function getObject(objects: S3Objects, { bucket, key, headers }: S3Call): S3Reply {
  const bytes = objects.get(bucket, key);
  const head = found(objects.head(bucket, key));
  const ifMatch = headers["if-match"];
  if (ifMatch !== undefined && ifMatch !== head.etag) {
    throw new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
  }
  if (headers["if-none-match"] === head.etag) return { status: 304, headers: headersOf(head) };
  const range = /^bytes=(\d*)-(\d*)$/.exec(headers["range"] ?? "");
  if (range === null) return { status: 200, headers: headersOf(head), body: bytes };
  const [from, end] = bounds(range[1] ?? "", range[2] ?? "", bytes.length);
  const content = { "content-range": `bytes ${from}-${end - 1}/${bytes.length}` };
  return { status: 206, headers: { ...headersOf(head), ...content }, body: bytes.subarray(from, end) };
}

/** At most so many keys a call. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const maxDeletes = 1_000;

function deleteObjects(objects: S3Objects, bucket: string, body: Buffer): S3Reply {
  const root = parseXml(body.toString());
  const keys = root.children.filter(({ name }) => name === "Object").map((object) => textOf(object, "Key") ?? "");
  if (root.name !== "Delete" || keys.length === 0 || keys.length > maxDeletes) {
    throw new S3Error("MalformedXML", "The XML you provided was not well-formed", 400);
  }
  for (const key of keys) objects.delete(bucket, key);
  const told = textOf(root, "Quiet") === "true" ? [] : keys;
  const body200 = xml(
    "DeleteResult",
    told.map((key) => ["Deleted", [["Key", key]]] as const),
  );
  return { status: 200, headers: { "content-type": "application/xml" }, body: body200 };
}

/** `-n` are the last n bytes. */
function bounds(first: string, last: string, sizeBytes: number): readonly [number, number] {
  const from = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  if (from < end) return [from, end];
  throw new S3Error("InvalidRange", "The requested range is not satisfiable", 416);
}

function putObject(objects: S3Objects, { bucket, key, headers }: S3Call, body: Buffer): S3Reply {
  const isChunked = (headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-");
  const bytes = isChunked ? withoutChunks(body) : body;
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(bytes).digest("base64")) {
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
  }
  return { status: 200, headers: { etag: objects.put(bucket, key, bytes, putOptions(headers)) } };
}

function putOptions(headers: Readonly<Record<string, string>>): PutOptions {
  const none = headers["if-none-match"];
  if (none !== undefined && none !== "*") {
    throw new S3Error("NotImplemented", "If-None-Match takes * alone", 501);
  }
  const metadata = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith("x-amz-meta-") ? [[name.slice("x-amz-meta-".length), value] as const] : [],
  );
  const encoding = headers["content-encoding"]?.replace(/,? ?aws-chunked/, "");
  return {
    contentType: headers["content-type"],
    contentEncoding: encoding === "" ? undefined : encoding,
    metadata: Object.fromEntries(metadata),
    onlyNew: none === "*",
    onlyOver: headers["if-match"],
  };
}

function headersOf(head: ObjectHead): Readonly<Record<string, string>> {
  return {
    etag: head.etag,
    "last-modified": new Date(head.modifiedMs).toUTCString(),
    "content-type": head.contentType,
    "accept-ranges": "bytes",
    ...(head.contentEncoding === null ? {} : { "content-encoding": head.contentEncoding }),
    ...Object.fromEntries(Object.entries(head.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
}

function found(head: ObjectHead | null): ObjectHead {
  if (head !== null) return head;
  throw new S3Error("NoSuchKey", "The specified key does not exist.", 404);
}

export type OperationName = keyof typeof operations;
