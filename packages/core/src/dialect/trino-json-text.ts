import { extractSql, guarded, type JsonPlace, markedPlace, numberMark, numberSql, unmarkedSql } from "./trino-json.ts";

/** Open JSON as text, as the embedded engine shows it. */

/** Compact JSON text of whatever is at a place; null where JSON null or nothing is. */
export function jsonTextSql(place: JsonPlace): string {
  const found = markedPlace(place);
  const text = `nullif(json_format(${guarded(found, extractSql(found))}), 'null')`;
  const parts = `("(?:[^"\\\\]|\\\\.)*")|(-?[0-9]+[.][0-9]+E-?[0-9]+)`;
  const shown = `regexp_replace(${text}, '${parts}', "part" -> coalesce("part"[1], ${numberSql(`"part"[2]`)}))`;
  return unmarkedSql(fewestEscapesSql(shown));
}

/** Noncharacters too: they stand for a backslash, and for a quote behind one. */
const [backslash, quote] = ["chr(64976)", "chr(64977)"];

/**
 * What is at a place as it stands in the document, without white space: numbers and the backslashes of strings are put
 * out of Trino's sight, which would write them anew, and are put back into what it found.
 */
export function verbatimSql({ document, steps }: Pick<JsonPlace, "document" | "steps">): string {
  const string = `replace(replace(replace("part"[1], '\\\\', ${backslash} || ${backslash}), '\\"', ${backslash} || ${quote}), '\\', ${backslash})`;
  const parts = `'("(?:[^"\\\\]|\\\\.)*")|(-?[0-9][0-9.eE+-]*)'`;
  const hidden = `regexp_replace(${document}, ${parts}, "part" -> coalesce(${string}, '"' || ${numberMark} || "part"[2] || '"'))`;
  const found = fewestEscapesSql(`nullif(json_format(${extractSql({ document: hidden, steps })}), 'null')`);
  return `replace(replace(${unmarkedSql(found)}, ${backslash} || ${quote}, '\\"'), ${backslash}, '\\')`;
}

/** Trino writes a character beyond the basic plane as two escapes; here it is the character. */
export function fewestEscapesSql(json: string): string {
  const pair = "(\\\\[^u])|\\\\u(D[89AB][0-9A-F]{2})\\\\u(D[C-F][0-9A-F]{2})";
  const code = `(from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216`;
  return `regexp_replace(${json}, '${pair}', "pair" -> coalesce("pair"[1], chr(${code})))`;
}
