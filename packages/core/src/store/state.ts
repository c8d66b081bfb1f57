import { z } from "zod";
import { TrailkeepError } from "../error.ts";
import type { Sqlite } from "./sqlite.ts";

/** A value under a key. The version grows by one with every change. */
export interface StateEntry {
  readonly key: string;
  readonly value: string;
  readonly version: number;
}

export interface StatePage {
  readonly limit: number;
  /** Keys after this one, in order of their UTF-8 bytes. */
  readonly afterKey?: string | undefined;
}

/**
 * Small state that outlives a process: idempotency keys, saved queries, spend, approvals. Keys and values are text without
 * NUL. Every write is atomic and durable when its promise resolves; of racing writers exactly one wins.
 */
export interface StateStore {
  get(key: string): Promise<StateEntry | undefined>;
  /** Whether the key was free and is now taken. */
  putIfAbsent(key: string, value: string): Promise<boolean>;
  /** Whether the entry still had this version and now holds the value. */
  putIfMatch(key: string, value: string, version: number): Promise<boolean>;
  /** Entries whose key starts with the prefix, in order of their keys' UTF-8 bytes. */
  list(prefix: string, page: StatePage): Promise<readonly StateEntry[]>;
}

const entryRow = z.object({ key: z.string(), value: z.string(), version: z.number() });

/** The state of an embedded store, in its manifest. `read` gives the manifest if there is one, `write` makes it. */
export function manifestState(read: () => Sqlite | undefined, write: () => Sqlite): StateStore {
  return {
    async get(key) {
      return read()?.get(entryRow, "SELECT key, value, version FROM state WHERE key = ?", [key]);
    },
    async putIfAbsent(key, value) {
      const values = [checked(key), checked(value)];
      return write().run("INSERT INTO state VALUES (?, ?, 1) ON CONFLICT DO NOTHING", values) === 1;
    },
    async putIfMatch(key, value, version) {
      const values = [checked(value), checked(key), version];
      return (
        write().run("UPDATE state SET value = ?, version = version + 1 WHERE key = ? AND version = ?", values) === 1
      );
    },
    async list(prefix, page) {
      const sql = `SELECT key, value, version FROM state
        WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 AND key > ?2 ORDER BY key LIMIT ?3`;
      return read()?.all(entryRow, sql, [prefix, page.afterKey ?? "", page.limit]) ?? [];
    },
  };
}

function checked(text: string): string {
  if (!text.includes("\0")) return text;
  throw new TrailkeepError("invalid-request", "a key or value of the state cannot hold a NUL character");
}
