import { renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SourceName } from "@trailkeep/core/catalog";
import {
  atDisk,
  dataFilePath,
  dayFolder,
  makeFolder,
  type NewFile,
  type StoreFile,
  syncPath,
} from "@trailkeep/core/store";
import { z } from "zod";
import type { WriteBoundary } from "../boundary.ts";
import type { Conflict } from "../report.ts";
import type { Duck } from "./duck.ts";
import { countByObject, countRows, describeParquet, findConflicts, findRepeats, loadRuns, rewrite } from "./sql.ts";
import type { StagedPart } from "./stage.ts";

const count = z.bigint().transform(Number);
const rowCounts = z.object({ rows: count, records: count, known: count });
const objectCounts = z.object({ object_id: count, rows: count, repeats: count });
const conflictRow = z.object({ id: z.string(), account: z.string().nullable(), uri: z.string() });
const description = z.object({ rows: count, min_ms: count, max_ms: count });

export interface DayInput {
  readonly root: string;
  readonly source: SourceName;
  readonly day: string;
  /** What was staged for the day. */
  readonly parts: readonly StagedPart[];
  /** Objects whose staged rows do not count. */
  readonly dropped: ReadonlySet<number>;
  /** The visible files of the source and day. */
  readonly stored: readonly StoreFile[];
  /** A name for a Parquet file, each time another. */
  readonly newName: () => string;
  readonly folder: string;
  readonly onBoundary: (name: WriteBoundary) => void;
}

interface ObjectRows {
  readonly written: number;
  readonly repeated: number;
}

export interface WrittenDay {
  /** None if every row was a repeat. */
  readonly files: readonly NewFile[];
  /** Rows found on the stage, by object: new ones and repeats. */
  readonly objects: ReadonlyMap<number, ObjectRows>;
  readonly conflicts: readonly Conflict[];
}

/** A whole Parquet file in the staging folder. */
interface ReadyFile {
  readonly path: string;
  readonly rows: number;
  readonly minTimeMs: number;
  readonly maxTimeMs: number;
  readonly objects: ReadonlyMap<number, number>;
}

/**
 * Brings the rows of a day that the store does not hold yet into it, durable under their final names and not yet visible.
 * Staged files without a repeat are taken as they are; where there is one, its day is written anew without. Repeats are
 * looked for among the stored records of the same source and day: equal records have equal time.
 */
export async function writeDay(duck: Duck, input: DayInput): Promise<WrittenDay> {
  const { source, parts, dropped, stored } = input;
  const [counts] = await duck.all(rowCounts, countRows(source, parts, stored));
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  if (counts?.rows !== rows) {
    throw new Error(`${source} ${input.day}: ${rows} rows were staged, the files hold ${counts?.rows}`);
  }
  const isDropped = parts.some((part) => part.runs.some((run) => dropped.has(run.objectId)));
  const isClean = counts.records === rows && counts.known === 0 && !isDropped;
  const { ready, objects } = isClean ? asStaged(parts) : await withoutRepeats(duck, input);
  const conflicts = ready.length === 0 ? [] : await conflictsOf(duck, input, ready);
  const files = ready.map((file) => publish(input, file));
  return { files, objects, conflicts };
}

interface Ready {
  readonly ready: readonly ReadyFile[];
  readonly objects: ReadonlyMap<number, ObjectRows>;
}

function asStaged(parts: readonly StagedPart[]): Ready {
  const objects = new Map<number, ObjectRows>();
  const ready = parts.map((part): ReadyFile => {
    const own = new Map<number, number>();
    for (const { objectId, rows } of part.runs) {
      own.set(objectId, (own.get(objectId) ?? 0) + rows);
      objects.set(objectId, { written: (objects.get(objectId)?.written ?? 0) + rows, repeated: 0 });
    }
    return { ...part, objects: own };
  });
  return { ready, objects };
}

async function withoutRepeats(duck: Duck, input: DayInput): Promise<Ready> {
  const { source, parts, stored, dropped } = input;
  await duck.run(loadRuns(parts));
  await duck.run(findRepeats(source, parts, stored, dropped));
  const counted = await duck.all(objectCounts, countByObject);
  const objects = new Map(
    counted.map((row) => [row.object_id, { written: row.rows - row.repeats, repeated: row.repeats }]),
  );
  const fresh = counted.reduce((sum, row) => sum + row.rows - row.repeats, 0);
  const ready = fresh === 0 ? [] : [await rewritten(duck, input, objects, fresh)];
  await duck.run("DROP TABLE run; DROP TABLE fresh");
  return { ready, objects };
}

async function rewritten(duck: Duck, input: DayInput, objects: Ready["objects"], fresh: number): Promise<ReadyFile> {
  const { source, day, parts, folder } = input;
  const path = join(folder, `${source}-${day}-new.parquet`);
  await duck.run(rewrite(source, parts, path));
  const [found] = await duck.all(description, describeParquet(source, path));
  if (found?.rows !== fresh) {
    throw new Error(`${source} ${day}: ${fresh} rows were to be written, the file holds ${found?.rows}`);
  }
  const own = [...objects].map(([id, { written }]): [number, number] => [id, written]).filter(([, rows]) => rows > 0);
  return { path, rows: fresh, minTimeMs: found.min_ms, maxTimeMs: found.max_ms, objects: new Map(own) };
}

async function conflictsOf(
  duck: Duck,
  { source, day, stored }: DayInput,
  ready: readonly ReadyFile[],
): Promise<readonly Conflict[]> {
  const sql = findConflicts(
    source,
    ready.map((file) => file.path),
    stored,
  );
  if (sql === null) return [];
  const rows = await duck.all(conflictRow, sql);
  return rows.map((row) => ({
    source,
    eventId: row.id,
    recipientAccountId: row.account,
    day,
    inputObject: row.uri,
  }));
}

/** The file's bytes first, then its name: a name on the disk without its bytes could be listed after a power cut. */
function publish({ root, source, day, newName, onBoundary }: DayInput, file: ReadyFile): NewFile {
  const name = newName();
  const folder = join(root, dayFolder(source, day));
  onBoundary("parquet-written");
  atDisk(folder, () => {
    syncPath(file.path);
    onBoundary("parquet-synced");
    makeFolder(folder);
    renameSync(file.path, join(folder, name));
    syncPath(folder);
    onBoundary("parquet-named");
  });
  const { rows, minTimeMs, maxTimeMs, objects } = file;
  const { size } = statSync(join(root, dataFilePath(source, day, name)));
  return { source, day, name, rows, sizeBytes: size, minTimeMs, maxTimeMs, objects };
}
