import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Shapes, typeText } from "./shape.ts";

/** Writes rows, each as JSON text, into a Parquet file of these columns. */
export async function writeParquet(path: string, shapes: Shapes, rows: readonly string[]): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const lines = `${path}.json`;
  writeFileSync(lines, rows.join("\n"));
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const columns = Object.entries(shapes).map(([name, shape]) => `"${name}": '${typeText(shape, "duckdb")}'`);
    const read = `read_json('${lines}', format = 'newline_delimited', columns = {${columns.join(", ")}}, maximum_object_size = 100000000)`;
    await connection.run(`COPY (SELECT * FROM ${read}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
    connection.closeSync();
  } finally {
    instance.closeSync();
    rmSync(lines);
  }
}
