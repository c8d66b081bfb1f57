import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { TrailkeepError } from "@trailkeep/core/error";
import type { IsPast } from "@trailkeep/core/retention/arrival";
import { noRecords } from "@trailkeep/core/store";
import type { LaneResult } from "../lane/job.ts";
import { readFile } from "../lane/read-file.ts";
import { lagStep } from "../ledger/lag.ts";
import type { Claim, ClaimTerms, Ledger, LedgerEntry, Outcome, SourceOutcome } from "../ledger/ledger.ts";
import type { IngestLimits } from "../limits.ts";
import type { Reading } from "../reading.ts";
import type { ObjectSink, ReadCounts, Sink, Standing } from "../sink/sink.ts";
import { Spool } from "../sink/spool.ts";
import { type InputObject, type NamedObject, uriOfObject } from "../source/object.ts";
import type { Fetched } from "../source/s3/fetch.ts";
import type { Taken } from "../take.ts";
import type { TakeBoundary } from "./boundary.ts";
import type { S3Quarantine } from "./quarantine.ts";
import { ObjectRows } from "./rows.ts";

/** Brings an object's bytes into a file of that path; null if they are nowhere any more. */
export type Fetch = (object: InputObject, path: string, signal?: AbortSignal) => Promise<Fetched | null>;

export interface TakerOptions {
  readonly ledger: Ledger;
  /** The first one's rows are what the ledger counts. */
  readonly sinks: readonly [Sink, ...Sink[]];
  readonly quarantine: S3Quarantine;
  readonly reading: Reading;
  readonly limits: IngestLimits;
  /** A folder on the disk, for files on their way. */
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Which records are past their retention if they arrive then (epoch milliseconds); none if left out. */
  readonly expiry?: (arrivedMs: number) => Promise<IsPast>;
  readonly onBoundary?: (name: TakeBoundary) => void;
}

export interface TakeTerms extends ClaimTerms {
  /** Stops the work: what was done is completed by the next worker. */
  readonly signal?: AbortSignal;
  /** Whether how late the records are says something: in a backfill it does not. */
  readonly isLive: boolean;
  /** What the object is a copy of, if it is one that lies in quarantine. */
  readonly copyOf?: CopyOf;
}

/** An object that was damaged as a whole, and is read again: its rows name it, and how it ends is told of it. */
export interface CopyOf {
  readonly object: NamedObject;
  finish(claim: Claim, outcome: Outcome): Promise<void>;
}

/** A copy that can still not be read. */
export class StillDamaged extends Error {
  override readonly name = "StillDamaged";
}

export type TakenObject =
  | { readonly kind: "taken"; readonly outcome: Outcome }
  /** It was taken before: of no effect. */
  | { readonly kind: "known"; readonly entry: LedgerEntry }
  | { readonly kind: "held"; readonly untilMs: number };

/** Takes objects, each exactly once, however often it is told of it. */
export class Taker {
  readonly #options: TakerOptions;

  constructor(options: TakerOptions) {
    this.#options = options;
  }

  /**
   * Takes an object: claims it, reads it, makes its rows stand, and finishes it in the ledger.
   * @throws TrailkeepError if it is to be tried again; the claim runs out then
   */
  async take(object: InputObject, fetch: Fetch, terms: TakeTerms): Promise<TakenObject> {
    const claimed = await this.#options.ledger.claim(object, terms);
    if (claimed.kind !== "claimed") return claimed;
    this.#met("claimed");
    const work = new ObjectWork(this.#options, claimed.claim, terms);
    try {
      return { kind: "taken", outcome: await work.run(fetch) };
    } catch (error) {
      const isAsked = terms.insist !== true && !(error instanceof StillDamaged);
      await this.#giveUp(claimed.claim, error, isAsked || work.mayHaveWritten);
      throw error;
    } finally {
      await work.close();
    }
  }

  /**
   * The ledger says why, and lets the next worker begin at once. Where the message will not be sent again, and nothing
   * stands of the object, it is no more under way.
   */
  async #giveUp(claim: Claim, error: unknown, mayHaveWritten: boolean): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const mayStand = mayHaveWritten || claim.isContested || (claim.attempt > 1 && (await this.#stands(claim)));
    try {
      await this.#options.ledger.fail(claim, reason, mayStand);
    } catch {
      // The error that is being thrown says more than that the ledger could not be told of it: the claim runs out.
    }
  }

