import type { Command, Selection, Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { malformed } from "./malformed.ts";
import { takePath, takeString } from "./token.ts";

/** The most prefixes and accounts in `SOURCE logGroups(...)` (CWL_QuerySyntax-Source). */
const maxPrefixes = 5;
const maxAccounts = 20;

const keywords = ["namePrefix", "accountIdentifiers", "accountIdentifier", "class", "logGroupClass"] as const;

/** What follows `SOURCE`: a log group's name, or `logGroups(namePrefix: [...], accountIdentifiers: [...], class: [...])`. */
export function readSource(cursor: Cursor): Selection {
  const name = takeString(cursor);
  if (name !== null) return { names: [name], namePrefixes: [], accountIdentifiers: [], classes: [] };
  const start = cursor.at;
  cursor.expectWord("loggroups");
  cursor.expectSymbol("(");
  const lists = new Map<string, readonly string[]>();
  while (!cursor.symbol(")")) {
    const keyword = keywords.find((word) => cursor.word(word.toLowerCase()) !== null);
    if (keyword === undefined) throw cursor.unexpected();
    cursor.expectSymbol(":");
    lists.set(keyword, readStrings(cursor));
    if (!cursor.symbol(",") && cursor.look(/\)/y) === null) throw cursor.unexpected();
  }
  const list = (...names: readonly string[]) => names.flatMap((one) => lists.get(one) ?? []);
  const namePrefixes = list("namePrefix");
  const accountIdentifiers = list("accountIdentifiers", "accountIdentifier");
  const over = namePrefixes.length > maxPrefixes || accountIdentifiers.length > maxAccounts;
  if (over) {
    throw malformed(`SOURCE takes ${maxPrefixes} prefixes and ${maxAccounts} accounts`, cursor.spanFrom(start));
  }
  return { names: [], namePrefixes, accountIdentifiers, classes: list("class", "logGroupClass") };
}

/** `join [type=inner|left] left=a right=b where a.x=b.y [and ...] (SOURCE 'group')`. */
export function readJoin(cursor: Cursor, start: number): Command {
  const type = cursor.word("type") === null ? "inner" : joinType(cursor);
  cursor.expectWord("left");
  const left = readAlias(cursor);
  cursor.expectWord("right");
  const right = readAlias(cursor);
  cursor.expectWord("where");
  const on = [readPair(cursor, left, right)];
  while (cursor.word("and") !== null) on.push(readPair(cursor, left, right));
  cursor.expectSymbol("(");
  cursor.expectWord("source");
  const source = readSource(cursor);
  cursor.expectSymbol(")");
  return { kind: "join", type, left, right, on, source, ...cursor.spanFrom(start) };
}

function joinType(cursor: Cursor): "inner" | "left" {
  cursor.expectSymbol("=");
  return cursor.expectWord("inner", "left") === "left" ? "left" : "inner";
}

function readAlias(cursor: Cursor): string {
  cursor.expectSymbol("=");
  const alias = cursor.take(/[A-Za-z_]\w*(?![.@`])/y)?.[0];
  if (alias === undefined) throw cursor.unexpected();
  return alias;
}

function readPair(cursor: Cursor, left: string, right: string) {
  const leftPath = readSide(cursor, left);
  cursor.expectSymbol("=");
  return { left: leftPath, right: readSide(cursor, right) };
}

function readSide(cursor: Cursor, alias: string): readonly Step[] {
  const start = cursor.at;
  const path = takePath(cursor);
  if (path === null) throw cursor.unexpected();
  if (path[0] !== alias || path.length < 2) {
    throw malformed(`the field must be one of ${alias}'s`, cursor.spanFrom(start));
  }
  return path.slice(1);
}

function readStrings(cursor: Cursor): readonly string[] {
  cursor.expectSymbol("[");
  const strings: string[] = [];
  do {
    const text = takeString(cursor);
    if (text === null) throw cursor.unexpected();
    strings.push(text);
  } while (cursor.symbol(","));
  cursor.expectSymbol("]");
  return strings;
}
