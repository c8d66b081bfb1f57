import type { Selection } from "../ast.ts";
import type { LogEvent } from "../discover.ts";
import type { Scope } from "../expression.ts";
import type { Row, Value } from "../value.ts";

/** A row on its way through the pipeline. */
export interface Line {
  readonly row: Row;
  /** The event that it came from, for `@ptr`; null for a group. */
  readonly event: LogEvent | null;
}

/** What a command takes and gives: the rows, and the columns that the result will show. */
export interface Table {
  readonly lines: readonly Line[];
  /** Of the last `display`, or of `stats`. */
  readonly shown: readonly string[] | null;
  /** Of `fields`. */
  readonly listed: readonly string[];
  /** Made by `parse` and `unnest`. */
  readonly extracted: readonly string[];
  readonly grouped: boolean;
}

/** What a command is run in. */
export interface Run extends Scope {
  /** The rows of the log groups that `SOURCE` names. */
  readonly sourceLines: (selection: Selection) => readonly Line[];
}

export type Fields = ReadonlyMap<string, Value>;

/** The columns of the result (CWL_QuerySyntax-Display, -Fields): `@timestamp` and `@message` if none were named. */
export function columnsOf({ shown, listed, extracted, grouped }: Table): readonly string[] {
  if (shown !== null) return shown;
  if (grouped) return listed;
  const named = listed.length === 0 ? ["@timestamp", "@message"] : listed;
  return [...new Set([...named, ...extracted])];
}
