import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { TablePlace } from "./place.ts";

/** The store on S3, made of Parquet files as the product writes them: fresh files by ingest hour, and the archive. */
export interface StoreFiles {
  readonly source: string;
  /** Parquet files, none of whose records is in another. */
  readonly paths: readonly string[];
  /** The column of the record's time. */
  readonly time: string;
}

export interface StoreTablesMade {
  readonly fresh: string;
  readonly archive: string;
  /** The last hour that the archive holds whole. */
  readonly archivedThrough: string;
}

const hours = ["2026-03-02T03", "2026-03-02T04", "2026-03-02T05", "2026-03-02T06"] as const;
const archivedThrough = "2026-03-02T04";

/**
 * Spreads the records over four ingest hours. The archive has all that was taken up to the second, and the hour after it
 * in part, as while a move runs; the fresh files have all hours but the first, because they outlive their move.
 */
export async function storeTables(place: TablePlace, store: StoreFiles): Promise<StoreTablesMade> {
  const { trino, files, schema } = place;
  const [fresh, archive] = [`${store.source}_fresh`, `${store.source}_archive`];
  const folder = join(files, schema, fresh);
  const columns = await spread(folder, store);
  const list = columns.map(({ name, type }) => `"${name}" ${type}`).join(", ");
  await trino.query(
    `CREATE TABLE awsdatacatalog.${schema}."${fresh}" (${list}, ingest_hour varchar)
      WITH (format = 'PARQUET', partitioned_by = ARRAY['ingest_hour'], external_location = 'local:///${schema}/${fresh}')`,
  );
  await trino.query(`CALL awsdatacatalog.system.sync_partition_metadata('${schema}', '${fresh}', 'ADD')`);
  const [first, second, third, fourth] = hours;
  await trino.query(
    `CREATE TABLE iceberg.${schema}."${archive}" WITH (partitioning = ARRAY['day']) AS
      SELECT *, CAST("${store.time}" AS date) AS day FROM awsdatacatalog.${schema}."${fresh}"
      WHERE ingest_hour IN ('${first}', '${second}') OR (ingest_hour = '${third}' AND "${store.time}" > TIMESTAMP '2026-03-01 09:00:00')`,
  );
  await trino.query(
    `CALL awsdatacatalog.system.unregister_partition('${schema}', '${fresh}', ARRAY['ingest_hour'], ARRAY['${first}'])`,
  );
  if (fourth <= archivedThrough) throw new Error("the last hour must be fresh only");
  return { fresh, archive, archivedThrough };
}

interface StoreColumn {
  readonly name: string;
  readonly type: string;
}

/** Writes the records into a folder an hour, and tells their columns. Hive has no UUID: the record's id is text. */
async function spread(folder: string, { paths, time }: StoreFiles): Promise<readonly StoreColumn[]> {
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ");
    await connection.run(
      `CREATE TABLE records AS SELECT * REPLACE (CAST(record_id AS VARCHAR) AS record_id),
        row_number() OVER (ORDER BY "${time}", record_id) % ${hours.length} AS place
        FROM read_parquet([${list}], hive_partitioning = false)`,
    );
    for (const [place, hour] of hours.entries()) {
      mkdirSync(join(folder, `ingest_hour=${hour}`), { recursive: true });
      await connection.run(
        `COPY (SELECT * EXCLUDE (place) FROM records WHERE place = ${place})
          TO '${join(folder, `ingest_hour=${hour}`, "records.parquet")}' (FORMAT parquet, COMPRESSION zstd)`,
      );
    }
    const described = await connection.runAndReadAll("DESCRIBE SELECT * EXCLUDE (place) FROM records");
    connection.closeSync();
    return described.getRowsJson().map(([name, type]) => ({ name: String(name), type: trinoType(String(type)) }));
  } finally {
    instance.closeSync();
  }
}

/** A type of DuckDB's in Trino's words. */
function trinoType(type: string): string {
  if (type.endsWith("[]")) return `array(${trinoType(type.slice(0, -2))})`;
  if (!type.startsWith("STRUCT(")) return /^TIMESTAMP/.test(type) ? "timestamp(3)" : type.toLowerCase();
  const members = splitMembers(type.slice("STRUCT(".length, -1)).map((member) => {
    const [, quoted, plain, rest = ""] = /^(?:"((?:[^"]|"")*)"|(\S+)) (.*)$/s.exec(member) ?? [];
    return `"${quoted ?? plain}" ${trinoType(rest)}`;
  });
  return `row(${members.join(", ")})`;
}

function splitMembers(list: string): readonly string[] {
  const members: string[] = [];
  let [depth, from] = [0, 0];
  for (let place = 0; place < list.length; place++) {
    if (list[place] === "(") depth += 1;
    else if (list[place] === ")") depth -= 1;
    else if (list[place] === "," && depth === 0) {
      members.push(list.slice(from, place).trim());
      from = place + 1;
    }
  }
  return [...members, list.slice(from).trim()];
}
