import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** SHA-256, hexadecimal, of a value's canonical JSON (RFC 8785): equal values have equal fingerprints. */
export function fingerprint(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("the value has no JSON");
  return createHash("sha256").update(text).digest("hex");
}
