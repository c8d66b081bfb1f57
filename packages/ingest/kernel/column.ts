import { copy, grown, zeroed } from "./bytes";
import { appendText, clearText, freeText, newText, Text } from "./text";

export const TEXT: i32 = 0;
export const INTEGER: i32 = 1;
/** Epoch milliseconds, written as microseconds. */
export const TIMESTAMP: i32 = 2;
export const DOUBLE: i32 = 3;
export const BOOLEAN: i32 = 4;
export const UUID: i32 = 5;
export const LIST: i32 = 6;

/** Plain values of a page, bytes: small enough to stay in a processor's cache while they are compressed. */
const pageBytes: i32 = 512 * 1024;
const uuidBytes: i32 = 16;

/** Definition levels of a member of a struct in a list: no list, a list without elements, a null member, a value. */
const EMPTY: u8 = 1;
const NO_VALUE: u8 = 3;
const VALUE: u8 = 4;

/** A column of optional values while a row group is filled; rows without a value are passed over and become nulls. */
@unmanaged
export class Column {
  kind: i32;
  /** Rows of the row group that are in finished pages. */
  pageStart: i32;
  /** Which rows of the page have a value, a bit a row, and how many have. */
  bits: usize;
  bitsSize: i32;
  present: i32;
  text: Text;
  /** Values of one size; of booleans a bit each, `length` counts them. */
  values: usize;
  length: i32;
  size: i32;
  /** Of a list: its members, and the rows that their levels cover. */
  members: usize;
  width: i32;
  rows: i32;
}

/** One text member of the structs in a list: levels, a byte each, and values. */
@unmanaged
export class Member {
  text: Text;
  repetition: usize;
  definition: usize;
  size: i32;
  count: i32;
  nulls: i32;
}

export function newColumn(kind: i32, width: i32): Column {
  const column = changetype<Column>(zeroed(offsetof<Column>()));
  column.kind = kind;
  if (kind == TEXT) column.text = newText();
  if (kind == LIST) {
    column.width = width;
    column.members = zeroed(4 * width);
    for (let place = 0; place < width; place++) {
      const member = changetype<Member>(zeroed(offsetof<Member>()));
      member.text = newText();
      store<u32>(column.members + 4 * place, changetype<usize>(member));
    }
  }
  return column;
}

export function freeColumn(column: Column): void {
  if (column.bits != 0) heap.free(column.bits);
  if (column.values != 0) heap.free(column.values);
  if (column.kind == TEXT) freeText(column.text);
  if (column.members != 0) {
    for (let place = 0; place < column.width; place++) freeMember(memberAt(column, place));
    heap.free(column.members);
  }
  heap.free(changetype<usize>(column));
}

function freeMember(member: Member): void {
  freeText(member.text);
  if (member.repetition != 0) heap.free(member.repetition);
  if (member.definition != 0) heap.free(member.definition);
  heap.free(changetype<usize>(member));
}

/** Appends a text; true if the page is full. */
export function appendTextAt(column: Column, row: i32, from: usize, length: i32): bool {
  setPresent(column, row);
  appendText(column.text, from, length);
  return column.text.plainLength >= pageBytes;
}

export function isFull(column: Column): bool {
  return column.kind == TEXT && column.text.plainLength >= pageBytes;
}

/** A whole number, a time in epoch milliseconds, a double, or a boolean, as the column's kind says. */
export function appendNumber(column: Column, row: i32, value: f64): void {
  if (column.kind == BOOLEAN) appendBoolean(column, row, value != 0);
  else if (column.kind == DOUBLE) store<f64>(nextValue(column, row, 8), value);
  else appendInteger(column, row, <i64>value);
}

/** The same for a whole number of up to 64 bits. */
export function appendInteger(column: Column, row: i32, value: i64): void {
  store<i64>(nextValue(column, row, 8), column.kind == TIMESTAMP ? value * 1000 : value);
}

export function appendUuid(column: Column, row: i32, from: usize): void {
  copy(nextValue(column, row, uuidBytes), from, uuidBytes);
}

