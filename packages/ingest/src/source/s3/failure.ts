import { TrailkeepError } from "@trailkeep/core/error";
import { z } from "zod";

/** What the SDK throws: S3's code as the name, the status, and the message. */
const serviceError = z.object({
  name: z.string(),
  message: z.string().default(""),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

/** S3's answer to what went wrong, by its code. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export interface S3Failure {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** What S3 or the way to it said; null if the error is another one. */
export function failureOf(error: unknown): S3Failure | null {
  if (!(error instanceof Error)) return null;
  const told = serviceError.safeParse(error);
  if (!told.success) return null;
  const { name, message, $metadata } = told.data;
  return { code: name, status: $metadata?.httpStatusCode, message };
}

const goneCodes = new Set(["NoSuchKey", "NoSuchVersion", "NotFound"]);

/** Whether S3 says that there is no such object or version (any more), or another content under its key. */
export function isGone({ code, status }: S3Failure): boolean {
  // 405 is the answer to reading a delete marker, 412 that the content is another by now.
  return goneCodes.has(code) || status === 404 || status === 405 || status === 412;
}

/** What to do about a refusal. Encryption shows as `AccessDenied` that names KMS, or as a code of KMS's. */
function hintOf({ code, status, message }: S3Failure): string {
  if (code.startsWith("KMS.") || /\bkms:/i.test(message))
    return "the key must be enabled, and its policy allow this function kms:Decrypt (to read) and kms:GenerateDataKey (to write)";
  if (code === "InvalidObjectState") return "the object is archived: restore it, and send its message again";
  if (status === 403) return "the function's role and the bucket's policy must both allow it";
  if (status === 503 || code === "SlowDown") return "S3 asks for fewer requests: the message is tried again later";
  return "the message is tried again later";
}

/** As an error of Trailkeep's, with the place. What is no answer of S3's stays as it is. */
export function asS3Error(error: unknown, at: string): unknown {
  return asServiceError(error, { service: "S3", at, hintOf });
}

/** The same of a service that a command asked: nothing is tried again by itself. */
export function asAskedError(error: unknown, service: "DynamoDB" | "S3" | "SQS", at: string): unknown {
  const hintOf = ({ status }: S3Failure) =>
    status === undefined
      ? "check the network, the Region and the endpoint, and run it again"
      : "check the name, the Region and what the credentials allow";
  return asServiceError(error, { service, at, hintOf });
}

interface Asked {
  readonly service: string;
  readonly at: string;
  readonly hintOf: (failure: S3Failure) => string;
}

function asServiceError(error: unknown, { service, at, hintOf: hint }: Asked): unknown {
  const failure = failureOf(error);
  if (failure === null || error instanceof TrailkeepError) return error;
  const { code, status, message } = failure;
  const kind = status === undefined ? "store-unreachable" : status === 403 ? "credentials" : "store-failed";
  const said = message === "" || message === code ? code : `${code}: ${message}`;
  return new TrailkeepError(kind, { message: `${service} said ${said}`, at, hint: hint(failure) }, { cause: error });
}
