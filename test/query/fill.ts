import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type SourceName, sourceNames } from "@trailkeep/core/catalog";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store, type StoreRow } from "@trailkeep/core/store";
import { runIngest } from "../../packages/ingest/src/ingest.ts";
import { lineOf, reading } from "../../packages/ingest/test/row-lines.ts";
import { oracleRecord, type Records } from "../oracle/index.ts";

/** The same records twice: in a store with the query service over it, and as the oracle takes them. */
export interface Asked {
  /** The store's folder. */
  readonly root: string;
  readonly service: QueryService;
  readonly records: Records;
  close(): Promise<void>;
}

/** Takes the rows into a new store as ingest does, from two files, so that repeats are met within a file and across. */
export async function storeOf(rows: readonly StoreRow[], nowMs: number): Promise<Asked> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-query-"));
  const root = join(folder, "store");
  const half = Math.ceil(rows.length / 2);
  const files = [rows.slice(0, half), rows.slice(half)].map((part, index) => ({
    path: join(folder, `${index}.rows`),
    part,
  }));
  for (const { path, part } of files) writeFileSync(path, part.map(lineOf).join("\n"));
  await runIngest(
    files.map(({ path }) => path),
    { root },
    reading,
  );
  const store = Store.open(root);
  const service = openQueryService({ store, now: () => nowMs });
  const placed = files.flatMap(({ path, part }) =>
    part.map((row, inputPosition) => ({ row, place: { inputObject: pathToFileURL(path).href, inputPosition } })),
  );
  const recordsOf = (source: SourceName) =>
    placed.filter(({ row }) => row.source === source).map(({ row, place }) => oracleRecord(row, place));
  return {
    root,
    service,
    records: new Map(sourceNames.map((source) => [source, recordsOf(source)])),
    async close() {
      await service.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
