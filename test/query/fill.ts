import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type SourceName, sourceNames } from "@trailkeep/core/catalog";
import { openQueryService, type QueryService } from "@trailkeep/core/engine";
import { Store, type StoreRow } from "@trailkeep/core/store";
import { compactStore } from "../../packages/ingest/src/compact/compact.ts";
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

export interface FillOptions {
  /** Each file is taken by a run of its own, and what the first two leave is merged before the third. */
  readonly merged?: boolean;
}

/**
 * Takes the rows into a new store as ingest does, from two files (or three that are merged in part), so that repeats are
 * met within a file and across.
 */
export async function storeOf(rows: readonly StoreRow[], nowMs: number, options: FillOptions = {}): Promise<Asked> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeep-query-"));
  const root = join(folder, "store");
  const parts = options.merged === true ? inTurn(rows, 3) : halves(rows);
  const files = parts.map((part, index) => ({
    path: join(folder, `${index}.rows`),
    part,
  }));
  for (const { path, part } of files) writeFileSync(path, part.map(lineOf).join("\n"));
  const paths = files.map(({ path }) => path);
  if (options.merged === true) {
    for (const path of paths.slice(0, 2)) await runIngest([path], { root }, reading);
    await compactStore(root);
  }
  await runIngest(paths, { root }, reading);
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

function halves<T>(items: readonly T[]): readonly (readonly T[])[] {
  const half = Math.ceil(items.length / 2);
  return [items.slice(0, half), items.slice(half)];
}

function inTurn<T>(items: readonly T[], parts: number): readonly (readonly T[])[] {
  return Array.from({ length: parts }, (_, part) => items.filter((_item, place) => place % parts === part));
}
