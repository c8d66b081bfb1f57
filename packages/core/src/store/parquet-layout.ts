import type { SourceName } from "../catalog/index.ts";
import { identifier } from "../sql-text.ts";
import { timeColumn } from "./column.ts";

/**
 * Options of DuckDB's COPY for the Parquet files of the store, chosen by measurement (docs/decisions/0026). Row groups of
 * 10,240 rows let a look-up skip most of a file; zstd's first level makes log text smaller than its third.
 */
export const parquetOptions = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 10240";

/** The columns by which the rows of a file are sorted, as SQL text. */
export function sortColumns(source: SourceName): readonly string[] {
  return [identifier(timeColumn(source))];
}
