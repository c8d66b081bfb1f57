import { createRequire } from "node:module";
import type Libsql from "libsql";
import type { z } from "zod";
import { TrailkeepError } from "../error.ts";
import { asStorageError } from "./disk.ts";

export type SqlValue = string | number | bigint | null;

/** The driver: loaded by the first connection, so that a wrong query is refused without it. */
const driver = (): typeof Libsql => createRequire(import.meta.url)("libsql");

/** How long a statement waits for another process's transaction, milliseconds. */
const busyTimeoutMs = 10_000;

/**
 * One connection to a SQLite file. Rows are parsed by a zod schema as they come out.
 * Opening creates the file if it is missing. No method may be given text that holds NUL: SQLite would cut it there.
 */
export class Sqlite {
  readonly #database: InstanceType<typeof Libsql>;
  readonly #statements = new Map<string, ReturnType<InstanceType<typeof Libsql>["prepare"]>>();
  readonly path: string;

  constructor(path: string, options: { readonly timeoutMs?: number } = {}) {
    this.path = path;
    this.#database = this.#guard(() => new (driver())(path, { timeout: options.timeoutMs ?? busyTimeoutMs }));
  }

  exec(sql: string): void {
    this.#guard(() => this.#database.exec(sql));
  }

  /** Runs a statement and returns how many rows it changed. */
  run(sql: string, values: readonly SqlValue[] = []): number {
    return this.#guard(() => this.#prepare(sql).run([...values]).changes);
  }

  all<T>(schema: z.ZodType<T>, sql: string, values: readonly SqlValue[] = []): T[] {
    return this.#guard(() => this.#prepare(sql).all([...values])).map((row) => schema.parse(row));
  }

  get<T>(schema: z.ZodType<T>, sql: string, values: readonly SqlValue[] = []): T | undefined {
    return this.all(schema, sql, values)[0];
  }

  /** Runs `work` in one write transaction: all of it becomes visible and durable, or nothing does. */
  transaction<T>(work: () => T): T {
    this.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.exec("ROLLBACK");
      throw error;
    }
  }

  /** Runs `work` on one snapshot: what others commit meanwhile is not seen. */
  snapshot<T>(work: () => T): T {
    if (this.#database.inTransaction) return work();
    this.exec("BEGIN");
    try {
      return work();
    } finally {
      this.exec("COMMIT");
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.open) this.#database.close();
  }

  #prepare(sql: string) {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translated(error, this.path);
    }
  }
}

/** Whether an error says that another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof TrailkeepError && error.code === "store-busy";
}

const damaged = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB"]);

function translated(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    const message = "another process is writing to the store and did not finish in time";
    return new TrailkeepError("store-busy", { message, at: path, hint: "try again" }, { cause: error });
  }
  if (damaged.has(code) || /not a database|malformed/.test(error.message)) {
    const hint = "restore the store's folder from a backup, or ingest the logs into a new one";
    return new TrailkeepError("store-damaged", { message: error.message, at: path, hint }, { cause: error });
  }
  return asStorageError(error, path);
}
