import { hash } from "node:crypto";

/** Identity of a content: the first 128 bits of its SHA-256, as 32 lower-case hexadecimal digits. */
export function recordId(content: Uint8Array): string {
  return hash("sha256", content, "hex").slice(0, 32);
}