/** Start and end of each member of each element stand at `ranges`, in turn; a start of -1 is null. */
export function appendList(column: Column, row: i32, ranges: usize, elements: i32): void {
  coverRows(column, row);
  column.rows = row + 1;
  const width = column.width;
  for (let place = 0; place < width; place++) {
    const member = memberAt(column, place);
    if (elements == 0) addLevel(member, 0, EMPTY);
    for (let element = 0; element < elements; element++) {
      const range = ranges + 8 * (element * width + place);
      const from = load<i32>(range);
      addLevel(member, element == 0 ? 0 : 1, from == -1 ? NO_VALUE : VALUE);
      if (from != -1) appendText(member.text, <usize>from, load<i32>(range, 4) - from);
    }
  }
}

/** Rows up to this one that have no list are null. */
export function coverRows(column: Column, row: i32): void {
  for (; column.rows < row; column.rows++) {
    for (let place = 0; place < column.width; place++) addLevel(memberAt(column, place), 0, 0);
  }
}

/** The page with the rows before this one is finished: the next begins. */
export function clearPage(column: Column, row: i32): void {
  if (column.bits != 0) memory.fill(column.bits, 0, column.bitsSize);
  if (column.kind == BOOLEAN && column.values != 0) memory.fill(column.values, 0, column.size);
  if (column.kind == TEXT) clearText(column.text);
  column.present = 0;
  column.length = 0;
  column.pageStart = row;
}

export function memberAt(column: Column, place: i32): Member {
  return changetype<Member>(load<u32>(column.members + 4 * place));
}

/** Bytes held. */
export function heldBytes(column: Column): i32 {
  if (column.kind == TEXT) return textBytes(column.text);
  if (column.kind == BOOLEAN) return column.length >> 3;
  let sum = column.length;
  for (let place = 0; place < column.width; place++) {
    const member = memberAt(column, place);
    sum += 2 * member.count + textBytes(member.text);
  }
  return sum;
}

function textBytes(text: Text): i32 {
  return text.plainLength + text.valuesLength + 2 * text.count;
}

/** Makes sure that there is a bit for every row of a page of so many. */
export function coverBits(column: Column, rows: i32): void {
  growBits(column, (rows + 7) >> 3);
}

function setPresent(column: Column, row: i32): void {
  const at = row - column.pageStart;
  const byte = at >> 3;
  if (byte >= column.bitsSize) growBits(column, byte + 1);
  const bits = column.bits + byte;
  store<u8>(bits, load<u8>(bits) | ((<u8>1) << (<u8>(at & 7))));
  column.present += 1;
}

function growBits(column: Column, needed: i32): void {
  if (needed <= column.bitsSize) return;
  const size = max(64, 2 * needed);
  column.bits = grown(column.bits, column.bitsSize, size);
  memory.fill(column.bits + column.bitsSize, 0, size - column.bitsSize);
  column.bitsSize = size;
}

function nextValue(column: Column, row: i32, bytes: i32): usize {
  setPresent(column, row);
  const end = column.length + bytes;
  if (end > column.size) {
    column.size = max(512, 2 * end);
    column.values = grown(column.values, column.length, column.size);
  }
  const at = column.values + column.length;
  column.length = end;
  return at;
}

function appendBoolean(column: Column, row: i32, value: bool): void {
  setPresent(column, row);
  const byte = column.length >> 3;
  if (byte >= column.size) {
    const size = max(64, 2 * column.size);
    column.values = grown(column.values, column.size, size);
    memory.fill(column.values + column.size, 0, size - column.size);
    column.size = size;
  }
  if (value) {
    const at = column.values + byte;
    store<u8>(at, load<u8>(at) | ((<u8>1) << (<u8>(column.length & 7))));
  }
  column.length += 1;
}

function addLevel(member: Member, repetition: u8, definition: u8): void {
  if (member.count == member.size) {
    member.size = max(256, 2 * member.size);
    member.repetition = grown(member.repetition, member.count, member.size);
    member.definition = grown(member.definition, member.count, member.size);
  }
  store<u8>(member.repetition + member.count, repetition);
  store<u8>(member.definition + member.count++, definition);
  if (definition != VALUE) member.nulls += 1;
}
