import { Column, Member, memberAt } from "./column";
import { clearText, Text } from "./text";

// What a page's writer has to know of columns and of list members: numbers and places in memory.

export function pageStart(column: Column): i32 {
  return column.pageStart;
}
export function presentCount(column: Column): i32 {
  return column.present;
}
export function bitsAt(column: Column): usize {
  return column.bits;
}
export function valuesAt(column: Column): usize {
  return column.values;
}
/** Bytes of values; of booleans how many there are. */
export function valuesLength(column: Column): i32 {
  return column.length;
}
export function textOf(column: Column): usize {
  return changetype<usize>(column.text);
}

export function hasDictionary(text: Text): bool {
  return text.usesDictionary != 0 && text.count > 0;
}
export function plainAt(text: Text): usize {
  return text.plain;
}
export function plainLength(text: Text): i32 {
  return text.plainLength;
}
export function dictionaryAt(text: Text): usize {
  return text.values;
}
export function dictionaryLength(text: Text): i32 {
  return text.valuesLength;
}
export function entryCount(text: Text): i32 {
  return text.entries;
}
export function entriesAt(text: Text): usize {
  return text.places;
}
export function valueCount(text: Text): i32 {
  return text.count;
}

export function memberTextOf(column: Column, place: i32): usize {
  return changetype<usize>(memberAt(column, place).text);
}
export function repetitionAt(column: Column, place: i32): usize {
  return memberAt(column, place).repetition;
}
export function definitionAt(column: Column, place: i32): usize {
  return memberAt(column, place).definition;
}
export function levelCount(column: Column, place: i32): i32 {
  return memberAt(column, place).count;
}
export function nullCount(column: Column, place: i32): i32 {
  return memberAt(column, place).nulls;
}

/** The next page of a list's member begins. */
export function clearMember(column: Column, place: i32): void {
  const member: Member = memberAt(column, place);
  clearText(member.text);
  member.count = 0;
  member.nulls = 0;
}
