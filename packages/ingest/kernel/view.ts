/** More fields than any source has. */
const maxFields: i32 = 128;

/** Elements of a list beyond which a record is no regular one; each has at most four members. */
export const maxElements: i32 = 4096;
const maxMembers: i32 = 4;

export const places = memory.data(4 * maxFields, 16);
export const starts = memory.data(4 * maxFields, 16);
export const ends = memory.data(4 * maxFields, 16);
export const numbers = memory.data(8 * maxFields, 16);
export const listRanges = memory.data(8 * maxElements * maxMembers, 16);
/** 16 bytes, written from outside. */
export const recordId = memory.data(32, 16);

export let filled: i32 = 0;
export let listElements: i32 = 0;
export let timeMs: f64 = NaN;
/** What the record's identity is taken of. */
export let contentAt: usize = 0;
export let contentLength: i32 = 0;

export function beginView(): void {
  filled = 0;
  listElements = 0;
  timeMs = NaN;
}

/** A value as it stands in memory. */
export function setRange(place: i32, start: usize, end: usize): void {
  store<i32>(places + 4 * filled++, place);
  store<u32>(starts + 4 * place, start);
  store<u32>(ends + 4 * place, end);
}

/** A whole number, a time in epoch milliseconds, or a boolean (1 is true). */
export function setNumber(place: i32, value: f64): void {
  store<i32>(places + 4 * filled++, place);
  store<f64>(numbers + 8 * place, value);
}

/** The list field, whose ranges and elements are set apart. */
export function setList(place: i32): void {
  store<i32>(places + 4 * filled++, place);
}

export function setElements(count: i32): void {
  listElements = count;
}

export function setTime(value: f64): void {
  timeMs = value;
}

export function setContent(at: usize, length: i32): void {
  contentAt = at;
  contentLength = length;
}

export function startOf(place: i32): usize {
  return load<u32>(starts + 4 * place);
}

export function endOf(place: i32): usize {
  return load<u32>(ends + 4 * place);
}

export function placesAt(): usize {
  return places;
}
export function startsAt(): usize {
  return starts;
}
export function endsAt(): usize {
  return ends;
}
export function numbersAt(): usize {
  return numbers;
}
export function listRangesAt(): usize {
  return listRanges;
}
export function recordIdAt(): usize {
  return recordId;
}
export function viewFilled(): i32 {
  return filled;
}
export function viewElements(): i32 {
  return listElements;
}
export function viewTimeMs(): f64 {
  return timeMs;
}
export function viewContentAt(): usize {
  return contentAt;
}
export function viewContentLength(): i32 {
  return contentLength;
}
