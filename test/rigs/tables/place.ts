import { join } from "node:path";
import type { TrinoClient } from "../trino/client.ts";
import { columnsText, type Shapes } from "./shape.ts";
import { writeParquet } from "./write.ts";

/** Where a rig's tables go: a schema of Trino's, and the folder that `local:///` means there. */
export interface TablePlace {
  readonly trino: TrinoClient;
  readonly files: string;
  readonly schema: string;
}

/** A table over one Parquet file of rows, each given as JSON text. */
export async function parquetTable(
  { trino, files, schema }: TablePlace,
  table: string,
  shapes: Shapes,
  rows: readonly string[],
): Promise<void> {
  const folder = `${schema}/${table}`;
  if (rows.length > 0) await writeParquet(join(files, folder, "data.parquet"), shapes, rows);
  await trino.query(
    `CREATE TABLE awsdatacatalog.${schema}."${table}" (${columnsText(shapes, "trino")})
      WITH (format = 'PARQUET'${rows.length > 0 ? `, external_location = 'local:///${folder}'` : ""})`,
  );
}
