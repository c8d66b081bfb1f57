import { type Shortcut, type SourceName, sourceOf } from "../catalog/index.ts";
import { identifier, literal } from "../sql-text.ts";
import { columnOf, shortcutColumn } from "./row.ts";

/**
 * Grows with every change of any source's shortcuts. A file knows with which it was written: another's columns are not
 * read, and the values are taken from the JSON.
 */
export const shortcutVersion = 1;

/** A column of text that holds a member of open JSON, and what it is in DuckDB's SQL over the JSON's own column. */
export interface ShortcutValue {
  readonly name: string;
  readonly sql: string;
}

/** The columns that a source's files have beside those of its fields, once they were written by a compaction. */
export function shortcutValues(source: SourceName): readonly ShortcutValue[] {
  return (sourceOf(source).shortcuts ?? []).map((shortcut) => ({
    name: shortcutColumn(shortcut),
    sql: valueSql(shortcut),
  }));
}

/** Null where an object or array stands, as everywhere (decision 1), and where the JSON cannot be read. */
function valueSql({ field, member }: Shortcut): string {
  const json = columnOf(field).map(identifier).join(".");
  return `TRY(json_extract_string(json_value(${json}, ${literal(`$."${member}"`)}), '$'))`;
}
