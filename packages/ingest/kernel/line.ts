import { clockMs, dayMs } from "./clock";
import { LEFT_BRACKET, LF, MINUS, NINE, QUOTE, quoteOrControl, RIGHT_BRACKET, SPACE, tokenStop, ZERO } from "./tokens";
import { beginView, setContent, setNumber, setRange, setTime } from "./view";

const maxFields: i32 = 32;
/** `06/Feb/2019:00:00:38 +0000`. */
const timeBytes: i32 = 26;
/** `06/Feb/2019`. */
const dateBytes: i32 = 11;
const offsetBytes: i32 = 5;
/** As many digits as a double holds in any case. */
const maxDigits: i32 = 15;

/** What a field of a line is, in bits. */
const NUMBER: i32 = 1;
const QUOTED: i32 = 2;
const TIME: i32 = 4;
const STATUS: i32 = 8;
const CODE: i32 = 16;
const KEY: i32 = 32;
const REFERRER: i32 = 64;

const kinds = memory.data(4 * maxFields, 16);
const rowPlaces = memory.data(4 * maxFields, 16);
const fieldStarts = memory.data(4 * maxFields, 16);
const fieldEnds = memory.data(4 * maxFields, 16);

let fieldCount: i32 = 0;
let leastFields: i32 = 0;
let keyPlace: i32 = 0;
let rawPlace: i32 = 0;
let to: usize = 0;
let keyAt: usize = 0;
let keyEnd: usize = 0;
let hasEscapedKey: bool = false;

/** The form of a line: how many fields it has at most and at least, and the places of the key and of the whole line. */
export function setLine(count: i32, least: i32, key: i32, raw: i32): void {
  fieldCount = count;
  leastFields = least;
  keyPlace = key;
  rawPlace = raw;
}

export function setLineField(field: i32, place: i32, kind: i32): void {
  store<i32>(rowPlaces + 4 * field, place);
  store<i32>(kinds + 4 * field, kind);
}

/**
 * Reads lines of access logs as S3 writes nearly all of them: every field there is parted by one space, request-URI,
 * referrer and user agent in quotes without a quote inside. The place behind the line's end, with its fields in the view; 0
 * if it is not of that kind. With six quotes in these places there is no second way to read a line.
 */
export function readLine(from: usize, limit: usize): usize {
  to = limit;
  beginView();
  hasEscapedKey = false;
  const count = split(from);
  if (count < leastFields) return 0;
  const end = endAt(count - 1);
  for (let field = 0; field < count; field++) if (!fill(field)) return 0;
  setRange(rawPlace, from, end);
  setContent(from, <i32>(end - from));
  return end + 1;
}

/** Whether the key of the last line has escapes, so that `key` is yet to be decoded and set. */
export function isKeyEscaped(): bool {
  return hasEscapedKey;
}

export function setDecodedKey(start: usize, end: usize): void {
  setRange(keyPlace, start, end);
}

export function lineFieldAt(field: i32): usize {
  return startAt(field);
}

export function lineFieldEnd(field: i32): usize {
  return endAt(field);
}

function startAt(field: i32): usize {
  return load<u32>(fieldStarts + 4 * field);
}

function endAt(field: i32): usize {
  return load<u32>(fieldEnds + 4 * field);
}

/** Finds the fields; how many there are, or -1. The line has to end in LF. */
function split(from: usize): i32 {
  let at = from;
  for (let field = 0; field < fieldCount; field++) {
    const start = at;
    const first = load<u8>(at);
    const kind = load<i32>(kinds + 4 * field);
    if (kind & TIME) at = timeEnd(at);
    else if (kind & QUOTED) at = quotedEnd(at, kind);
    else at = tokenEnd(at);
    if (at == 0 || at == start || at >= to) return -1;
    const inside = (kind & TIME) != 0 || first == QUOTE ? 1 : 0;
    store<u32>(fieldStarts + 4 * field, start + inside);
    store<u32>(fieldEnds + 4 * field, at - inside);
    const behind = load<u8>(at);
    if (behind == LF) return inside == 0 ? field + 1 : -1;
    if (behind != SPACE) return -1;
    at += 1;
  }
  return -1;
}

/** The end of a token without a quote, a bracket that could open the time, or a control character. */
function tokenEnd(from: usize): usize {
  if (load<u8>(from) == LEFT_BRACKET) return 0;
  const at = tokenStop(from, to);
  const byte = load<u8>(at);
  return at < to && (byte == SPACE || byte == LF) ? at : 0;
}

function quotedEnd(from: usize, kind: i32): usize {
  if (load<u8>(from) != QUOTE || ((kind & REFERRER) != 0 && load<u8>(from + 1) == SPACE)) return 0;
  const at = quoteOrControl(from + 1, to);
  return at < to && load<u8>(at) == QUOTE ? at + 1 : 0;
}

function timeEnd(from: usize): usize {
  const end = from + timeBytes + 1;
  return load<u8>(from) == LEFT_BRACKET && load<u8>(end) == RIGHT_BRACKET ? end + 1 : 0;
}

/** A field's value into the view; false if it is not of the form that needs no change. */
function fill(field: i32): bool {
  const start = startAt(field);
  const end = endAt(field);
  const kind = load<i32>(kinds + 4 * field);
  if (kind & TIME) return time(start, load<i32>(rowPlaces + 4 * field));
  if (end == start + 1 && load<u8>(start) == MINUS) return true;
  if (kind & STATUS && end != start + 3) return false;
  if (kind & CODE && !isCode(start, end)) return false;
  const place = load<i32>(rowPlaces + 4 * field);
  if (kind & NUMBER) {
    const value = number(start, end);
    if (value < 0) return false;
    setNumber(place, value);
    return true;
  }
  setRange(place, start, end);
  if (kind & KEY) key(start, end);
  return true;
}

function time(at: usize, place: i32): bool {
  const offset = at + timeBytes - offsetBytes;
  if (load<u8>(at + 2) != 0x2f || load<u8>(at + dateBytes) != 0x3a || load<u8>(offset - 1) != SPACE) return false;
  // +0000
  if (load<u8>(offset) != 0x2b || load<u32>(offset + 1) != 0x30303030) return false;
  const clock = clockMs(at + dateBytes + 1);
  if (clock < 0) return false;
  const value = dayMs(at, dateBytes) + clock;
  if (isNaN(value)) return false;
  setNumber(place, value);
  setTime(value);
  return true;
}

function key(start: usize, end: usize): void {
  for (let at = start; at < end; at++) {
    if (load<u8>(at) != 0x25) continue;
    hasEscapedKey = true;
    return;
  }
  setRange(keyPlace, start, end);
}

/** A whole number; -1 if it is none or a long one. */
function number(start: usize, end: usize): f64 {
  if (<i32>(end - start) > maxDigits) return -1;
  let value: i64 = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (byte < ZERO || byte > NINE) return -1;
    value = value * 10 + (byte - ZERO);
  }
  return <f64>value;
}

/** Letters, digits, `_`, `.`, `:` and `-`. */
function isCode(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    const lower = byte | 0x20;
    const isLetter = lower >= 0x61 && lower <= 0x7a;
    if (!isLetter && !(byte >= ZERO && byte <= 0x3a) && byte != 0x5f && byte != 0x2e && byte != MINUS) return false;
  }
  return true;
}
