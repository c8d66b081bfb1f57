export const QUOTE: u8 = 0x22;
export const BACKSLASH: u8 = 0x5c;
export const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
export const LEFT_BRACKET: u8 = 0x5b;
export const RIGHT_BRACKET: u8 = 0x5d;
export const LEFT_BRACE: u8 = 0x7b;
export const RIGHT_BRACE: u8 = 0x7d;
export const LF: u8 = 0x0a;
export const SPACE: u8 = 0x20;
export const MINUS: u8 = 0x2d;
export const DOT: u8 = 0x2e;
export const ZERO: u8 = 0x30;
export const NINE: u8 = 0x39;

const TRUE: u32 = 0x65757274;
const ALSE: u32 = 0x65736c61;
const NULL: u32 = 0x6c6c756e;

/** Whether the string that `stringEnd` found last has escapes. */
export let isEscaped: bool = false;

/**
 * The end of a string that begins at `from`; 0 if it is not of the regular kind: cut off, with a control character, or with
 * an escape that canonical JSON writes otherwise.
 */
export function stringEnd(from: usize, to: usize): usize {
  isEscaped = false;
  let at = from + 1;
  while (at < to) {
    const found = special(v128.load(at));
    if (found == 0) {
      at += 16;
      continue;
    }
    at += ctz(found);
    if (at >= to) return 0;
    const byte = load<u8>(at);
    if (byte == QUOTE) return at + 1;
    if (byte != BACKSLASH || !isPlainEscape(load<u8>(at + 1))) return 0;
    isEscaped = true;
    at += 2;
  }
  return 0;
}

/** A bit for each quote, backslash and control character. */
function special(bytes: v128): i32 {
  const quotes = i8x16.eq(bytes, i8x16.splat(QUOTE));
  const escapes = i8x16.eq(bytes, i8x16.splat(BACKSLASH));
  const controls = i8x16.lt_u(bytes, i8x16.splat(SPACE));
  return i8x16.bitmask(v128.or(v128.or(quotes, escapes), controls));
}

/** Escapes that canonical JSON writes alike: a string with no other stays as it is. */
function isPlainEscape(byte: u8): bool {
  switch (byte) {
    case 0x22:
    case 0x5c:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true;
    default:
      return false;
  }
}

/** The end of a number or literal; 0 if there is none, or a number with an exponent. */
export function scalarEnd(from: usize, to: usize): usize {
  const four = load<u32>(from);
  if (four == TRUE || four == NULL) return from + 4 > to ? 0 : from + 4;
  if (<u8>four == 0x66) return load<u32>(from + 1) == ALSE && from + 5 <= to ? from + 5 : 0;
  return numberEnd(from, to);
}

function numberEnd(from: usize, to: usize): usize {
  const start = load<u8>(from) == MINUS ? from + 1 : from;
  const end = digitsEnd(start, to);
  if (end == start || (load<u8>(start) == ZERO && end > start + 1)) return 0;
  const next = load<u8>(end);
  if (next == DOT) {
    const fraction = digitsEnd(end + 1, to);
    return fraction == end + 1 || isExponent(load<u8>(fraction)) ? 0 : fraction;
  }
  return isExponent(next) ? 0 : end;
}

function digitsEnd(from: usize, to: usize): usize {
  let at = from;
  while (at < to && load<u8>(at) >= ZERO && load<u8>(at) <= NINE) at += 1;
  return at;
}

function isExponent(byte: u8): bool {
  return (byte | 0x20) == 0x65;
}

/** The first quote or control character from `from` on; `to` if there is none. */
export function quoteOrControl(from: usize, to: usize): usize {
  for (let at = from; at < to; at += 16) {
    const bytes = v128.load(at);
    const quotes = i8x16.eq(bytes, i8x16.splat(QUOTE));
    const found = i8x16.bitmask(v128.or(quotes, i8x16.lt_u(bytes, i8x16.splat(SPACE))));
    if (found != 0) return min(at + ctz(found), to);
  }
  return to;
}

/** The first quote, space or control character from `from` on; `to` if there is none. */
export function tokenStop(from: usize, to: usize): usize {
  for (let at = from; at < to; at += 16) {
    const bytes = v128.load(at);
    const quotes = i8x16.eq(bytes, i8x16.splat(QUOTE));
    const found = i8x16.bitmask(v128.or(quotes, i8x16.le_u(bytes, i8x16.splat(SPACE))));
    if (found != 0) return min(at + ctz(found), to);
  }
  return to;
}
