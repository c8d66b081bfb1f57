import { existsSync } from "node:fs";
import { join } from "node:path";
import { TrailkeepError } from "@trailkeep/core/error";
import {
  type Change,
  type DataDay,
  type DataFile,
  noFiles,
  type StoreWriter,
  shortcutVersion,
} from "@trailkeep/core/store";
import { z } from "zod";
import type { Duck } from "../sink/duck.ts";
import type { CompactBoundary } from "./boundary.ts";
import type { DayPlan } from "./choose.ts";
import { Origin } from "./origin.ts";
import { fileName, Publication } from "./publish.ts";
import { cut, type Slice } from "./slices.ts";
import {
  countDropped,
  countSeconds,
  countTwice,
  describe,
  findDropped,
  findTwice,
  type Inputs,
  writeSlice,
} from "./sql.ts";

const count = z.bigint().transform(Number);
const rowCount = z.object({ rows: count });
const droppedRow = z.object({ file: z.string(), uri: z.string(), rows: count });
const secondRow = z
  .object({ start_ms: count, rows: count })
  .transform(({ start_ms: startMs, rows }) => ({ startMs, rows }));
const describedRow = z.object({ uri: z.string(), rows: count, min_ms: count, max_ms: count });

export interface DayContext {
  readonly writer: StoreWriter;
  readonly duck: Duck;
  readonly targetBytes: number;
  /** Gives each file of the run its number. */
  readonly nextNumber: () => number;
  readonly onBoundary: (name: CompactBoundary) => void;
  /** Throws if the run is to stop. */
  readonly checkSignal: () => void;
}

/** What became of a day. */
export interface CompactedDay {
  readonly files: { readonly before: number; readonly after: number };
  readonly records: { readonly read: number; readonly written: number; readonly repeated: number };
  readonly bytes: { readonly read: number; readonly written: number };
}

/**
 * Merges the chosen files of a day into sorted ones: new files first, then the one transaction that shows them in the
 * place of the old ones. The old ones stay on the disk until no running query can need them.
 */
export async function compactDay(context: DayContext, { day, chosen }: DayPlan): Promise<CompactedDay> {
  const { writer, duck, checkSignal } = context;
  const origin = new Origin(writer.objectRows(chosen.map((file) => file.id)));
  checkPresent(day);
  const inputs = inputsOf(day, chosen);
  const dropped = await dropRepeats(duck, inputs, chosen, origin);
  const read = sum(chosen, (file) => file.rows);
  const slices = await slicesOf(context, inputs, chosen, dropped > 0);
  const publication = new Publication(writer.root, day, context.onBoundary);
  try {
    for (const slice of slices) {
      checkSignal();
      await writeOne(context, inputs, dropped > 0, slice, publication, origin);
    }
    checkRows(day, origin, read - dropped, publication);
  } catch (error) {
    publication.withdraw();
    throw error;
  }
  const result = resultOf(chosen, publication, dropped);
  context.onBoundary("compact-before-commit");
  writer.commit(changeOf(chosen, publication, origin, result));
  context.onBoundary("compact-committed");
  return result;
}

function resultOf(chosen: readonly DataFile[], { files }: Publication, repeated: number): CompactedDay {
  return {
    files: { before: chosen.length, after: files.length },
    records: { read: sum(chosen, (file) => file.rows), written: sum(files, (file) => file.rows), repeated },
    bytes: { read: sum(chosen, (file) => file.sizeBytes), written: sum(files, (file) => file.sizeBytes) },
  };
}

function checkPresent({ files }: DataDay): void {
  const gone = files.find((file) => !existsSync(file.path));
  if (gone === undefined) return;
  const hint = "restore it from a backup: nothing was changed";
  throw new TrailkeepError("store-damaged", { message: "a file of the store is gone", at: gone.path, hint });
}

