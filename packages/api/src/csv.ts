import type { Column, Row, Value } from "@trailkeep/core/engine";
import { type Options, stringify } from "csv-stringify/sync";

/**
 * CSV by RFC 4180: CRLF ends every line. A null is an empty cell, an empty text is `""`. A text that a spreadsheet would
 * run as a formula (one that starts with `=`, `+`, `-`, `@`, a tab or a carriage return, or a full-width form of the
 * first four) gets a `'` in front (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay numbers.
 */
const dialect = {
  record_delimiter: "\r\n",
  escape_formulas: true,
  // Empty texts, to tell them from nulls; and line ends of every kind, not only the one that ends our lines.
  quoted_match: /^$|[\r\n]/,
  cast: { boolean: String, number: String, bigint: String },
} as const satisfies Options;

/** The line of column names. */
export function csvHeader(columns: readonly Column[]): string {
  return stringify([columns.map((column) => column.name)], dialect);
}

/** Rows as lines, without the header. */
export function csvLines(columns: readonly Column[], rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => row.map((value, index) => cell(value, columns[index]))),
    dialect,
  );
}

/** An integer beyond 2^53 travels as text; here it is a number again, so that its minus sign is not taken for a formula. */
function cell(value: Value, column: Column | undefined): Value | bigint {
  return column?.type === "integer" && typeof value === "string" ? BigInt(value) : value;
}
