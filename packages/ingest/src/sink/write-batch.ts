import { rmSync } from "node:fs";
import {
  addRecords,
  type Change,
  type FileCounts,
  type NewFile,
  noRecords,
  type ObjectChange,
  type RecordCounts,
  type StoreWriter,
} from "@trailkeep/core/store";
import type { IngestOptions } from "../options.ts";
import type { Conflict } from "../report.ts";
import type { Batch, Outcome, Staged } from "./batch.ts";
import type { Duck } from "./duck.ts";
import type { StagedPart } from "./stage.ts";
import { type WrittenDay, writeDay } from "./write-day.ts";

export interface WrittenBatch {
  readonly files: FileCounts;
  readonly records: RecordCounts;
  readonly bytesWritten: number;
  readonly conflicts: readonly Conflict[];
}

/**
 * Brings a batch into the store: Parquet and quarantine files first, then the one transaction that makes them visible
 * together with the ledger's entries. Counts that do not add up stop it before that.
 */
export async function writeBatch(
  writer: StoreWriter,
  duck: Duck,
  { batch, staged }: { readonly batch: Batch; readonly staged: Staged },
  { onBoundary = () => undefined, isExpired = async () => false }: Pick<IngestOptions, "isExpired" | "onBoundary">,
): Promise<WrittenBatch> {
  const { parts, dropped, spools } = staged;
  onBoundary("batch-staged");
  const written: WrittenDay[] = [];
  const expired = new Map<number, number>();
  let names = 0;
  const newName = (): string => `r${writer.runId}-b${batch.number}-${names++}.parquet`;
  for (const group of byDay(parts)) {
    const [{ source, day }] = group;
    if (await isExpired(source, day)) {
      countRuns(group, dropped, expired);
      continue;
    }
    const input = {
      root: writer.root,
      source,
      day,
      parts: group,
      dropped,
      stored: writer.filesOfDay(source, day),
      newName,
      folder: batch.folder,
      onBoundary,
    };
    written.push(await writeDay(duck, input));
  }
  for (const spool of spools) spool.publish(writer.root, onBoundary);
  const change = changeOf(batch, { written, expired });
  onBoundary("before-commit");
  writer.commit(change);
  onBoundary("committed");
  rmSync(batch.folder, { recursive: true, force: true });
  onBoundary("cleaned-up");
  const { files, records, bytes } = change.run;
  return { files, records, bytesWritten: bytes.written, conflicts: written.flatMap((day) => day.conflicts) };
}

type Group = readonly [StagedPart, ...StagedPart[]];

/** The parts of each source and day. */
function byDay(parts: readonly StagedPart[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const part of parts) {
    const key = `${part.source} ${part.day}`;
    const group = groups.get(key);
    groups.set(key, group === undefined ? [part] : [...group, part]);
  }
  return [...groups.values()];
}

/** Adds up the rows of each object in parts that are not stored. */
function countRuns(parts: Group, dropped: ReadonlySet<number>, counts: Map<number, number>): void {
  for (const { objectId, rows } of parts.flatMap(({ runs }) => runs)) {
    if (!dropped.has(objectId)) counts.set(objectId, (counts.get(objectId) ?? 0) + rows);
  }
}

/** What became of the rows of a batch. */
interface Placed {
  readonly written: readonly WrittenDay[];
  /** Rows past their end on arrival, by object. */
  readonly expired: ReadonlyMap<number, number>;
}

function changeOf(batch: Batch, placed: Placed): Change {
  const days = placed.written;
  const files: readonly NewFile[] = days.flatMap((day) => day.files);
  const counted = batch.outcomes.map((outcome) => ({ outcome, records: countsOf(outcome, placed) }));
  const fresh = counted.flatMap(({ outcome, records }) =>
    outcome.ledger.kind === "new" ? [{ ...outcome.ledger.object, records }] : [],
  );
  return {
    files,
    objects: fresh,
    objectChanges: counted.flatMap(({ outcome, records }) => changeOfKnown(outcome, records)),
    replacedObjects: [
      ...batch.dropped,
      ...batch.outcomes.flatMap(({ ledger }) =>
        ledger.kind === "new" && ledger.replaces !== null ? [ledger.replaces] : [],
      ),
    ],
    touched: batch.touched,
    quarantine: batch.quarantine,
    released: batch.released,
    removedFiles: [],
    run: {
      files: fileCounts(batch),
      records: counted.map(({ records }) => records).reduce(addRecords, noRecords),
      bytes: { read: batch.bytesRead, written: files.reduce((sum, file) => sum + file.sizeBytes, 0) },
      conflicts: days.reduce((sum, day) => sum + day.conflicts.length, 0),
    },
  };
}

/** Each record of an object is a new row, a repeat, in quarantine or expired: anything else is a fault of ours. */
function countsOf(outcome: Outcome, placed: Placed): RecordCounts {
  let written = 0;
  let repeated = 0;
  for (const day of placed.written) {
    const rows = day.objects.get(outcome.objectId);
    written += rows?.written ?? 0;
    repeated += rows?.repeated ?? 0;
  }
  const expired = placed.expired.get(outcome.objectId) ?? 0;
  const { staged, quarantined } = outcome;
  if (staged !== written + repeated + expired) {
    throw new Error(
      `${outcome.uri}: ${staged} records were read, ${written} written, ${repeated} repeated and ${expired} expired`,
    );
  }
  return { read: staged + quarantined, written, repeated, quarantined, expired };
}

/** What a second look changes: records leave the quarantine, others may have been found. */
function changeOfKnown(outcome: Outcome, records: RecordCounts): readonly ObjectChange[] {
  if (outcome.ledger.kind === "new") return [];
  const { quarantinedBefore, became } = outcome.ledger;
  const change = {
    id: outcome.objectId,
    records: {
      ...records,
      read: records.read - quarantinedBefore,
      quarantined: records.quarantined - quarantinedBefore,
    },
  };
  return [became === undefined ? change : { ...change, became }];
}

function fileCounts(batch: Batch): FileCounts {
  const states = batch.outcomes.flatMap(({ ledger }) => (ledger.kind === "new" ? [ledger.object.state] : []));
  const taken = states.filter((state) => state === "done").length;
  const ignored = states.filter((state) => state === "ignored").length;
  return {
    taken,
    ignored: ignored + batch.filesIgnored,
    skipped: batch.filesSkipped,
    quarantined: states.length - taken - ignored,
  };
}
