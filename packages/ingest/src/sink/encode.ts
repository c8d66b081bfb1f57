import type { Cell } from "@trailkeep/core/store";

/**
 * The staging text: one line a record, values parted by US (0x1f), null a lone DLE (0x10). No quotes, so that a reader can
 * start at any line. Inside a value the characters that mean something are DLE and a letter: {@link escapes}.
 */
export const separator = "\x1f";
export const escapeMark = "\x10";

/** What stands for a character, behind the escape. Undone in the order given: the escape itself last. */
export const escapes: readonly (readonly [character: string, letter: string])[] = [
  ["\0", "0"],
  ["\n", "n"],
  ["\r", "r"],
  ["\x1f", "u"],
  ["\x10", "e"],
];

const letterOf = new Map(escapes);
const special = /[\0\n\r\x10\x1f]/;
const everySpecial = /[\0\n\r\x10\x1f]/g;

/** Whether a text has characters that have to be escaped. */
export function needsEscape(text: string): boolean {
  return special.test(text);
}

/** A text, escaped. */
export function escaped(text: string): string {
  return text.replace(everySpecial, (character) => escapeMark + (letterOf.get(character) ?? ""));
}

/** A value that is no string, as staging text. Doubles survive exactly: JavaScript writes the shortest text that reads back. */
export function plain(cell: Exclude<Cell, string>): string {
  if (cell === null) return escapeMark;
  return Object.is(cell, -0) ? "-0" : String(cell);
}
