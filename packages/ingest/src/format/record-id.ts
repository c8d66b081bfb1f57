import { hash } from "node:crypto";

/** Identity of a content: the first 128 bits of its SHA-256, as 32 lower-case hexadecimal digits. */
export function recordId(content: Uint8Array): string {
  return hash("sha256", content, "hex").slice(0, 32);
}

/** The same as 16 bytes, written into `out`. */
export function writeRecordId(content: Uint8Array, out: Uint8Array): void {
  const digest = hash("sha256", content, "binary");
  for (let place = 0; place < 16; place++) out[place] = digest.charCodeAt(place);
}
