import { renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { atDisk, dataFilePath, dayFolder, makeFolder, type NewFile, syncPath } from "@trailkeep/core/store";
import { z } from "zod";
import type { WriteBoundary } from "../boundary.ts";
import type { Conflict } from "../report.ts";
import type { Duck } from "./duck.ts";
import { countByObject, describeParquet, findConflicts, findRepeats, loadPart, writeParquet } from "./sql.ts";
import type { StagedPart } from "./stage.ts";

const count = z.bigint().transform(Number);
const objectCounts = z.object({ object_id: count, rows: count, repeats: count });
const conflictRow = z.object({ id: z.string(), account: z.string().nullable(), uri: z.string() });
const description = z.object({ rows: count, min_ms: count, max_ms: count });

export interface PartInput {
  readonly root: string;
  readonly part: StagedPart;
  /** Objects whose staged rows do not count. */
  readonly dropped: ReadonlySet<number>;
  /** Paths of the files of the part's source and day that hold records already: the visible ones, and those of this batch. */
  readonly stored: readonly string[];
  /** Name of the Parquet file to write. */
  readonly name: string;
  readonly folder: string;
  readonly onBoundary: (name: WriteBoundary) => void;
}

export interface WrittenPart {
  /** Null if every row was a repeat. */
  readonly file: NewFile | null;
  /** Rows found on the stage, by object: new ones and repeats. */
  readonly objects: ReadonlyMap<number, { readonly written: number; readonly repeated: number }>;
  readonly conflicts: readonly Conflict[];
}

/**
 * Writes the rows of a part that the store does not hold yet into one Parquet file, durable under its final name and not
 * yet visible. Repeats are looked for among the stored records of the same source and day: equal records have equal time.
 */
export async function writePart(duck: Duck, input: PartInput): Promise<WrittenPart> {
  const { part } = input;
  await duck.run(loadPart(part, input.dropped));
  await duck.run(findRepeats(input.stored));
  const counted = await duck.all(objectCounts, countByObject);
  const objects = new Map(
    counted.map((row) => [row.object_id, { written: row.rows - row.repeats, repeated: row.repeats }]),
  );
  const fresh = counted.reduce((sum, row) => sum + row.rows - row.repeats, 0);
  const conflicts = fresh === 0 ? [] : await conflictsOf(duck, input);
  const file = fresh === 0 ? null : await writeFile(duck, input, objects, fresh);
  await duck.run("DROP TABLE part; DROP TABLE repeated");
  return { file, objects, conflicts };
}

async function conflictsOf(duck: Duck, { part, stored }: PartInput): Promise<readonly Conflict[]> {
  const sql = findConflicts(part.source, stored);
  if (sql === null) return [];
  const rows = await duck.all(conflictRow, sql);
  return rows.map((row) => ({
    source: part.source,
    eventId: row.id,
    recipientAccountId: row.account,
    day: part.day,
    inputObject: row.uri,
  }));
}

async function writeFile(
  duck: Duck,
  input: PartInput,
  objects: WrittenPart["objects"],
  fresh: number,
): Promise<NewFile> {
  const { part, root, name, onBoundary } = input;
  const staged = join(input.folder, name);
  await duck.run(writeParquet(part.source, staged));
  onBoundary("parquet-written");
  const [written] = await duck.all(description, describeParquet(part.source, staged));
  if (written?.rows !== fresh) {
    throw new Error(`${part.source} ${part.day}: ${fresh} rows were to be written, the file holds ${written?.rows}`);
  }
  publish(root, part, staged, name, onBoundary);
  const rowsOf = [...objects]
    .filter(([, rows]) => rows.written > 0)
    .map(([id, rows]): [number, number] => [id, rows.written]);
  return {
    source: part.source,
    day: part.day,
    name,
    rows: fresh,
    sizeBytes: statSync(join(root, dataFilePath(part.source, part.day, name))).size,
    minTimeMs: written.min_ms,
    maxTimeMs: written.max_ms,
    objects: new Map(rowsOf),
  };
}

/** The file's bytes first, then its name: a name on the disk without its bytes could be listed after a power cut. */
function publish(
  root: string,
  part: StagedPart,
  staged: string,
  name: string,
  onBoundary: PartInput["onBoundary"],
): void {
  const folder = join(root, dayFolder(part.source, part.day));
  atDisk(folder, () => {
    syncPath(staged);
    onBoundary("parquet-synced");
    makeFolder(folder);
    renameSync(staged, join(folder, name));
    syncPath(folder);
    onBoundary("parquet-named");
  });
}
