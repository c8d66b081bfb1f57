import { join } from "node:path";
import { literal } from "../../sql-text.ts";
import { Connections } from "./connections.ts";
import { DuckDBInstance } from "./driver.ts";

export interface DatabaseLimits {
  readonly threads?: number | undefined;
  /** As DuckDB writes it: `2GB`, `60%`. */
  readonly memoryLimit?: string | undefined;
}

/**
 * An in-memory DuckDB that reads below one folder only, loads no extension and cannot be told otherwise afterwards.
 * @see https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
 */
export async function openDatabase(root: string, scratch: string, limits: DatabaseLimits): Promise<Connections> {
  const instance = await DuckDBInstance.create(":memory:", {
    ...(limits.threads === undefined ? {} : { threads: String(limits.threads) }),
    ...(limits.memoryLimit === undefined ? {} : { memory_limit: limits.memoryLimit }),
    temp_directory: join(scratch, "spill"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  for (const statement of lockdown(root)) await connection.run(statement);
  const connections = new Connections(instance);
  connections.giveBack(connection);
  return connections;
}

function lockdown(root: string): readonly string[] {
  return [
    `SET allowed_directories = [${literal(root)}]`,
    // Files of the store never change under their name.
    "SET GLOBAL parquet_metadata_cache = true",
    // The system's page cache has their bytes already; DuckDB's own would grow up to most of the machine's memory.
    "SET GLOBAL enable_external_file_cache = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}
