import type { SourceName } from "../catalog/index.ts";
import { identifier } from "../sql-text.ts";
import { timeColumn } from "./column.ts";

/** Options of DuckDB's COPY for every Parquet file of the store. */
export const parquetOptions = "FORMAT parquet, COMPRESSION zstd";

/** The columns by which the rows of a file are sorted, as SQL text. */
export function sortColumns(source: SourceName): readonly string[] {
  return [identifier(timeColumn(source))];
}
