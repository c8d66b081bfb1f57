import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBMaterializedResult } from "@duckdb/node-api";
import type { Statement } from "../../dialect/statement.ts";
import { literal } from "../../sql-text.ts";
import { type Bindings, bindings, canonicalRow } from "../canonical.ts";
import type { Column, Row } from "../types.ts";
import { maxRowsInMemory } from "./bounds.ts";
import type { Databases } from "./databases.ts";

/** A finished result: any slice of it, the same each time, without asking the store again. */
export interface FinishedResult {
  readonly rowCount: number;
  slice(from: number, count: number): Promise<readonly Row[]>;
  discard(): Promise<void>;
}

export interface ResultPlace {
  readonly databases: Databases;
  readonly folder: string;
  readonly name: string;
}

/** Runs a statement to its end. Columns go by their place, whatever their names. */
export async function computeResult(
  connection: DuckDBConnection,
  { text, columns, limit, parameters }: Pick<Statement, "text" | "columns" | "limit" | "parameters">,
  place: ResultPlace,
): Promise<FinishedResult> {
  const names = `(${columns.map((_, index) => `c${index}`).join(", ")})`;
  const bound = bindings(parameters);
  if (limit !== null && limit <= maxRowsInMemory) {
    return inMemory(await readRows(connection, `(${text}) AS result ${names}`, columns, bound));
  }
  await run(connection, `CREATE TEMP TABLE result ${names} AS ${text}`, bound);
  const result = await takeTable(connection, columns, place);
  await connection.run("DROP TABLE result");
  return result;
}

/**
 * Without constants a statement goes as text: a prepared one is bound twice, before and after its values are known,
 * which costs as much as all else about a small query.
 */
async function run(
  connection: DuckDBConnection,
  text: string,
  { values, types }: Bindings,
): Promise<DuckDBMaterializedResult> {
  if (values.length === 0) return connection.run(text);
  const prepared = await connection.prepare(text);
  try {
    prepared.bind(values, types);
    return await prepared.run();
  } finally {
    prepared.destroySync();
  }
}

/** Takes the table `result` as a finished result: how many rows it has is known only now. */
async function takeTable(
  connection: DuckDBConnection,
  columns: readonly Column[],
  place: ResultPlace,
): Promise<FinishedResult> {
  const first = await readRows(connection, `result LIMIT ${maxRowsInMemory + 1}`, columns);
  if (first.length <= maxRowsInMemory) return inMemory(first);
  const counted = await connection.runAndReadAll("SELECT count(*) FROM result");
  const rowCount = Number(counted.getRows()[0]?.[0] ?? 0);
  await mkdir(place.folder, { recursive: true });
  const path = join(place.folder, `${place.name}.parquet`);
  const kept = columns.map(spillColumn).join(", ");
  await connection.run(`COPY (SELECT ${kept} FROM result) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`);
  return spilled(place.databases, path, rowCount, columns);
}

function inMemory(rows: readonly Row[]): FinishedResult {
  return {
    rowCount: rows.length,
    slice: async (from, count) => rows.slice(from, from + count),
    discard: () => Promise.resolve(),
  };
}

function spilled(databases: Databases, path: string, rowCount: number, columns: readonly Column[]): FinishedResult {
  return {
    rowCount,
    async slice(from, count) {
      const loan = await databases.lend();
      let clean = false;
      try {
        const rows = `read_parquet(${literal(path)}, file_row_number = true)`;
        const page = `WHERE file_row_number >= ${from} AND file_row_number < ${from + count} ORDER BY file_row_number`;
        const read = await readRows(loan.connection, `${rows} ${page}`, columns);
        clean = true;
        return read;
      } finally {
        loan.end(clean);
      }
    },
    discard: () => rm(path, { force: true }),
  };
}

async function readRows(
  connection: DuckDBConnection,
  from: string,
  columns: readonly Column[],
  bound: Bindings = { values: [], types: [] },
): Promise<readonly Row[]> {
  const result = await run(connection, `SELECT ${columns.map(readColumn).join(", ")} FROM ${from}`, bound);
  const rows: Row[] = [];
  for (let index = 0; index < result.chunkCount; index++) {
    for (const cells of result.getChunk(index).getRows()) rows.push(canonicalRow(cells, columns));
  }
  return rows;
}

/** Parquet has no 128-bit integer: DuckDB would write a sum as a double. */
function spillColumn({ type }: Column, place: number): string {
  return type === "integer" ? `CAST(c${place} AS DECIMAL(38, 0)) AS c${place}` : `c${place}`;
}

/** The driver's decoder swallows a byte order mark at the beginning of a text: where there is one, it gets two. */
function readColumn({ type }: Column, place: number): string {
  const column = `c${place}`;
  if (type !== "string" && type !== "json") return column;
  return `CASE WHEN starts_with(${column}, chr(65279)) THEN chr(65279) || ${column} ELSE ${column} END`;
}
