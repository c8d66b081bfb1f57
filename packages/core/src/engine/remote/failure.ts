import { type ErrorCode, TrailkeepError } from "../../error.ts";

/** What an error of the SDK means to a user, by its name in the service's model or in the SDK. */
const codes: Readonly<Record<string, ErrorCode>> = {
  ...all("too-many", [
    "ThrottlingException",
    "Throttling",
    "ThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "MaxConcurrentQueriesException",
    "LimitExceededException",
    "SlowDown",
  ]),
  ...all("credentials", [
    "CredentialsProviderError",
    "ExpiredTokenException",
    "ExpiredToken",
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "IncompleteSignatureException",
    "MissingAuthenticationTokenException",
    "TokenProviderError",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
  ]),
  ...all("forbidden", [
    "AccessDeniedException",
    "AccessDenied",
    "NotAuthorized",
    "OperationNotPermittedException",
    "InsufficientS3BucketPolicyException",
    "InsufficientEncryptionPolicyException",
  ]),
  ...all("invalid-request", ["InvalidS3BucketNameException", "InvalidS3PrefixException"]),
  ...all("not-found", ["NoSuchBucket", "NoSuchKey", "S3BucketDoesNotExistException"]),
  ...all("expired", ["QueryIdNotFoundException", "InactiveQueryException"]),
  ...all("store-unreachable", [
    "TimeoutError",
    "ECONNREFUSED",
    "ECONNRESET",
    "EPIPE",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "EHOSTUNREACH",
  ]),
};

const hints: Partial<Readonly<Record<ErrorCode, string>>> = {
  "too-many": "try again in a moment, or ask for fewer at once with `maxRunning`",
  credentials: "give the process credentials (environment, profile or role) that are still good, and ask again",
  forbidden: "the store's role or user needs this permission",
  expired: "ask again",
  "store-unreachable": "check the network, the region and the endpoint in the stores file",
};

/** An error of the SDK as a user can understand it. What is one already stays as it is. */
export function storeFailure(error: unknown, store: string): TrailkeepError {
  if (error instanceof TrailkeepError) return error;
  const { name, message } = nameOf(error);
  const code = codes[name] ?? "store-failed";
  const hint = hints[code];
  const problem = { message: `${openings[code] ?? "it refused"}: ${message} (${name})`, at: `store ${store}` };
  return new TrailkeepError(code, hint === undefined ? problem : { ...problem, hint }, { cause: error });
}

const openings: Partial<Readonly<Record<ErrorCode, string>>> = {
  "too-many": "it has too much to do",
  credentials: "it does not accept the credentials",
  forbidden: "it does not allow this",
  expired: "the result is gone",
  "not-found": "it is not there",
  "store-unreachable": "it cannot be reached",
};

/** System errors go by their code (`ECONNREFUSED`), the SDK's by their name. */
function nameOf(error: unknown): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const name = Object.hasOwn(codes, code) ? code : error.name;
  return { name, message: error.message.split("\n", 1)[0] ?? "" };
}

function all(code: ErrorCode, names: readonly string[]): Readonly<Record<string, ErrorCode>> {
  return Object.fromEntries(names.map((name) => [name, code]));
}
