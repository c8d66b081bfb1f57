import { RE2JS } from "re2js";
import type { Span } from "./ast.ts";
import { malformed } from "./malformed.ts";
import type { Readings } from "./readings.ts";

/** A compiled regular expression: unanchored. */
export interface Regex {
  test(text: string): boolean;
  /** The matches' groups by name, else by number from 1. */
  matches(text: string): readonly Readonly<Record<string, string | undefined>>[];
  replace(text: string, replacement: string): string;
}

const compiled = new Map<string, Regex>();

/** Compiles an expression for the reading's engine. Throws `MalformedQueryException` on one that it does not take. */
export function regexOf(source: string, readings: Readings, span: Span): Regex {
  const key = `${readings.regexEngine} ${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  try {
    const regex = readings.regexEngine === "re2" ? re2(source) : backtracking(source);
    compiled.set(key, regex);
    return regex;
  } catch (error) {
    throw malformed(`invalid regular expression: ${error instanceof Error ? error.message : error}`, span);
  }
}

function re2(source: string): Regex {
  const pattern = RE2JS.compile(source);
  const names = Object.entries(pattern.namedGroups());
  return {
    test: (text) => pattern.matcher(text).find(),
    matches(text) {
      const matcher = pattern.matcher(text);
      const found: Record<string, string | undefined>[] = [];
      while (matcher.find()) {
        const groups: Record<string, string | undefined> = {};
        for (let group = 1; group <= matcher.groupCount(); group++) groups[group] = matcher.group(group) ?? undefined;
        for (const [name, group] of names) groups[name] = groups[group];
        found.push(groups);
      }
      return found;
    },
    replace: (text, replacement) => pattern.matcher(text).replaceAll(replacement),
  };
}

/** JavaScript's engine, with `\\A`, `\\z` and `\\x{}`, which others have; flags at the start of the expression are taken out of it. */
function backtracking(source: string): Regex {
  const leading = /^\(\?([ims]+)\)/.exec(source);
  const pattern = new RegExp(withPerlEscapes(source.slice(leading?.[0].length ?? 0)), `gu${leading?.[1] ?? ""}`);
  return {
    test: (text) => text.search(pattern) >= 0,
    matches: (text) =>
      [...text.matchAll(pattern)].map((match) => ({
        ...Object.fromEntries(match.slice(1).map((group, index) => [String(index + 1), group])),
        ...match.groups,
      })),
    replace: (text, replacement) => text.replace(pattern, replacement),
  };
}

function withPerlEscapes(source: string): string {
  const others: Readonly<Record<string, string>> = {
    "\\A": "(?<![\\s\\S])",
    "\\z": "(?![\\s\\S])",
    "\\x{": "\\u{",
  };
  return source.replaceAll(/\\(?:x\{|[\s\S])/g, (part) => others[part] ?? part);
}