  async #stands(claim: Claim): Promise<boolean> {
    try {
      const each = await Promise.all(this.#options.sinks.map((sink) => sink.standing(claim)));
      return each.some((standing) => standing !== null);
    } catch {
      return true;
    }
  }

  #met(name: TakeBoundary): void {
    this.#options.onBoundary?.(name);
  }
}

/** One object under one claim. */
class ObjectWork {
  readonly #options: TakerOptions;
  readonly #claim: Claim;
  readonly #terms: TakeTerms;
  readonly #sinks: readonly ObjectSink[];
  readonly #rows: ObjectRows;
  /** What it is called in rows and quarantine, and recognised by. */
  readonly #named: NamedObject;
  #folder: string | undefined;
  /** Whether anything of it may be in a sink. */
  mayHaveWritten = false;

  constructor(options: TakerOptions, claim: Claim, terms: TakeTerms) {
    this.#options = options;
    this.#claim = claim;
    this.#terms = terms;
    this.#named = terms.copyOf?.object ?? claim.object;
    this.#sinks = options.sinks.map((sink) => sink.begin(claim, uriOfObject(this.#named)));
    this.#rows = new ObjectRows(this.#sinks);
  }

  async run(fetch: Fetch): Promise<Outcome> {
    const { object } = this.#claim;
    this.#folder = await mkdtemp(join(this.#options.folder, "object-"));
    const file = await fetch(object, join(this.#folder, "input"), this.#terms.signal);
    if (file === null) return this.#finishWithout(withoutRecords("gone", "S3 had it no more", 0));
    this.#options.onBoundary?.("fetched");
    // As of the hour that all attempts have in common: each finds the same records expired.
    const { expiry } = this.#options;
    if (expiry !== undefined) this.#rows.isPast = await expiry(Date.parse(`${this.#claim.ingestHour}:00:00Z`));
    const { taken, bytesRead } = await this.#read(file, this.#folder);
    this.#options.onBoundary?.("read");
    this.#check();
    if (taken.kind === "ignored") return this.#finishWithout(withoutRecords("ignored", taken.reason, bytesRead));
    if (taken.kind === "damaged") return this.#finishDamaged(taken, file, bytesRead);
    return this.#finishRead(taken, bytesRead);
  }

  async close(): Promise<void> {
    await Promise.all(this.#sinks.map((sink) => sink.close()));
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #read({ path, sizeBytes }: Fetched, folder: string): Promise<Extract<LaneResult, { kind: "taken" }>> {
    const { reading, limits } = this.#options;
    const spool = new Spool(folder, spoolName);
    const named = { id: 0, uri: uriOfObject(this.#named) };
    const job = { object: named, key: this.#named.key, file: { path, sizeBytes } };
    const onRecords = (): void => this.#check();
    try {
      const result = await readFile(
        job,
        { stage: this.#rows, spool },
        { reading, limits, onBytes: () => undefined, onRecords },
      );
      if (result.kind === "taken") return result;
      throw new TrailkeepError("storage-failed", {
        message: `a file on its way cannot be read (${result.code})`,
        at: path,
      });
    } finally {
      spool.close();
    }
  }

  async #finishRead(taken: Extract<Taken, { kind: "read" }>, bytesRead: number): Promise<Outcome> {
    const { quarantine: entries, staged, format } = taken;
    const { repeated, expired } = this.#rows;
    const own = { read: staged + entries.length, repeated, quarantined: entries.length, expired };
    this.mayHaveWritten = true;
    const quarantine =
      entries.length === 0
        ? null
        : await this.#options.quarantine.records(this.#claim, entries, {
            spool: join(this.#folder ?? "", spoolName),
            inputObject: uriOfObject(this.#named),
          });
    const [first] = await this.#finishSinks(own);
    if (first === undefined) throw new Error("there is no sink");
    if (first.counts === own && own.read !== first.written + repeated + own.quarantined + expired) {
      const counts = JSON.stringify({ ...own, written: first.written });
      throw new Error(`${uriOfObject(this.#claim.object)}: counts do not add up: ${counts}`);
    }
    const bytes = { read: bytesRead, written: first.parts.reduce((sum, part) => sum + part.sizeBytes, 0) };
    return this.#finish({ state: "done", reason: null, format, quarantine, bytes, ...this.#standing(first) });
  }

  /**
   * Nothing was read of it. But an earlier worker may have read it: before it was removed, or before the limits were
   * other ones. Then its rows stand, and are counted.
   */
  async #finishWithout(outcome: Outcome): Promise<Outcome> {
    const { attempt, isContested } = this.#claim;
    const standing = attempt > 1 || isContested ? await this.#options.sinks[0].standing(this.#claim) : null;
    if (standing === null) return this.#finish(outcome);
    const { read, repeated, quarantined, expired } = standing.counts;
    const isWhole = read === standing.written + repeated + quarantined + expired;
    return this.#finish({ ...outcome, ...this.#standing(standing), state: isWhole ? "done" : outcome.state });
  }

  async #finishSinks(counts: ReadCounts): Promise<readonly Standing[]> {
    const standing: Standing[] = [];
    for (const sink of this.#sinks) {
      standing.push(await sink.finish(counts));
      this.#check();
    }
    return standing;
  }

  async #finishDamaged(
    { reason, format }: Extract<Taken, { kind: "damaged" }>,
    file: Fetched,
    bytesRead: number,
  ): Promise<Outcome> {
    if (this.#terms.copyOf !== undefined) throw new StillDamaged(reason);
    this.mayHaveWritten = true;
    const { quarantine: store, limits } = this.#options;
    const quarantine =
      file.sizeBytes > limits.maxObjectBytes ? null : await store.object(this.#claim, file.path, { reason, format });
    return this.#finishWithout({ ...withoutRecords("quarantined", reason, bytesRead), format, quarantine });
  }

  async #finish(outcome: Outcome): Promise<Outcome> {
    this.#options.onBoundary?.("before-finish");
    await (this.#terms.copyOf ?? this.#options.ledger).finish(this.#claim, outcome);
    this.#options.onBoundary?.("finished");
    return outcome;
  }

  /** What stands, as the ledger has it. A file that is missing takes its records out of those that were read. */
  #standing({ parts, written, counts: { repeated, quarantined, expired } }: Standing) {
    return {
      records: { read: written + repeated + quarantined + expired, written, repeated, quarantined, expired },
      sources: parts.map((part) => this.#sourceOutcome(part)),
    };
  }

  #sourceOutcome({ source, rows, minTimeMs, maxTimeMs }: Standing["parts"][number]): SourceOutcome {
    const lags = new Map<number, number>();
    if (this.#terms.isLive) {
      const nowMs = this.#options.now();
      for (const [timeMs, count] of this.#rows.timesOf(source)) {
        const step = lagStep(nowMs - timeMs);
        lags.set(step, (lags.get(step) ?? 0) + count);
      }
    }
    return { source, written: rows, minTimeMs, maxTimeMs, lags };
  }

  #check(): void {
    if (this.#terms.signal?.aborted === true)
      throw new TrailkeepError("timeout", { message: "the time was over", at: uriOfObject(this.#claim.object) });
  }
}

const spoolName = "unreadable";

function withoutRecords(state: Outcome["state"], reason: string, bytesRead: number): Outcome {
  const bytes = { read: bytesRead, written: 0 };
  return { state, reason, format: null, records: noRecords, sources: [], bytes, quarantine: null };
}
