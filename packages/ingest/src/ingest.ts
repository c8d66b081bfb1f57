import { sep } from "node:path";
import { TrailkeepError } from "@trailkeep/core/error";
import { StoreWriter } from "@trailkeep/core/store";
import { Batches } from "./batches.ts";
import { knownReading } from "./known-formats.ts";
import type { LaneJob, LaneResult } from "./lane/job.ts";
import { readFile } from "./lane/read-file.ts";
import { WorkerLanes } from "./lane/worker-lanes.ts";
import { type Decision, decide, newVersion, type TakeDecision, uriOf } from "./ledger/decide.ts";
import { Notes } from "./ledger/notes.ts";
import { type IngestLimits, limitsOf } from "./limits.ts";
import type { IngestOptions } from "./options.ts";
import { Progress } from "./progress.ts";
import { knownFormats, type Reading } from "./reading.ts";
import type { IngestReport } from "./report.ts";
import { type Listing, listInputs } from "./source/list.ts";
import { digestOf } from "./source/regular.ts";

/**
 * Takes log files into a store, each of them once: see `ingest`.
 * @param reading the formats to read by
 */
export async function runIngest(
  paths: readonly string[],
  options: IngestOptions,
  reading: Reading,
): Promise<IngestReport> {
  const listing = await listInputs(paths, options.root);
  const writer = await StoreWriter.open(options.root, {
    kind: "ingest",
    wait: options.wait === true,
    signal: options.signal,
  });
  try {
    options.onBoundary?.("run-started");
    const report = await new Run(writer, options, reading).execute(listing);
    options.onBoundary?.("run-finished");
    return report;
  } finally {
    writer.close();
  }
}

interface UnderWay {
  readonly decision: TakeDecision;
  readonly objectId: number;
  readonly result: Promise<LaneResult>;
}

class Run {
  readonly #writer: StoreWriter;
  readonly #signal: AbortSignal | undefined;
  readonly #limits: IngestLimits;
  readonly #reading: Reading;
  readonly #options: IngestOptions;
  readonly #formats: string;
  readonly #batches: Batches;
  readonly #progress: Progress;
  readonly #notes: Notes;
  #lanes: WorkerLanes | null = null;
  /** Files that are being read, in order. */
  readonly #underWay: UnderWay[] = [];

  constructor(writer: StoreWriter, options: IngestOptions, reading: Reading) {
    this.#writer = writer;
    this.#signal = options.signal;
    this.#limits = limitsOf(options.limits);
    this.#reading = reading;
    this.#options = options;
    this.#formats = knownFormats(reading);
    this.#batches = new Batches(writer, options);
    this.#progress = new Progress(options.onProgress ?? (() => undefined));
    this.#notes = new Notes(writer, this.#batches, reading, this.#limits);
  }

  async execute(listing: Listing): Promise<IngestReport> {
    try {
      const decisions = this.#plan(listing);
      if (this.#reading === knownReading) {
        this.#startLanes(decisions.length);
      }
      for (const decision of decisions) {
        this.#checkSignal();
        await this.#act(decision);
        if (this.#underWay.length === 0) await this.#batches.rotate();
      }
      await this.#settle(0);
      await this.#batches.finish();
      this.#writer.finish();
      this.#progress.tell(true);
      return this.#report();
    } finally {
      await this.#batches.close();
      await this.#lanes?.close();
    }
  }

  #startLanes(files: number): void {
    const { threads, keepRaw = true } = this.#options;
    const lanes = WorkerLanes.start({
      files,
      sizeBytes: this.#progress.bytesTotal,
      limits: this.#limits,
      keepRaw,
      threads,
    });
    this.#lanes = lanes;
    this.#signal?.addEventListener("abort", () => void lanes?.close(), { once: true });
  }

  /** What is to be done, in order; what needs no reading is noted at once. */
  #plan(listing: Listing): readonly Decision[] {
    for (const path of listing.ignored) this.#notes.ignoredPath(path);
    for (const folder of listing.folders) this.#notes.readableFolder(folder);
    for (const path of listing.unreadable) this.#notes.unreadablePath(path);
    const decisions = listing.files.map((file) =>
      decide(file, this.#writer.latestObject(uriOf(file.path)), this.#formats),
    );
    const toRead = decisions.filter((decision) => decision.kind !== "skip");
    this.#batches.current.filesSkipped += decisions.length - toRead.length;
    this.#progress.filesTotal = toRead.length;
    this.#progress.bytesTotal = toRead.reduce((sum, decision) => sum + decision.file.sizeBytes, 0);
    return toRead;
  }

