import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Parquet files of the store, none of whose records is in another; `repeated`, each is put into two folders. */
export interface StoreFiles {
  readonly paths: readonly string[];
  /** The column of the record's time. */
  readonly time: string;
  readonly repeated: boolean;
}

/** Ingest hours, oldest first, that ended not long ago: a table projects its partitions up to now. */
export function ingestHours(count: number): readonly string[] {
  const nowMs = Date.now();
  return Array.from({ length: count }, (_, index) =>
    new Date(nowMs - (count - index) * 3_600_000).toISOString().slice(0, 13),
  );
}

/**
 * Spreads the records over folders `ingest_hour=YYYY-MM-DDTHH`, as the store on S3 has its fresh files. Hive has no UUID:
 * the record's id is text there.
 */
export async function spreadByHour(
  folder: string,
  { paths, time, repeated }: StoreFiles,
  hours: readonly string[],
): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ");
    await connection.run(
      `CREATE TABLE records AS SELECT * REPLACE (CAST(record_id AS VARCHAR) AS record_id),
        row_number() OVER (ORDER BY "${time}", record_id) % ${hours.length} AS place
        FROM read_parquet([${list}], hive_partitioning = false)`,
    );
    if (repeated) {
      const next = `(place + 1 + place % 2) % ${hours.length}`;
      await connection.run(`INSERT INTO records SELECT * REPLACE (${next} AS place) FROM records`);
    }
    for (const [place, hour] of hours.entries()) {
      const target = join(folder, `ingest_hour=${hour}`);
      mkdirSync(target, { recursive: true });
      await connection.run(
        `COPY (SELECT * EXCLUDE (place) FROM records WHERE place = ${place})
          TO '${join(target, "records.parquet")}' (FORMAT parquet, COMPRESSION zstd)`,
      );
    }
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
}
