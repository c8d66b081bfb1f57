import { Unreadable } from "./unreadable.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as text. Throws Unreadable if they are not UTF-8 (RFC 3629). */
export function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Unreadable("it is not valid UTF-8");
  }
}
