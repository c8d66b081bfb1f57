import type { Hash } from "node:crypto";
import { sep } from "node:path";
import type { NewObject, NewQuarantine, StoreWriter } from "@trailkeep/core/store";
import type { Batches } from "../batches.ts";
import type { IngestLimits } from "../limits.ts";
import { knownFormats, type Reading } from "../reading.ts";
import type { FileReason } from "../report.ts";
import type { PathReason } from "../source/found.ts";
import type { Taken } from "../take.ts";
import { type TakeDecision, uriOf } from "./decide.ts";

/** Notes what became of each file: in the batch, for the ledger, and in the lists of the run's report. */
export class Notes {
  readonly changed: string[] = [];
  readonly ignored: FileReason[] = [];
  readonly quarantined: FileReason[] = [];
  readonly #writer: StoreWriter;
  readonly #batches: Batches;
  readonly #reading: Reading;
  readonly #limits: IngestLimits;

  constructor(writer: StoreWriter, batches: Batches, reading: Reading, limits: IngestLimits) {
    this.#writer = writer;
    this.#batches = batches;
    this.#reading = reading;
    this.#limits = limits;
  }

  /**
   * What came of reading a file.
   * @param hash has seen the whole file if it was read to the end
   */
  async taken(decision: TakeDecision, objectId: number, taken: Taken, hash: Hash): Promise<void> {
    if (taken.kind === "damaged") return this.#quarantineWhole(decision, objectId, taken);
    if (taken.kind === "ignored") {
      this.ignored.push({ uri: decision.uri, reason: taken.reason });
      this.#add(decision, objectId, {
        state: "ignored",
        reason: taken.reason,
        knownFormats: knownFormats(this.#reading),
      });
      return;
    }
    const { format, staged, quarantine } = taken;
    const sha256 = hash.digest("hex");
    if (decision.changed) this.changed.push(decision.uri);
    this.#add(decision, objectId, { state: "done", format, sha256 }, staged, quarantine);
  }

  /** The file's own bytes go to the quarantine, so that it can be read again after a fix. */
  async #quarantineWhole(
    decision: TakeDecision,
    objectId: number,
    damage: Extract<Taken, { kind: "damaged" }>,
  ): Promise<void> {
    const { file, uri } = decision;
    const { maxObjectBytes } = this.#limits;
    const tooLarge = file.sizeBytes > maxObjectBytes;
    const kept = tooLarge ? null : await this.#batches.current.spool.addFile(file.path, maxObjectBytes);
    const entry = {
      ...wholeObject(objectId, damage.reason),
      sources: this.#reading.sourcesOf(damage.format),
      format: damage.format,
      sizeBytes: kept?.sizeBytes ?? file.sizeBytes,
      spool: kept?.spool ?? null,
    };
    if (decision.changed) this.changed.push(uri);
    this.quarantined.push({ uri, reason: damage.reason });
    const state = {
      state: "quarantined",
      reason: damage.reason,
      format: damage.format,
      sha256: kept?.sha256 ?? null,
    } as const;
    this.#add(decision, objectId, state, 0, [entry]);
  }

  /** A file that was found and could not be read. */
  unreadable(decision: TakeDecision, objectId: number, reason: string): void {
    this.quarantined.push({ uri: decision.uri, reason });
    this.#add(decision, objectId, { state: "unreadable", reason }, 0, [wholeObject(objectId, reason)]);
  }

  /** A path that the listing could not look at. */
  unreadablePath({ path, reason }: PathReason): void {
    const uri = uriOf(path);
    const entry = this.#writer.latestObject(uri);
    const file = { path, sizeBytes: 0, mtimeUs: 0 };
    const replaces = entry?.state === "unreadable" ? entry.id : null;
    const version = (entry?.version ?? 0) + (replaces === null ? 1 : 0);
    this.unreadable({ kind: "take", file, uri, version, replaces, changed: false }, this.#writer.newObjectId(), reason);
  }

  /** A folder that can be read now and could not before. */
  readableFolder(folder: string): void {
    const entry = this.#writer.latestObject(uriOf(folder + sep));
    if (entry?.state === "unreadable") this.#batches.current.dropped.push(entry.id);
  }

  /** A path that is no file. */
  ignoredPath({ path, reason }: PathReason): void {
    this.#batches.current.filesIgnored += 1;
    this.ignored.push({ uri: uriOf(path), reason });
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
    for (const entry of quarantine) batch.quarantine.push(entry);
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