/** Other files of the day matter only where their times meet those of the chosen: equal records have equal time. */
function inputsOf({ source, files }: DataDay, chosen: readonly DataFile[]): Inputs {
  const [minMs, maxMs] = [
    Math.min(...chosen.map((file) => file.minTimeMs)),
    Math.max(...chosen.map((file) => file.maxTimeMs)),
  ];
  const ids = new Set(chosen.map((file) => file.id));
  const others = files.filter((file) => !ids.has(file.id) && file.minTimeMs <= maxMs && file.maxTimeMs >= minMs);
  return { source, chosen: chosen.map((file) => file.path), others: others.map((file) => file.path) };
}

/** Finds repeats and answers how many rows go. */
async function dropRepeats(duck: Duck, inputs: Inputs, chosen: readonly DataFile[], origin: Origin): Promise<number> {
  await duck.run(findTwice(inputs));
  const [twice] = await duck.all(rowCount, countTwice);
  if (twice?.rows === 0) return 0;
  await duck.run(findDropped(inputs));
  const drops = await duck.all(droppedRow, countDropped);
  const ids = new Map(chosen.map((file) => [file.path, file.id]));
  for (const { file, uri, rows } of drops) origin.drop(ids.get(file) ?? -1, uri, rows);
  return sum(drops, (drop) => drop.rows);
}

/** One slice, or several of about the target size in a day that is larger. */
async function slicesOf(
  { duck, targetBytes }: DayContext,
  inputs: Inputs,
  chosen: readonly DataFile[],
  hasDropped: boolean,
): Promise<readonly Slice[]> {
  const rows = sum(chosen, (file) => file.rows);
  const targetRows = Math.max(
    1,
    Math.floor(
      (targetBytes * rows) /
        Math.max(
          1,
          sum(chosen, (file) => file.sizeBytes),
        ),
    ),
  );
  if (rows < 2 * targetRows) return [{ startMs: null, endMs: null, settled: rows >= targetRows }];
  return cut(await duck.all(secondRow, countSeconds(inputs, hasDropped)), targetRows);
}

async function writeOne(
  { duck, writer, nextNumber, onBoundary }: DayContext,
  inputs: Inputs,
  hasDropped: boolean,
  slice: Slice,
  publication: Publication,
  origin: Origin,
): Promise<void> {
  const name = fileName(writer.runId, nextNumber());
  const staged = join(writer.staging, name);
  await duck.run(writeSlice(inputs, hasDropped, slice, staged));
  onBoundary("compact-written");
  const described = await duck.all(describedRow, describe(inputs.source, staged));
  if (described.length === 0) return;
  publication.add(staged, {
    name,
    rows: sum(described, (row) => row.rows),
    minTimeMs: Math.min(...described.map((row) => row.min_ms)),
    maxTimeMs: Math.max(...described.map((row) => row.max_ms)),
    settled: slice.settled,
    shortcuts: shortcutVersion,
    objects: origin.place(new Map(described.map((row) => [row.uri, row.rows]))),
  });
}

function changeOf(
  chosen: readonly DataFile[],
  { files }: Publication,
  origin: Origin,
  { records, bytes }: CompactedDay,
): Change {
  return {
    files,
    objects: [],
    objectChanges: origin.changes(),
    replacedObjects: [],
    touched: [],
    quarantine: [],
    released: [],
    removedFiles: chosen.map((file) => file.id),
    run: { files: noFiles, records: { ...records, quarantined: 0, expired: 0 }, bytes, conflicts: 0 },
  };
}

/** The rows that were not dropped, all of them, by the ledger's account of every object: else nothing is changed. */
function checkRows({ source, day }: DataDay, origin: Origin, expected: number, { files }: Publication): void {
  const written = sum(files, (file) => file.rows);
  if (written === expected && origin.complete) return;
  throw new TrailkeepError("store-damaged", {
    message: `${expected} rows of ${source} ${day} were to be written, the new files hold ${written}; nothing was changed`,
    hint: "were files of the store changed from outside?",
  });
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
