import { BACKSLASH, DOT, MINUS, NINE, QUOTE, SPACE, ZERO } from "../../bytes.ts";

/** Escapes that canonical JSON writes alike: a string with no other stays as it is. */
const plainEscapes = new Set(Buffer.from('"\\bfnrt'));

const TRUE = 0x74;
const FALSE = 0x66;
const NULL = 0x6e;

/** The end of a string that begins at `at`; -1 if it is not of the regular kind; for one with escapes `~end`. */
export function stringEnd(bytes: Uint8Array, from: number, to: number): number {
  let isEscaped = false;
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return isEscaped ? ~(at + 1) : at + 1;
    if (byte < SPACE) return -1;
    if (byte !== BACKSLASH) continue;
    at += 1;
    if (!plainEscapes.has(bytes[at] ?? 0)) return -1;
    isEscaped = true;
  }
  return -1;
}

/** The end of a number, literal; -1 if there is none, or a number with an exponent. */
export function scalarEnd(bytes: Uint8Array, from: number, to: number): number {
  const byte = bytes[from] ?? 0;
  if (byte === TRUE) return literalEnd(bytes, from, to, "true");
  if (byte === FALSE) return literalEnd(bytes, from, to, "false");
  if (byte === NULL) return literalEnd(bytes, from, to, "null");
  return numberEnd(bytes, from, to);
}

function literalEnd(bytes: Uint8Array, from: number, to: number, text: string): number {
  const end = from + text.length;
  if (end > to) return -1;
  for (let place = 0; place < text.length; place++) if (bytes[from + place] !== text.charCodeAt(place)) return -1;
  return end;
}

function numberEnd(bytes: Uint8Array, from: number, to: number): number {
  const start = bytes[from] === MINUS ? from + 1 : from;
  const end = digitsEnd(bytes, start, to);
  if (end === start || (bytes[start] === ZERO && end > start + 1)) return -1;
  const next = bytes[end] ?? 0;
  if (next === DOT) return fractionEnd(bytes, end + 1, to);
  return isExponent(next) ? -1 : end;
}

function fractionEnd(bytes: Uint8Array, from: number, to: number): number {
  const end = digitsEnd(bytes, from, to);
  return end === from || isExponent(bytes[end] ?? 0) ? -1 : end;
}

function digitsEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at += 1;
  return at;
}

function isExponent(byte: number): boolean {
  return (byte | 0x20) === 0x65;
}
