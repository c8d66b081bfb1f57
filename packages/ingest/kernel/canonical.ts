import { copy, grown, padding } from "./bytes";
import { COMMA, LEFT_BRACE, LEFT_BRACKET, RIGHT_BRACE, RIGHT_BRACKET } from "./tokens";

/** Members and elements that are open at a time, or stand in parts of one record; one with more is no regular one. */
const maxOpen: i32 = 8192;
const maxClosed: i32 = 32768;

/** A member or element: where it begins, where its value does, where it ends, and its value's part; -1: canonical. */
const entryBytes: i32 = 16;
const opened = memory.data(entryBytes * maxOpen, 16);
const closed = memory.data(entryBytes * maxClosed, 16);
/** A part: its first entry, how many it has, their order (see `ordered`). */
const partBytes: i32 = 12;
const parts = memory.data(partBytes * maxClosed, 16);

/** An array, whose elements stay in their order; any other value is the place of an order, 0 for members in order. */
export const isArray: usize = 1;

let openCount: i32 = 0;
let closedCount: i32 = 0;
let partCount: i32 = 0;
let out: usize = 0;
let outSize: i32 = 0;
let at: usize = 0;

/**
 * Objects and arrays of one record that do not stand in canonical form, with the extents of what is in them: enough to
 * write the canonical form without reading the record again. What is canonical as it stands is no part.
 */
export function beginParts(): void {
  openCount = 0;
  closedCount = 0;
  partCount = 0;
}

/** Where the members of an object or array begin; to be given to `forget` or `closePart`. */
export function partMark(): i32 {
  return openCount;
}

/** Adds a member or (key = value) an element; false if there are too many. */
export function addEntry(key: usize, value: usize, end: usize, part: i32): bool {
  if (openCount == maxOpen) return false;
  const entry = opened + entryBytes * openCount++;
  store<u32>(entry, key);
  store<u32>(entry, value, 4);
  store<u32>(entry, end, 8);
  store<i32>(entry, part, 12);
  return true;
}

/** Ends an object or array that is canonical as it stands. */
export function forget(mark: i32): void {
  openCount = mark;
}

/** Ends one that is not: the number of its part, or -2 if there are too many. */
export function closePart(mark: i32, order: usize): i32 {
  const width = openCount - mark;
  if (closedCount + width > maxClosed || partCount == maxClosed) return -2;
  copy(closed + entryBytes * closedCount, opened + entryBytes * mark, entryBytes * width);
  const part = parts + partBytes * partCount;
  store<i32>(part, closedCount);
  store<i32>(part, width, 4);
  store<u32>(part, order, 8);
  closedCount += width;
  openCount = mark;
  return partCount++;
}

/** Writes the canonical form of a part, which takes at most so many bytes: where it stands until the next call. */
export function writePart(part: i32, size: i32): usize {
  if (size > outSize) {
    outSize = max(size * 2, 16384);
    out = grown(out, 0, outSize + padding);
  }
  at = out;
  write(part);
  return out;
}

export function writtenLength(): i32 {
  return <i32>(at - out);
}

function write(number: i32): void {
  const part = parts + partBytes * number;
  const first = load<i32>(part);
  const width = load<i32>(part, 4);
  const order = <usize>load<u32>(part, 8);
  store<u8>(at++, order == isArray ? LEFT_BRACKET : LEFT_BRACE);
  for (let place = 0; place < width; place++) {
    if (place > 0) store<u8>(at++, COMMA);
    const entry = closed + entryBytes * (first + (order > isArray ? load<i32>(order + 4 * place) : place));
    const key = load<u32>(entry);
    const inner = load<i32>(entry, 12);
    const length = <i32>((inner < 0 ? load<u32>(entry, 8) : load<u32>(entry, 4)) - key);
    copy(at, key, length);
    at += length;
    if (inner >= 0) write(inner);
  }
  store<u8>(at++, order == isArray ? RIGHT_BRACKET : RIGHT_BRACE);
}
