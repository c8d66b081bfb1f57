import {
  addRecords,
  type FileCounts,
  noFiles,
  noRecords,
  type RecordCounts,
  type StoreWriter,
} from "@trailkeep/core/store";
import { defaultBatchBytes, type IngestOptions, maxBatchFiles, maxBatchParts, maxBatchUnreadable } from "./options.ts";
import type { Conflict } from "./report.ts";
import { Batch, type Staged } from "./sink/batch.ts";
import { Duck } from "./sink/duck.ts";
import { type WrittenBatch, writeBatch } from "./sink/write-batch.ts";

type BatchOptions = Pick<IngestOptions, "batchBytes" | "isExpired" | "keepRaw" | "onBoundary">;

/** How many conflicts a report shows. */
const maxExamples = 20;

/** What was committed. */
export interface Committed {
  files: FileCounts;
  records: RecordCounts;
  bytesRead: number;
  bytesWritten: number;
  conflicts: { count: number; examples: Conflict[] };
}

/** The batches of a run, one after the other: while one is being written, the next is being filled. */
export class Batches {
  readonly committed: Committed = {
    files: noFiles,
    records: noRecords,
    bytesRead: 0,
    bytesWritten: 0,
    conflicts: { count: 0, examples: [] },
  };
  readonly #writer: StoreWriter;
  readonly #options: BatchOptions;
  #duck: Duck | undefined;
  #number = 0;
  #current: Batch | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(writer: StoreWriter, options: BatchOptions) {
    this.#writer = writer;
    this.#options = options;
  }

  /** The batch that is being filled. */
  get current(): Batch {
    this.#current ??= new Batch(
      this.#writer.staging,
      this.#writer.runId,
      this.#number++,
      this.#options.keepRaw !== false,
    );
    return this.#current;
  }

  /** Whether the batch should be written before more is read into it. */
  get full(): boolean {
    const { stagedBytes, partCount, outcomes, quarantine } = this.current;
    return (
      stagedBytes >= (this.#options.batchBytes ?? defaultBatchBytes) ||
      outcomes.length >= maxBatchFiles ||
      quarantine.length >= maxBatchUnreadable ||
      partCount >= maxBatchParts
    );
  }

  /** Has the batch written if it is full. To be called between two objects, when no other is under way. */
  async rotate(): Promise<void> {
    if (this.full) await this.#write();
  }

  /** Writes the last batch, and waits until everything is committed. */
  async finish(): Promise<void> {
    if (this.#current !== undefined && !this.#current.empty) await this.#write();
    await this.#writing;
  }

  /** Stops: what is being written is given up or committed, nothing else is. */
  async close(): Promise<void> {
    this.#current?.spool.close();
    this.#current?.stage.release();
    await this.#writing.catch(() => undefined);
    this.#duck?.close();
  }

  async #write(): Promise<void> {
    const batch = this.current;
    this.#current = undefined;
    // Before a reading thread is given anything of the next batch, it is told that this one ends.
    const staged = batch.complete();
    staged.catch(() => undefined);
    await this.#writing;
    this.#writing = this.#commit(batch, staged);
    // A failure is met where the promise is awaited next; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  async #commit(batch: Batch, staged: Promise<Staged>): Promise<void> {
    this.#duck ??= await Duck.open(this.#writer.staging);
    const written = await writeBatch(this.#writer, this.#duck, { batch, staged: await staged }, this.#options);
    this.#count(batch, written);
  }

  #count(batch: Batch, written: WrittenBatch): void {
    const { committed } = this;
    committed.files = addFiles(committed.files, written.files);
    committed.records = addRecords(committed.records, written.records);
    committed.bytesRead += batch.bytesRead;
    committed.bytesWritten += written.bytesWritten;
    const { conflicts } = committed;
    conflicts.count += written.conflicts.length;
    conflicts.examples.push(...written.conflicts.slice(0, maxExamples - conflicts.examples.length));
  }
}

function addFiles(a: FileCounts, b: FileCounts): FileCounts {
  return {
    taken: a.taken + b.taken,
    skipped: a.skipped + b.skipped,
    quarantined: a.quarantined + b.quarantined,
    ignored: a.ignored + b.ignored,
  };
}
