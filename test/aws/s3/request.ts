import type { IncomingMessage } from "node:http";
import { S3Error } from "./error.ts";
import type { OperationName, S3Call } from "./operations.ts";
import { type SettingOperationName, settingOperationOf } from "./settings/operations.ts";

/** The largest body of a request here; S3's own is 5 GiB. */
const maxBodyBytes = 268_435_456;

/** Which operation a request is, by its method and its path. */
export function readCall(
  request: IncomingMessage,
): S3Call & { readonly operation: OperationName | SettingOperationName } {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, bucket = "", path = ""] = /^\/([^/]+)\/?(.*)$/s.exec(pathname) ?? [];
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const key = decodeURIComponent(path);
  const method = request.method ?? "";
  const operation = settingOperationOf(method, { bucket, key }, query) ?? operationOf(method, key, query);
  return { operation, bucket, key, query, headers };
}

const objectOperations: Readonly<Record<string, OperationName>> = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
};

function operationOf(method: string, key: string, query: URLSearchParams): OperationName {
  const operation = key === "" ? bucketOperation(method, query) : objectOperations[method];
  // Others have parameters of their own: what is not known is refused, never answered as something else.
  const others = ["uploads", "uploadId", "acl", "tagging", "versionId", "versions", "retention", "legal-hold"];
  if (operation !== undefined && !others.some((name) => query.has(name))) return operation;
  throw new S3Error("NotImplemented", `This S3 does not know ${method} with ${query}`, 501);
}

function bucketOperation(method: string, query: URLSearchParams): OperationName | undefined {
  if (method === "HEAD") return "HeadBucket";
  if (method === "POST" && query.has("delete")) return "DeleteObjects";
  return method === "GET" && query.get("list-type") === "2" ? "ListObjectsV2" : undefined;
}

/** Of a presigned URL the signature stands in the query: it is given the form that the header has. */
export function authorizationOf({ headers, query }: S3Call): string | undefined {
  const credential = query.get("X-Amz-Credential");
  if (credential === null) return headers["authorization"];
  const at = Date.parse((query.get("X-Amz-Date") ?? "").replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
  if (!(Date.now() < at + Number(query.get("X-Amz-Expires")) * 1_000)) {
    throw new S3Error("AccessDenied", "Request has expired", 403);
  }
  const signed = `SignedHeaders=${query.get("X-Amz-SignedHeaders")}, Signature=${query.get("X-Amz-Signature")}`;
  return `${query.get("X-Amz-Algorithm")} Credential=${credential}, ${signed}`;
}

export function checkOwner({ headers }: S3Call, owner: string): void {
  const expected = headers["x-amz-expected-bucket-owner"];
  if (expected !== undefined && expected !== owner) throw new S3Error("AccessDenied", "Access Denied", 403);
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > maxBodyBytes) throw new S3Error("EntityTooLarge", "The object is too large", 400);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
