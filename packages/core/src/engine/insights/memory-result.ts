import type { RemoteResult } from "../remote/driver.ts";
import type { Row } from "../types.ts";

/** A result that is here already. */
export function memoryResult(rows: readonly Row[]): RemoteResult {
  return {
    rowCount: rows.length,
    warnings: [],
    slice: async (from, count) => ({ rows: rows.slice(from, from + count), more: from + count < rows.length }),
  };
}
