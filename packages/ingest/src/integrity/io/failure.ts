import { type ErrorCode, TrailkeepError } from "@trailkeep/core/error";

const codes: Readonly<Record<string, ErrorCode>> = {
  AccessDenied: "forbidden",
  AccessDeniedException: "forbidden",
  InvalidAccessKeyId: "credentials",
  SignatureDoesNotMatch: "credentials",
  ExpiredToken: "credentials",
  ExpiredTokenException: "credentials",
  UnrecognizedClientException: "credentials",
  CredentialsProviderError: "credentials",
  ECONNREFUSED: "store-unreachable",
  ENOTFOUND: "store-unreachable",
  TimeoutError: "store-unreachable",
  NoSuchBucket: "not-found",
};

const hints: Partial<Readonly<Record<ErrorCode, string>>> = {
  forbidden: "it takes s3:ListBucket, s3:GetObject and cloudtrail:ListPublicKeys",
  credentials: "give the process credentials that are good (environment, profile or role)",
  "store-unreachable": "check the network, the region and AWS_ENDPOINT_URL",
  "not-found": "check the name of the bucket",
};

/** Runs a call of AWS; its error becomes one that a user can understand. */
export async function asked<T>(at: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw understood(error, at);
  }
}

function understood(error: unknown, at: string): TrailkeepError {
  if (error instanceof TrailkeepError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const system = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const name = Object.hasOwn(codes, system) ? system : cause.name;
  const code = codes[name] ?? "store-failed";
  const hint = hints[code];
  const problem = { message: `${cause.message.split("\n", 1)[0] ?? ""} (${name})`, at };
  return new TrailkeepError(code, hint === undefined ? problem : { ...problem, hint }, { cause });
}
