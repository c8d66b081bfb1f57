import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { sep } from "node:path";
import { TrailkeepError } from "@trailkeep/core/error";
import { type NewObject, type NewQuarantine, StoreWriter } from "@trailkeep/core/store";
import { Batches } from "./batches.ts";
import { type Decision, decide, newVersion, type TakeDecision, uriOf } from "./ledger/decide.ts";
import { defaultLimits, type IngestLimits } from "./limits.ts";
import type { IngestOptions } from "./options.ts";
import { Progress } from "./progress.ts";
import { knownFormats, type Reading } from "./reading.ts";
import type { FileReason, IngestReport } from "./report.ts";
import { codeOf, type Listing, listInputs, type PathReason } from "./source/list.ts";
import { decompressed } from "./source/open.ts";
import { digest, type Taken, take } from "./take.ts";

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
  readonly #changed: string[] = [];
  readonly #ignored: FileReason[] = [];
  readonly #quarantined: FileReason[] = [];

  constructor(writer: StoreWriter, options: IngestOptions, reading: Reading) {
    this.#writer = writer;
    this.#signal = options.signal;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#reading = reading;
    this.#formats = knownFormats(reading);
    this.#batches = new Batches(writer, options);
    this.#progress = new Progress(options.onProgress ?? (() => undefined));
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
    for (const path of listing.ignored) this.#noteIgnored(path);
    for (const folder of listing.folders) this.#forgetProblem(folder);
    for (const path of listing.unreadable) this.#unreadablePath(path);
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
    const sha256 = await digest(createReadStream(file.path)).catch(() => null);
    if (sha256 !== entry.sha256) return this.#take(newVersion(file, uri, entry));
    this.#batches.current.touched.push({ id: entry.id, mtimeUs: file.mtimeUs });
    this.#batches.current.filesSkipped += 1;
    this.#progress.bytes(file.sizeBytes);
    this.#progress.fileDone(false);
  }

  async #take(decision: TakeDecision): Promise<void> {
    const objectId = this.#writer.newObjectId();
    const hash = createHash("sha256");
    try {
      const taken = await take({
        objectId,
        key: decision.file.path.split(sep).join("/"),
        pieces: decompressed(decision.file, { limits: this.#limits, hash, onBytes: (count) => this.#bytes(count) }),
        batch: this.#batches.current,
        reading: this.#reading,
        limits: this.#limits,
        onRecords: (read, quarantined) => this.#progress.records(read, quarantined),
      });
      await this.#note(decision, objectId, taken, taken.kind === "read" ? hash.digest("hex") : null);
    } catch (error) {
      if (!isSystemError(error)) throw withPlace(error, decision.uri);
      this.#unreadable(decision, objectId, `it cannot be read (${codeOf(error)})`);
    }
  }

  async #note(decision: TakeDecision, objectId: number, taken: Taken, sha256: string | null): Promise<void> {
    if (taken.kind === "damaged") return this.#quarantineWhole(decision, objectId, taken);
    if (taken.kind === "ignored") {
      this.#ignored.push({ uri: decision.uri, reason: taken.reason });
      this.#add(decision, objectId, { state: "ignored", reason: taken.reason, knownFormats: this.#formats });
      return;
    }
    const { format, staged, quarantine } = taken;
    if (decision.changed) this.#changed.push(decision.uri);
    this.#add(decision, objectId, { state: "done", format, sha256 }, staged, quarantine);
  }

  /** The file's own bytes go to the quarantine, so that it can be read again after a fix. */
  async #quarantineWhole(
    decision: TakeDecision,
    objectId: number,
    damage: Extract<Taken, { kind: "damaged" }>,
  ): Promise<void> {
    const { file, uri } = decision;
    const tooLarge = file.sizeBytes > this.#limits.maxObjectBytes;
    const kept = tooLarge ? null : await this.#batches.current.spool.addFile(file.path);
    const entry = {
      ...wholeObject(objectId, damage.reason),
      sources: this.#reading.sourcesOf(damage.format),
      format: damage.format,
      sizeBytes: kept?.sizeBytes ?? file.sizeBytes,
      spool: kept?.spool ?? null,
    };
    if (decision.changed) this.#changed.push(uri);
    this.#quarantined.push({ uri, reason: damage.reason });
    const state = {
      state: "quarantined",
      reason: damage.reason,
      format: damage.format,
      sha256: kept?.sha256 ?? null,
    } as const;
    this.#add(decision, objectId, state, 0, [entry]);
  }

  #unreadable(decision: TakeDecision, objectId: number, reason: string): void {
    this.#quarantined.push({ uri: decision.uri, reason });
    this.#add(decision, objectId, { state: "unreadable", reason }, 0, [wholeObject(objectId, reason)]);
  }

  /** A path that the listing could not look at. */
  #unreadablePath({ path, reason }: PathReason): void {
    const uri = uriOf(path);
    const entry = this.#writer.latestObject(uri);
    const file = { path, sizeBytes: 0, mtimeUs: 0 };
    const replaces = entry?.state === "unreadable" ? entry.id : null;
    const version = (entry?.version ?? 0) + (replaces === null ? 1 : 0);
    this.#unreadable(
      { kind: "take", file, uri, version, replaces, changed: false },
      this.#writer.newObjectId(),
      reason,
    );
  }

  /** A folder that can be read now and could not before. */
  #forgetProblem(folder: string): void {
    const entry = this.#writer.latestObject(uriOf(folder + sep));
    if (entry?.state === "unreadable") this.#batches.current.dropped.push(entry.id);
  }

  #noteIgnored({ path, reason }: PathReason): void {
    this.#batches.current.filesIgnored += 1;
    this.#ignored.push({ uri: uriOf(path), reason });
  }

  #add(
    decision: TakeDecision,
    objectId: number,
    state: Pick<NewObject, "state"> & Partial<NewObject>,
    staged = 0,
    quarantine: readonly NewQuarantine[] = [],
  ): void {
    const { file, uri, version, replaces } = decision;
    const object = {
      id: objectId,
      uri,
      version,
      sizeBytes: file.sizeBytes,
      mtimeUs: file.mtimeUs,
      sha256: null,
      format: null,
      reason: null,
      knownFormats: null,
      ...state,
    };
    const batch = this.#batches.current;
    const records = quarantine.filter((entry) => entry.position !== null).length;
    batch.outcomes.push({ objectId, uri, staged, quarantined: records, ledger: { kind: "new", object, replaces } });
    batch.quarantine.push(...quarantine);
    this.#progress.fileDone(object.state === "done");
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
      changed: this.#changed,
      ignored: this.#ignored,
      quarantined: this.#quarantined,
      conflicts,
    };
  }
}

/** An entry for an object as a whole, of which no byte is kept. */
function wholeObject(objectId: number, reason: string): NewQuarantine {
  return {
    objectId,
    sources: null,
    format: null,
    reason,
    position: null,
    byteOffset: null,
    timeMs: null,
    sizeBytes: 0,
    spool: null,
  };
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
