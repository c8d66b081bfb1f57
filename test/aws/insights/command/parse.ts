import type { Command, Pattern } from "../ast.ts";
import { fieldValue, valueIn } from "../expression.ts";
import { structureOf } from "../json.ts";
import { regexOf } from "../regex.ts";
import { textOf, type Value, withFields, within } from "../value.ts";
import type { Fields, Line, Run, Table } from "./table.ts";

type Parse = Extract<Command, { readonly kind: "parse" }>;

const none: Fields = new Map();

/** `parse`: further fields from a text. A row that the pattern does not fit stays without them. */
export function runParse(command: Parse, table: Table, run: Run): Table {
  const read = readerOf(command, run);
  const names = new Set<string>(command.names.map(({ name }) => name));
  const lines = table.lines.flatMap((line): readonly Line[] => {
    const value = command.of === null ? fieldValue(["@message"], line.row) : valueIn(command.of, line.row, run);
    const found = read(value);
    for (const fields of found) for (const name of fields.keys()) names.add(name);
    return found.map((fields) => ({ event: line.event, row: withFields(line.row, fields) }));
  });
  return { ...table, lines, extracted: [...table.extracted, ...names] };
}

/** What a value holds: one set of fields, or one for each match. */
function readerOf({ pattern, names, start, end }: Parse, run: Run): (value: Value) => readonly Fields[] {
  const aliases = names.map(({ name }) => name);
  const [first = ""] = aliases;
  if (pattern.kind === "json") return (value) => [new Map([[first, memberOf(value, pattern.path)]])];
  const ofText = textReader(pattern, aliases, (source) => regexOf(source, run.readings, { start, end }));
  return (value) => {
    const text = textOf(value, run.readings);
    const found = text === null ? [] : ofText(text);
    return found.length === 0 ? [none] : found;
  };
}

function textReader(
  pattern: Exclude<Pattern, { readonly kind: "json" }>,
  aliases: readonly string[],
  compile: (source: string) => ReturnType<typeof regexOf>,
): (text: string) => readonly Fields[] {
  const named = (values: readonly Value[]): Fields => new Map(aliases.map((name, index) => [name, values[index]]));
  if (pattern.kind === "glob") {
    const glob = globExpression(pattern.glob);
    return (text) => {
      const match = glob.exec(text);
      return match === null ? [] : [named(match.slice(1))];
    };
  }
  if (pattern.kind !== "regex") {
    return (text) => [named(pattern.kind === "csv" ? commaSeparated(text) : [logfmt(text)])];
  }
  const regex = compile(pattern.regex);
  return (text) => {
    const matches = regex.matches(text).map((groups) => groupFields(groups, aliases));
    return pattern.multi ? matches : matches.slice(0, 1);
  };
}

/** The groups in order if there are aliases, else the named ones. */
function groupFields(groups: Readonly<Record<string, string | undefined>>, aliases: readonly string[]): Fields {
  if (aliases.length > 0) return new Map(aliases.map((name, index) => [name, groups[index + 1]]));
  return new Map(Object.entries(groups).filter(([name]) => !/^\d+$/.test(name)));
}

const rest = String.raw`([\s\S]*)`;
const least = String.raw`([\s\S]*?)`;

/** `[*] *`: a star is as little as can be, the last one, if it ends the pattern, all that is left. */
function globExpression(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const greedyEnd = glob.endsWith("*");
  const body = parts.reduce((text, part, index) => {
    const last = greedyEnd && index === parts.length - 1;
    return `${text}${last ? rest : least}${part}`;
  });
  return new RegExp(body);
}

function memberOf(value: Value, path: string): Value {
  const structure = typeof value === "string" ? structureOf(value) : value;
  return within(structure, path.split("."));
}

function commaSeparated(text: string): readonly string[] {
  const cells = text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...cells].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "");
}

function logfmt(text: string): Value {
  const pairs = text.matchAll(/([^\s=]+)=(?:"((?:[^"\\]|\\[\s\S])*)"|(\S*))/g);
  return Object.fromEntries([...pairs].map(([, key = "", quoted, bare]) => [key, quoted ?? bare ?? ""]));
}
