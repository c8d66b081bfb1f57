import { z } from "zod";
import type { Sqlite } from "./sqlite.ts";

const row = z.object({ uri: z.string(), mtime_us: z.number() });

/** When the disk first had input objects, by their modification time, epoch milliseconds by URI; those that the ledger knows. */
export function arrivals(manifest: Sqlite, inputObjects: readonly string[]): ReadonlyMap<string, number> {
  const sql = `SELECT uri, min(mtime_us) AS mtime_us FROM object
    WHERE uri IN (SELECT value FROM json_each(?)) GROUP BY uri`;
  const found = manifest.all(row, sql, [JSON.stringify(inputObjects)]);
  return new Map(found.map(({ uri, mtime_us: mtimeUs }) => [uri, Math.floor(mtimeUs / 1000)]));
}
