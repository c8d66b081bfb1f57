import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** Connections to one database, kept for the next query: making one takes as long as planning a small statement. */
export class Connections {
  readonly instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];

  constructor(instance: DuckDBInstance) {
    this.instance = instance;
  }

  async take(): Promise<DuckDBConnection> {
    return this.#idle.pop() ?? this.instance.connect();
  }

  /** Takes back a connection that has done its work and left nothing behind; any other is to be closed. */
  giveBack(connection: DuckDBConnection): void {
    this.#idle.push(connection);
  }

  closeSync(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    this.instance.closeSync();
  }
}
