import {
  type Command,
  type Expression,
  type Item,
  type Name,
  nameOf,
  type Pattern,
  type SortKey,
  type Step,
} from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { malformed } from "./malformed.ts";
import { type ReadQuery, readExpression } from "./parse-expression.ts";
import { readJoin, readSource } from "./parse-source.ts";
import { takePath, takeRegex, takeString } from "./token.ts";

type Reader = (cursor: Cursor, start: number, readQuery: ReadQuery) => Command;

/** Every command that is understood here, by its name. */
const readers = {
  fields: (cursor, start, readQuery) => {
    const items = readItems(cursor, readQuery);
    return { kind: "fields", items, ...cursor.spanFrom(start) };
  },
  display: (cursor, start, readQuery) => {
    const items = readItems(cursor, readQuery);
    return { kind: "display", items, ...cursor.spanFrom(start) };
  },
  filter: readFilter,
  where: readFilter,
  stats: (cursor, start, readQuery) => {
    const items = readItems(cursor, readQuery);
    const by = cursor.word("by") === null ? [] : readItems(cursor, readQuery);
    return { kind: "stats", items, by, ...cursor.spanFrom(start) };
  },
  sort: (cursor, start) => {
    const keys = listOf(cursor, () => readSortKey(cursor));
    return { kind: "sort", keys, ...cursor.spanFrom(start) };
  },
  limit: readLimit,
  parse: readParse,
  json: readJson,
  dedup: (cursor, start) => {
    const fields = listOf(cursor, () => path(cursor));
    return { kind: "dedup", fields, ...cursor.spanFrom(start) };
  },
  unnest: (cursor, start, readQuery) => {
    const of = readExpression(cursor, readQuery);
    cursor.expectWord("into");
    const into = readName(cursor);
    return { kind: "unnest", of, into, ...cursor.spanFrom(start) };
  },
  join: readJoin,
  source: (cursor, start) => {
    const selection = readSource(cursor);
    return { kind: "source", selection, ...cursor.spanFrom(start) };
  },
  unmask: (cursor, start) => {
    listOf(cursor, () => path(cursor));
    return { kind: "unmask", ...cursor.spanFrom(start) };
  },
} as const satisfies Record<string, Reader>;

/** Commands of AWS's that this evaluator does not know: they cluster, compare, or need lookup tables. */
const elsewhere = new Set(
  `filterindex pattern diff anomaly lookup cidrlookup addtotals autoregress logcompare filldown fillmissing outlier
  accum appendcols sessionize countfrequent relevantfields expand`.split(/\s+/),
);

/** Reads one command, its name first. */
export function readCommand(cursor: Cursor, readQuery: ReadQuery): Command {
  const start = cursor.at;
  const word = cursor.look(/[A-Za-z]+(?![\w.@`])/y)?.[0] ?? "";
  const name = word.toLowerCase();
  if (elsewhere.has(name)) throw new Error(`the evaluator has no ${name}`);
  if (!isCommand(name)) throw cursor.unexpected();
  cursor.advance(word.length);
  return readers[name](cursor, start, readQuery);
}

function isCommand(name: string): name is keyof typeof readers {
  return Object.hasOwn(readers, name);
}

function readFilter(cursor: Cursor, start: number, readQuery: ReadQuery): Command {
  const condition = readExpression(cursor, readQuery);
  return { kind: "filter", condition, ...cursor.spanFrom(start) };
}

/** The most rows that a query gives (CWL_QuerySyntax-Limit). */
const maxLimit = 100_000;

function readLimit(cursor: Cursor, start: number): Command {
  const any = cursor.word("any") !== null;
  const at = cursor.at;
  const count = Number(cursor.take(/\d+(?![\w.])/y)?.[0] ?? Number.NaN);
  if (Number.isNaN(count)) throw cursor.unexpected();
  if (count < 1 || count > maxLimit) {
    throw malformed(`limit must be between 1 and ${maxLimit}`, cursor.spanFrom(at));
  }
  return { kind: "limit", count, any, ...cursor.spanFrom(start) };
}

/** `parse [field] "glob" as a, b`, `parse [field] /regex/ [as a, b] [multi]`, `parse [field] logfmt|csv as a`. */
function readParse(cursor: Cursor, start: number): Command {
  const mode = cursor.word("logfmt", "csv");
  const of = mode !== null || cursor.look(/['"/]/y) !== null ? null : fieldHere(cursor);
  const pattern = mode === null ? readPattern(cursor) : modeOf(mode);
  const needsNames = pattern.kind !== "regex";
  const names = cursor.word("as") === null ? [] : listOf(cursor, () => readName(cursor));
  if (needsNames && names.length === 0) throw cursor.unexpected();
  const multi = pattern.kind === "regex" && cursor.word("multi") !== null;
  if (pattern.kind === "glob" && pattern.glob.split("*").length - 1 !== names.length) {
    throw malformed("the glob has another number of wildcards than there are aliases", cursor.spanFrom(start));
  }
  return { kind: "parse", of, pattern: multi ? { ...pattern, multi } : pattern, names, ...cursor.spanFrom(start) };
}

function readPattern(cursor: Cursor): Pattern {
  const mode = cursor.word("logfmt", "csv");
  if (mode !== null) return modeOf(mode);
  const regex = takeRegex(cursor);
  if (regex !== null) return { kind: "regex", regex, multi: false };
  const glob = takeString(cursor);
  if (glob === null) throw cursor.unexpected();
  return { kind: "glob", glob };
}

function modeOf(mode: string): Pattern {
  return { kind: mode === "csv" ? "csv" : "logfmt" };
}

/** `json field=payload "user.name" as username`. */
function readJson(cursor: Cursor, start: number): Command {
  cursor.expectWord("field");
  cursor.expectSymbol("=");
  const of = fieldHere(cursor);
  const jsonPath = takeString(cursor);
  if (jsonPath === null) throw cursor.unexpected();
  cursor.expectWord("as");
  const names = [readName(cursor)];
  return { kind: "parse", of, pattern: { kind: "json", path: jsonPath }, names, ...cursor.spanFrom(start) };
}

function readItems(cursor: Cursor, readQuery: ReadQuery): readonly Item[] {
  return listOf(cursor, () => readItem(cursor, readQuery));
}

function readItem(cursor: Cursor, readQuery: ReadQuery): Item {
  const start = cursor.at;
  const expression = readExpression(cursor, readQuery);
  const written = cursor.text.slice(start, cursor.end);
  const alias = cursor.word("as") === null ? null : readName(cursor);
  const own = expression.kind === "field" ? nameOf(expression.path) : written;
  return { expression, name: alias?.name ?? own, alias, ...cursor.spanFrom(start) };
}

function readSortKey(cursor: Cursor): SortKey {
  const key = path(cursor);
  const word = cursor.word("asc", "desc");
  return { path: key, direction: word === "asc" || word === "desc" ? word : null };
}

function readName(cursor: Cursor): Name {
  const start = cursor.at;
  return { name: nameOf(path(cursor)), ...cursor.spanFrom(start) };
}

function fieldHere(cursor: Cursor): Expression {
  const start = cursor.at;
  return { kind: "field", path: path(cursor), ...cursor.spanFrom(start) };
}

function path(cursor: Cursor): readonly Step[] {
  const found = takePath(cursor);
  if (found === null) throw cursor.unexpected();
  return found;
}

function listOf<T>(cursor: Cursor, read: () => T): readonly T[] {
  const items = [read()];
  while (cursor.symbol(",")) items.push(read());
  return items;
}
