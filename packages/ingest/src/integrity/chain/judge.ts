import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { Digest, Place, PreviousDigest } from "./digest.ts";

/** What a digest's signature is checked with. */
export interface Signed {
  /** Hex, from the object's metadata; null where it was not kept. */
  readonly signature: string | null;
  /** From the object's metadata; null where it was not kept. */
  readonly algorithm: string | null;
  /** The key of the digest's fingerprint; null if the region has none of it. */
  readonly publicKey: KeyObject | null;
}

/** What is wrong with a digest, and whether that shows damage or only that nothing can be said. */
export interface Objection {
  readonly verdict: "tampered" | "unverified";
  readonly reason: string;
}

/** The one algorithm of CloudTrail's digests, as their metadata and `digestSignatureAlgorithm` name it. */
const algorithmName = "SHA256withRSA";

/**
 * Judges a digest by itself: that it stands where it says, and that its signature is CloudTrail's. Null if it is good.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export function objectionTo(digest: Digest, at: Place, signed: Signed): Objection | null {
  if (digest.bucket !== at.bucket || digest.key !== at.key) {
    return tampered(`it was moved: it says that it is s3://${digest.bucket}/${digest.key}`);
  }
  const { signature, algorithm, publicKey } = signed;
  if (signature === null) return { verdict: "unverified", reason: "its signature was not kept" };
  if (algorithm !== null && algorithm !== algorithmName) return tampered(`its signature is of ${algorithm}`);
  if (publicKey === null) {
    return tampered(`no public key of the region has the fingerprint ${digest.fingerprint}`);
  }
  return isSigned(digest, signature, publicKey) ? null : tampered("its signature is not CloudTrail's");
}

/**
 * Whether a digest is the one that the next newer digest names: the chain is what shows that none was exchanged for
 * another one that CloudTrail signed too.
 */
export function breaksLink(digest: Digest, signature: string | null, link: PreviousDigest): boolean {
  if (link.sha256 !== null && link.sha256 !== digest.sha256) return true;
  return link.signature !== null && signature !== null && link.signature.toLowerCase() !== signature.toLowerCase();
}

/** A public key as ListPublicKeys gives it, base64 of DER, PKCS #1; null if it is none. */
export function publicKeyOf(value: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(value, "base64"), format: "der", type: "pkcs1" });
  } catch {
    return null;
  }
}

function isSigned(digest: Digest, signature: string, publicKey: KeyObject): boolean {
  if (!/^(?:[0-9A-Fa-f]{2})+$/.test(signature)) return false;
  return verify("RSA-SHA256", Buffer.from(digest.stringToSign), publicKey, Buffer.from(signature, "hex"));
}

function tampered(reason: string): Objection {
  return { verdict: "tampered", reason };
}
