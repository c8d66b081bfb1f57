import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** Connections to one database, kept for the next query: making one takes as long as planning a small statement. */
export class Connections {
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];
  #taken = 0;
  #retired = false;

  constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  get retired(): boolean {
    return this.#retired;
  }

  async take(): Promise<DuckDBConnection> {
    this.#taken += 1;
    try {
      return this.#idle.pop() ?? (await this.#instance.connect());
    } catch (error) {
      this.#return();
      throw error;
    }
  }

  /** Takes back a connection that has done its work and left nothing behind. */
  giveBack(connection: DuckDBConnection): void {
    this.#idle.push(connection);
    this.#return();
  }

  /** Takes back any other. */
  discard(connection: DuckDBConnection): void {
    connection.closeSync();
    this.#return();
  }

  /** No more is to be taken; the database is closed when the last connection is back. */
  retire(): void {
    this.#retired = true;
    this.#closeIfUnused();
  }

  #return(): void {
    this.#taken -= 1;
    this.#closeIfUnused();
  }

  #closeIfUnused(): void {
    if (!this.#retired || this.#taken > 0) return;
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    this.#instance.closeSync();
  }
}
