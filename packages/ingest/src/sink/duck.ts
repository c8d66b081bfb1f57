import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { atDiskAsync, literal } from "@trailkeep/core/store";
import type { z } from "zod";

/** Memory that DuckDB may use before it spills to the store's staging folder. */
const memoryLimit = "1GB";

/** A DuckDB of its own for one run: it sorts, compares and writes Parquet, and is gone afterwards. */
export class Duck {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #folder: string;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, folder: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.#folder = folder;
  }

  /** @param folder where it may spill */
  static async open(folder: string): Promise<Duck> {
    const instance = await DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      memory_limit: memoryLimit,
      threads: String(Math.min(8, availableParallelism())),
    });
    const connection = await instance.connect();
    await connection.run(`SET temp_directory = ${literal(join(folder, "spill"))}; SET TimeZone = 'UTC'`);
    return new Duck(instance, connection, folder);
  }

  /** @throws TrailkeepError storage-failed */
  async run(sql: string): Promise<void> {
    await atDiskAsync(this.#folder, () => this.#connection.run(sql));
  }

  /** @throws TrailkeepError storage-failed */
  async all<T>(schema: z.ZodType<T>, sql: string): Promise<T[]> {
    const result = await atDiskAsync(this.#folder, () => this.#connection.runAndReadAll(sql));
    return result.getRowObjectsJS().map((row) => schema.parse(row));
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
