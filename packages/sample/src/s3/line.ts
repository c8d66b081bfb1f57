import type { Random } from "../random.ts";
import { logTime } from "../time.ts";
import type { S3Object } from "./key.ts";
import type { S3Request } from "./request.ts";

/** What one line says that the request does not say by itself. */
interface Line {
  readonly operation: string;
  /** The key as this kind of line encodes it; `-` if there is none. */
  readonly key: string;
  /** `GET /key HTTP/1.1` without quotes, or `-` where no HTTP request was made. */
  readonly uri: string;
  readonly status: string;
  readonly errorCode?: string;
  readonly bytesSent: string;
  readonly sizeBytes: string;
}

/** Lines of S3's own doing, and of the single keys of a batch delete, have no HTTP request. */
const noRequest = "-";

function uri(method: string, request: S3Request, target: string): string {
  const query = request.presigned
    ? "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=0123456789abcdef"
    : "";
  return `${method} /${target}${query} HTTP/1.1`;
}

function simple(request: S3Request, method: string, operation: string, line: Partial<Line> = {}): Line {
  const { object } = request;
  const none = { bytesSent: "-", sizeBytes: "-", status: "200" };
  return { operation, key: object.twice, uri: uri(method, request, object.once), ...none, ...line };
}

function error(request: S3Request, status: string, errorCode: string): Line {
  return simple(request, "GET", "REST.GET.OBJECT", { status, errorCode, bytesSent: "303" });
}

function copyLines(request: S3Request, source: S3Object): readonly Line[] {
  const sizeBytes = String(source.sizeBytes);
  return [
    simple(request, "PUT", "REST.COPY.OBJECT", { sizeBytes, bytesSent: "234" }),
    simple(request, "PUT", "REST.COPY.OBJECT_GET", { key: source.twice, sizeBytes }),
  ];
}

function deleteManyLines(request: S3Request): readonly Line[] {
  const body = simple(request, "POST", "REST.POST.MULTI_OBJECT_DELETE", {
    key: "-",
    uri: "POST /?delete HTTP/1.1",
    bytesSent: "412",
  });
  const batch = (object: S3Object): Line =>
    simple(request, "POST", "BATCH.DELETE.OBJECT", {
      key: object.twice,
      uri: noRequest,
      status: "204",
      sizeBytes: String(object.sizeBytes),
    });
  return [body, batch(request.object), ...request.others.map(batch)];
}

function linesOf(request: S3Request): readonly Line[] {
  const { object } = request;
  const sizeBytes = String(object.sizeBytes);
  switch (request.action) {
    case "get":
      return [simple(request, "GET", "REST.GET.OBJECT", { bytesSent: sizeBytes, sizeBytes })];
    case "head":
      return [simple(request, "HEAD", "REST.HEAD.OBJECT", { sizeBytes })];
    case "put":
      return [simple(request, "PUT", "REST.PUT.OBJECT", { sizeBytes })];
    case "list":
      return [
        simple(request, "GET", "REST.GET.BUCKET", {
          key: "-",
          uri: "GET /?list-type=2&prefix=finance%2F HTTP/1.1",
          bytesSent: "5120",
        }),
      ];
    case "delete":
      return [simple(request, "DELETE", "REST.DELETE.OBJECT", { status: "204", sizeBytes })];
    case "copy":
      return copyLines(request, request.others[0] ?? object);
    case "delete-many":
      return deleteManyLines(request);
    case "expire":
      return [simple(request, "", "S3.EXPIRE.OBJECT", { key: object.once, uri: noRequest, status: "-", sizeBytes })];
    case "versioning":
      return [
        simple(request, "GET", "REST.GET.VERSIONING", { key: "-", uri: "GET /?versioning HTTP/1.1", bytesSent: "113" }),
      ];
    case "denied":
      return [error(request, "403", "AccessDenied")];
    case "missing":
      return [error(request, "404", "NoSuchKey")];
  }
}

/** Client side of the line: everything after the error code's numbers, fields 16 to 27. */
function client(request: S3Request, random: Random): readonly string[] {
  const { bucket, principal } = request;
  if (request.action === "expire") return ["-", "-", "-", request.hostId, "-", "-", "-", "-", "-", "-", "-", "-"];
  const signed = principal.arn !== "-";
  const referrer = signed ? '"-"' : `"https://www.example.com/page/${random.below(200)}"`;
  const authentication = request.presigned ? "QueryString" : "AuthHeader";
  return [
    referrer,
    `"${principal.userAgent}"`,
    "-",
    request.hostId,
    signed ? "SigV4" : "-",
    "TLS_AES_128_GCM_SHA256",
    signed ? authentication : "-",
    `${bucket.name}.s3.${bucket.region}.amazonaws.com`,
    "TLSv1.3",
    "-",
    "-",
    random.chance(900) ? bucket.region : "-",
  ];
}

/** How many fields a line has: now and then one is written in an older, shorter form. */
function fieldCount(request: S3Request, random: Random): number {
  if (request.principal.userAgent.includes('"') || !random.chance(8)) return 27;
  return random.pick([18, 24, 25, 26]);
}

/**
 * The access-log lines that tell of a request: two for a copy, one for each key of a batch delete.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function accessLines(request: S3Request, random: Random): readonly string[] {
  const { bucket, principal, totalTimeMs } = request;
  const own = request.action === "expire";
  const requester = own ? "AmazonS3" : principal.arn;
  const head = `${bucket.ownerId} ${bucket.name} ${logTime(request.timeMs)} ${own ? "-" : principal.address} ${requester} ${request.requestId}`;
  const end = client(request, random)
    .slice(0, fieldCount(request, random) - 15)
    .join(" ");
  return linesOf(request).map((line) => {
    const timing = own || line.uri === noRequest ? "- -" : `${totalTimeMs} ${Math.max(1, totalTimeMs - 3)}`;
    const quotedUri = line.uri === noRequest ? noRequest : `"${line.uri}"`;
    return `${head} ${line.operation} ${line.key} ${quotedUri} ${line.status} ${line.errorCode ?? "-"} ${line.bytesSent} ${line.sizeBytes} ${timing} ${end}`;
  });
}
