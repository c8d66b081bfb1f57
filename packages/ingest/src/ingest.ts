import { createHash } from "node:crypto";
import { sep } from "node:path";
import { TrailkeepError } from "@trailkeep/core/error";
import { StoreWriter } from "@trailkeep/core/store";
import { Batches } from "./batches.ts";
import { type Decision, decide, newVersion, type TakeDecision, uriOf } from "./ledger/decide.ts";
import { Notes } from "./ledger/notes.ts";
import { type IngestLimits, limitsOf } from "./limits.ts";
import type { IngestOptions } from "./options.ts";
import { Progress } from "./progress.ts";
import { knownFormats, type Reading } from "./reading.ts";
import type { IngestReport } from "./report.ts";
import { codeOf, type Listing, listInputs } from "./source/list.ts";
import { decompressed } from "./source/open.ts";
import { digestOf } from "./source/regular.ts";
import { type Taken, take } from "./take.ts";

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

class Run {
  readonly #writer: StoreWriter;
  readonly #signal: AbortSignal | undefined;
  readonly #limits: IngestLimits;
  readonly #reading: Reading;
  readonly #formats: string;
  readonly #batches: Batches;
  readonly #progress: Progress;
  readonly #notes: Notes;

  constructor(writer: StoreWriter, options: IngestOptions, reading: Reading) {
    this.#writer = writer;
    this.#signal = options.signal;
    this.#limits = limitsOf(options.limits);
    this.#reading = reading;
    this.#formats = knownFormats(reading);
    this.#batches = new Batches(writer, options);
    this.#progress = new Progress(options.onProgress ?? (() => undefined));
    this.#notes = new Notes(writer, this.#batches, reading, this.#limits);
  }

  async execute(listing: Listing): Promise<IngestReport> {
    try {
      const decisions = this.#plan(listing);
      for (const decision of decisions) {
        this.#checkSignal();
        await this.#act(decision);
        await this.#batches.rotate();
      }
      await this.#batches.finish();
      this.#writer.finish();
      this.#progress.tell(true);
      return this.#report();
    } finally {
      await this.#batches.close();
    }
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
    const objectId = this.#writer.newObjectId();
    const hash = createHash("sha256");
    let taken: Taken | undefined;
    try {
      taken = await take({
        objectId,
        key: decision.file.path.split(sep).join("/"),
        pieces: decompressed(decision.file, { limits: this.#limits, hash, onBytes: (count) => this.#bytes(count) }),
        batch: this.#batches.current,
        reading: this.#reading,
        limits: this.#limits,
        onRecords: (read, quarantined) => this.#progress.records(read, quarantined),
      });
      await this.#notes.taken(decision, objectId, taken, hash);
    } catch (error) {
      if (!isSystemError(error)) throw withPlace(error, decision.uri);
      this.#notes.unreadable(decision, objectId, `it cannot be read (${codeOf(error)})`);
    }
    this.#progress.fileDone(taken?.kind === "read");
  }

  #bytes(count: number): void {
    this.#checkSignal();
    this.#batches.current.bytesRead += count;
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

/** What the operating system said about the input; what it said about the store is a TrailkeepError by now. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && !(error instanceof TrailkeepError);
}

function withPlace(error: unknown, uri: string): unknown {
  if (error instanceof TrailkeepError || !(error instanceof Error)) return error;
  return new TrailkeepError(
    "internal",
    { message: error.message, at: uri, hint: "please report this" },
    { cause: error },
  );
}
