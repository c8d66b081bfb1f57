import { isUtf8 } from "node:buffer";
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

/** The longest character that UTF-8 has, bytes. */
const longestCharacter = 4;

/**
 * The stretch of a chunk that is UTF-8 throughout: all of it but the parts of characters that a neighbouring chunk
 * completes. Null if it is not UTF-8 in between.
 */
export function utf8Stretch(chunk: Uint8Array): readonly [from: number, to: number] | null {
  let from = 0;
  while (from < longestCharacter - 1 && isContinuation(chunk[from])) from += 1;
  let last = chunk.length - 1;
  while (last > chunk.length - longestCharacter && isContinuation(chunk[last])) last -= 1;
  const to = (chunk[last] ?? 0) >= 0xc0 ? last : chunk.length;
  return from < to && isUtf8(chunk.subarray(from, to)) ? [from, to] : null;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
