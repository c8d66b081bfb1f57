import { type Options, stringify } from "csv-stringify/sync";
import type { EvidenceRecord } from "../evidence/index.ts";

/**
 * CSV by RFC 4180. A text that a spreadsheet would run as a formula gets a `'` in front
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const dialect = {
  record_delimiter: "\r\n",
  escape_formulas: true,
  quoted_match: /^$|[\r\n]/,
  header: true,
  columns: ["seq", "at", "kind", "principal", "store", "body", "previous", "hash", "signature"],
} as const satisfies Options;

/** The records as CSV, a line each; `body` is JSON. */
export function evidenceCsv(records: readonly EvidenceRecord[]): string {
  return stringify(
    records.map(({ atMs, body, ...record }) => ({
      ...record,
      at: new Date(atMs).toISOString(),
      store: typeof body["store"] === "string" ? body["store"] : "",
      body: JSON.stringify(body),
    })),
    dialect,
  );
}
