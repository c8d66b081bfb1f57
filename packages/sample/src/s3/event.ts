import type { Call } from "../cloudtrail/event.ts";
import type { Action, S3Request } from "./request.ts";

interface Named {
  readonly name: string;
  readonly readOnly: boolean;
}

/** The data event of an action; none for lifecycle expiry and for calls that are management events. */
const names: Readonly<Record<Action, Named | null>> = {
  get: { name: "GetObject", readOnly: true },
  head: { name: "HeadObject", readOnly: true },
  put: { name: "PutObject", readOnly: false },
  list: { name: "ListObjects", readOnly: true },
  delete: { name: "DeleteObject", readOnly: false },
  copy: { name: "CopyObject", readOnly: false },
  "delete-many": { name: "DeleteObjects", readOnly: false },
  expire: null,
  versioning: null,
  denied: { name: "GetObject", readOnly: true },
  missing: { name: "GetObject", readOnly: true },
};

function parameters(request: S3Request): string {
  const { action, bucket, object } = request;
  const host = `"bucketName":"${bucket.name}","Host":"${bucket.name}.s3.${bucket.region}.amazonaws.com"`;
  if (action === "list") return `{"list-type":"2",${host},"prefix":"finance/"}`;
  if (action === "delete-many") return `{${host},"delete":""}`;
  if (action === "copy") {
    const source = request.others[0] ?? object;
    return `{${host},"x-amz-copy-source":"${bucket.name}/${source.once}","key":"${object.json}"}`;
  }
  return `{${host},"key":"${object.json}"}`;
}

function resources(request: S3Request): string {
  const { action, bucket, object } = request;
  const whole = action === "list" || action === "delete-many";
  const target = whole
    ? `"ARNPrefix":"arn:aws:s3:::${bucket.name}/"`
    : `"ARN":"arn:aws:s3:::${bucket.name}/${object.json}"`;
  return (
    `[{"type":"AWS::S3::Object",${target}},` +
    `{"accountId":"${bucket.account}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::${bucket.name}"}]`
  );
}

function additional(request: S3Request): string {
  const { action, object, principal, presigned } = request;
  const incoming = action === "put" ? object.sizeBytes : 0;
  const outgoing = action === "get" ? object.sizeBytes : 0;
  const signature = principal.arn === "-" ? "" : '"SignatureVersion":"SigV4",';
  const method = principal.arn === "-" ? "" : `"AuthenticationMethod":"${presigned ? "QueryString" : "AuthHeader"}",`;
  return `{${signature}"CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":${incoming},${method}"x-amz-id-2":"${request.hostId}","bytesTransferredOut":${outgoing}}`;
}

function failure(action: Action): Pick<Call, "errorCode" | "errorMessage"> {
  if (action === "denied") return { errorCode: "AccessDenied", errorMessage: "Access Denied" };
  if (action === "missing") return { errorCode: "NoSuchKey", errorMessage: "The specified key does not exist." };
  return {};
}

/**
 * The CloudTrail data event that tells of a request, or null if there is none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function dataEvent(request: S3Request): Call | null {
  const named = names[request.action];
  if (named === null) return null;
  const { bucket } = request;
  return {
    service: "s3",
    ...named,
    ...failure(request.action),
    category: "Data",
    parametersJson: parameters(request),
    responseJson: request.action === "put" ? '{"x-amz-server-side-encryption":"AES256"}' : "null",
    additionalJson: additional(request),
    resourcesJson: resources(request),
    requestId: request.requestId,
    host: `${bucket.name}.s3.${bucket.region}.amazonaws.com`,
  };
}
