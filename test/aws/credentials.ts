import { AwsError, type CallContext } from "./service.ts";

/**
 * The form of a signature, version 4; the signature itself is not computed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signed-request-structure.html
 */
const authorization =
  /^AWS4-HMAC-SHA256 Credential=([A-Za-z0-9]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{64}$/;

/** Which access keys are taken: all of them, until told otherwise. */
export class Credentials {
  readonly #expired = new Set<string>();
  readonly #unknown = new Set<string>();
  readonly #denied = new Set<string>();

  /** Calls with this key are answered as with a session that has run out. */
  expire(accessKeyId: string): void {
    this.#expired.add(accessKeyId);
  }

  /** Calls with this key are answered as with one that nobody has. */
  forget(accessKeyId: string): void {
    this.#unknown.add(accessKeyId);
  }

  /** Calls with this key are answered as without permission. */
  deny(accessKeyId: string): void {
    this.#denied.add(accessKeyId);
  }

  clear(): void {
    for (const keys of [this.#expired, this.#unknown, this.#denied]) keys.clear();
  }

  /** Who calls, from the request's `Authorization` header. */
  check(header: string | undefined, action: string): CallContext {
    if (header === undefined) throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    const match = authorization.exec(header);
    const [, accessKeyId = "", , region = "", , signed = ""] = match ?? [];
    if (match === null || !signed.split(";").includes("host")) {
      throw new AwsError("IncompleteSignatureException", `'${header}' is not a valid Authorization header`);
    }
    if (this.#expired.has(accessKeyId)) {
      throw new AwsError("ExpiredTokenException", "The security token included in the request is expired");
    }
    if (this.#unknown.has(accessKeyId)) {
      throw new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    if (this.#denied.has(accessKeyId)) {
      throw new AwsError("AccessDeniedException", `${accessKeyId} is not authorized to perform: ${action}`);
    }
    return { accessKeyId, region };
  }
}