  async #act(decision: Decision): Promise<void> {
    if (decision.kind === "compare") await this.#compare(decision);
    else if (decision.kind === "take") await this.#take(decision);
  }

  /** A file whose time changed: the same content is only noted, another is a new version. */
  async #compare({ file, uri, entry }: Extract<Decision, { kind: "compare" }>): Promise<void> {
    const sha256 = await digestOf(file.path).catch(() => null);
    if (sha256 !== entry.sha256) return this.#take(newVersion(file, uri, entry));
    this.#batches.current.touched.push({ id: entry.id, mtimeUs: file.mtimeUs });
    this.#batches.current.filesSkipped += 1;
    this.#progress.bytes(file.sizeBytes);
    this.#progress.fileDone(false);
  }

  async #take(decision: TakeDecision): Promise<void> {
    const object = { id: this.#writer.newObjectId(), uri: decision.uri };
    const job = { object, key: decision.file.path.split(sep).join("/"), file: decision.file };
    const result = this.#lanes === null ? this.#read(job) : this.#lanes.take(this.#batches.current, job);
    // A failure is met where the promise is awaited; until then it must not count as unhandled.
    result.catch(() => undefined);
    this.#underWay.push({ decision, objectId: object.id, result });
    await this.#settle(this.#lanes?.depth ?? 0);
    if (this.#batches.full) await this.#settle(0);
  }

  /** Reads a file in this thread. */
  #read(job: LaneJob): Promise<LaneResult> {
    return readFile(job, this.#batches.current, {
      reading: this.#reading,
      limits: this.#limits,
      onBytes: (count) => this.#bytes(count),
      onRecords: (read, quarantined) => this.#progress.records(read, quarantined),
    });
  }

  /** Notes what became of the files under way, in their order, until no more than so many are. */
  async #settle(most: number): Promise<void> {
    while (this.#underWay.length > most) {
      const next = this.#underWay.shift();
      if (next !== undefined) await this.#note(next, await this.#resultOf(next));
    }
  }

  async #resultOf({ result }: UnderWay): Promise<LaneResult> {
    try {
      return await result;
    } catch (error) {
      // A thread that was stopped fails: why it was is what counts.
      this.#checkSignal();
      throw error;
    }
  }

  async #note({ decision, objectId }: UnderWay, result: LaneResult): Promise<void> {
    this.#batches.current.bytesRead += result.bytesRead;
    if (this.#lanes !== null) this.#bytesOfLane(result);
    if (result.kind === "taken") await this.#notes.taken(decision, objectId, result.taken, result.sha256);
    else this.#notes.unreadable(decision, objectId, `it cannot be read (${result.code})`);
    this.#progress.fileDone(result.kind === "taken" && result.taken.kind === "read");
  }

  /** A thread tells of a file when it is done. */
  #bytesOfLane(result: LaneResult): void {
    this.#bytes(result.bytesRead);
    if (result.kind !== "taken" || result.taken.kind !== "read") return;
    const quarantined = result.taken.quarantine.length;
    this.#progress.records(result.taken.staged + quarantined, quarantined);
  }

  #bytes(count: number): void {
    this.#checkSignal();
    this.#progress.bytes(count);
  }

  #checkSignal(): void {
    if (this.#signal?.aborted !== true) return;
    const hint = "run it again: it goes on where it stopped";
    throw new TrailkeepError("cancelled", { message: "the ingest was stopped", at: this.#writer.root, hint });
  }

  #report(): IngestReport {
    const { files, records, bytesRead, bytesWritten, conflicts } = this.#batches.committed;
    return {
      files,
      records,
      bytes: { read: bytesRead, written: bytesWritten },
      seconds: this.#progress.seconds,
      changed: this.#notes.changed,
      ignored: this.#notes.ignored,
      quarantined: this.#notes.quarantined,
      conflicts,
    };
  }
}
