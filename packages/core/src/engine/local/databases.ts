import type { DuckDBConnection } from "@duckdb/node-api";
import type { Connections } from "./connections.ts";

/** A connection on loan. */
export interface Loan {
  readonly connection: DuckDBConnection;
  /** Ends the loan; `clean` if it has left nothing behind. */
  end(clean: boolean): void;
}

/**
 * The database of the moment. DuckDB remembers of every Parquet file where what stands in it, as long as the database is open
 * and also when the file is gone: beyond so many files, or four times the most that a query has read, a new one takes its place.
 */
export class Databases {
  readonly #open: () => Promise<Connections>;
  readonly #mostFiles: number;
  readonly #remembered = new Set<string>();
  #mostRead = 0;
  #current: Promise<Connections> | null = null;

  constructor(open: () => Promise<Connections>, mostFiles: number) {
    this.#open = open;
    this.#mostFiles = mostFiles;
  }

  /** A connection for a query that reads these files. */
  async lend(paths: readonly string[] = []): Promise<Loan> {
    this.#mostRead = Math.max(this.#mostRead, paths.length);
    if (this.#remembered.size > Math.max(this.#mostFiles, 4 * this.#mostRead)) await this.close();
    for (const path of paths) this.#remembered.add(path);
    for (;;) {
      this.#current ??= this.#open();
      const connections = await this.#current;
      if (connections.retired) continue;
      const connection = await connections.take();
      return {
        connection,
        end: (clean) => (clean ? connections.giveBack(connection) : connections.discard(connection)),
      };
    }
  }

  /** Lets go of the database; queries under way end with it. */
  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    this.#remembered.clear();
    (await current)?.retire();
  }
}
