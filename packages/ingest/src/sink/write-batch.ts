import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  addRecords,
  atDisk,
  type Change,
  dataFilePath,
  type FileCounts,
  type NewFile,
  noRecords,
  type ObjectChange,
  type RecordCounts,
  type StoreWriter,
} from "@trailkeep/core/store";
import type { WriteBoundary } from "../boundary.ts";
import type { Conflict } from "../report.ts";
import type { Batch, Outcome } from "./batch.ts";
import type { Duck } from "./duck.ts";
import { escaped, separator } from "./encode.ts";
import { loadObjects } from "./sql.ts";
import type { StagedPart } from "./stage.ts";
import { type WrittenPart, writePart } from "./write-part.ts";

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
  batch: Batch,
  onBoundary: (name: WriteBoundary) => void,
): Promise<WrittenBatch> {
  const parts = batch.stage.parts();
  onBoundary("batch-staged");
  const written: WrittenPart[] = [];
  if (parts.length > 0) await loadObjectUris(duck, batch);
  for (const [place, part] of parts.entries()) {
    const input = {
      root: writer.root,
      part,
      dropped: batch.stage.dropped,
      stored: storedOf(writer, part, written),
      name: `r${writer.runId}-b${batch.number}-${place}.parquet`,
      folder: batch.folder,
      onBoundary,
    };
    written.push(await writePart(duck, input));
  }
  batch.spool.publish(writer.root, onBoundary);
  const change = changeOf(batch, written);
  onBoundary("before-commit");
  writer.commit(change);
  onBoundary("committed");
  rmSync(batch.folder, { recursive: true, force: true });
  onBoundary("cleaned-up");
  const { files, records, bytes } = change.run;
  return { files, records, bytesWritten: bytes.written, conflicts: written.flatMap((part) => part.conflicts) };
}

/** A part is compared with what the store holds of its day, and with the parts of that day before it. */
function storedOf(writer: StoreWriter, { source, day }: StagedPart, before: readonly WrittenPart[]): readonly string[] {
  const visible = writer.filesOfDay(source, day).map((file) => file.path);
  const fresh = before.flatMap(({ file }) =>
    file?.source === source && file.day === day ? [join(writer.root, dataFilePath(source, day, file.name))] : [],
  );
  return [...visible, ...fresh];
}

async function loadObjectUris(duck: Duck, batch: Batch): Promise<void> {
  const path = join(batch.folder, "objects.txt");
  const lines = batch.outcomes.map((outcome) => `${outcome.objectId}${separator}${escaped(outcome.uri)}\n`);
  atDisk(path, () => writeFileSync(path, lines.join("")));
  await duck.run(loadObjects(path));
}

function changeOf(batch: Batch, parts: readonly WrittenPart[]): Change {
  const files = parts.map((part) => part.file).filter((file): file is NewFile => file !== null);
  const counted = batch.outcomes.map((outcome) => ({ outcome, records: countsOf(outcome, parts) }));
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
      conflicts: parts.reduce((sum, part) => sum + part.conflicts.length, 0),
    },
  };
}

/** Each record of an object is a new row, a repeat, in quarantine or expired: anything else is a fault of ours. */
function countsOf(outcome: Outcome, parts: readonly WrittenPart[]): RecordCounts {
  let written = 0;
  let repeated = 0;
  for (const part of parts) {
    const rows = part.objects.get(outcome.objectId);
    written += rows?.written ?? 0;
    repeated += rows?.repeated ?? 0;
  }
  const { staged, quarantined } = outcome;
  if (staged !== written + repeated) {
    throw new Error(`${outcome.uri}: ${staged} records were read, ${written} written and ${repeated} repeated`);
  }
  return { read: staged + quarantined, written, repeated, quarantined, expired: 0 };
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
