import { describe, TrailkeepError } from "@trailkeep/core/error";
import { addRecords, noRecords, type RecordCounts } from "@trailkeep/core/store";
import PQueue from "p-queue";
import type { FileReason } from "../report.ts";
import { type InputObject, uriOfObject } from "../source/object.ts";
import { fetchObject } from "../source/s3/fetch.ts";
import { listObjects } from "../source/s3/list.ts";
import { type ListPattern, prefixesOf } from "../source/s3/pattern.ts";
import type { Service } from "./open.ts";
import type { TakenObject } from "./take-object.ts";

/** Objects that wait while others are taken: the listing does not run far ahead. */
const maxWaiting = 64;

/** After so long another worker may take an object from this one. */
const leaseMs = 10 * 60_000;

/** A report names so many of a kind. */
const maxNamed = 1_000;

export interface BackfillOptions {
  /** Objects that are taken at once. */
  readonly parallel: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BackfillProgress) => void;
}

/** How far a backfill is; the totals grow while it lists. */
export interface BackfillProgress {
  readonly prefixes: { readonly done: number; readonly total: number };
  readonly objects: { readonly done: number; readonly listed: number };
  readonly bytes: { readonly done: number; readonly listed: number };
  readonly records: RecordCounts;
  readonly seconds: number;
}

export interface BackfillReport {
  /** `known`: taken before. `held`: under way elsewhere. `failed`: to be tried again. */
  readonly objects: Readonly<
    Record<"taken" | "known" | "quarantined" | "ignored" | "gone" | "held" | "failed", number>
  >;
  readonly records: RecordCounts;
  readonly bytes: { readonly read: number; readonly written: number };
  readonly seconds: number;
  /** The first ones that were quarantined as a whole. */
  readonly quarantined: readonly FileReason[];
  /** The first ones that failed. */
  readonly failed: readonly FileReason[];
}

/**
 * Takes what S3 holds already: all objects of a pattern, several at once, those that were taken before passed over. Stopped
 * at any point and run again, it goes on with what is missing.
 * @throws TrailkeepError invalid-request, cancelled, or what S3 says to the listing
 */
export async function runBackfill(
  service: Service,
  pattern: ListPattern,
  options: BackfillOptions,
): Promise<BackfillReport> {
  const run = new Backfill(service, options);
  return run.execute(pattern.bucket, prefixesOf(pattern));
}

class Backfill {
  readonly #service: Service;
  readonly #options: BackfillOptions;
  readonly #queue: PQueue;
  readonly #startMs = performance.now();
  readonly #objects = { taken: 0, known: 0, quarantined: 0, ignored: 0, gone: 0, held: 0, failed: 0 };
  readonly #quarantined: FileReason[] = [];
  readonly #failed: FileReason[] = [];
  #records: RecordCounts = noRecords;
  #bytesRead = 0;
  #bytesWritten = 0;
  readonly #prefixes = { done: 0, total: 0 };
  readonly #seen = { done: 0, listed: 0 };
  readonly #bytes = { done: 0, listed: 0 };

  constructor(service: Service, options: BackfillOptions) {
    this.#service = service;
    this.#options = options;
    this.#queue = new PQueue({ concurrency: options.parallel });
  }

  async execute(bucket: string, prefixes: readonly string[]): Promise<BackfillReport> {
    this.#prefixes.total = prefixes.length;
    try {
      for (const prefix of prefixes) {
        for await (const object of listObjects(this.#service.s3, bucket, prefix)) await this.#add(object);
        this.#prefixes.done += 1;
      }
    } finally {
      await this.#queue.onIdle();
    }
    this.#checkSignal();
    return {
      objects: this.#objects,
      records: this.#records,
      bytes: { read: this.#bytesRead, written: this.#bytesWritten },
      seconds: this.#seconds(),
      quarantined: this.#quarantined,
      failed: this.#failed,
    };
  }

  async #add(object: InputObject): Promise<void> {
    this.#checkSignal();
    this.#seen.listed += 1;
    this.#bytes.listed += object.sizeBytes ?? 0;
    await this.#queue.onSizeLessThan(maxWaiting);
    void this.#queue.add(() => this.#take(object));
  }

  async #take(object: InputObject): Promise<void> {
    const { signal, onProgress } = this.#options;
    if (signal?.aborted === true) return;
    const { taker, s3 } = this.#service;
    try {
      const fetch = (one: InputObject, path: string, stop?: AbortSignal) => fetchObject(s3, one, path, stop);
      const terms = { leaseMs, isLive: false, ...(signal === undefined ? {} : { signal }) };
      this.#count(object, await taker.take(object, fetch, terms));
    } catch (error) {
      this.#objects.failed += 1;
      const reason = error instanceof TrailkeepError ? error.problems.map(describe).join("; ") : String(error);
      if (this.#failed.length < maxNamed) this.#failed.push({ uri: uriOfObject(object), reason });
    }
    this.#seen.done += 1;
    this.#bytes.done += object.sizeBytes ?? 0;
    onProgress?.({
      prefixes: { ...this.#prefixes },
      objects: { ...this.#seen },
      bytes: { ...this.#bytes },
      records: this.#records,
      seconds: this.#seconds(),
    });
  }

  #count(object: InputObject, result: TakenObject): void {
    if (result.kind !== "taken") {
      this.#objects[result.kind] += 1;
      return;
    }
    const { state, reason, records, bytes } = result.outcome;
    this.#objects[state === "done" ? "taken" : state] += 1;
    if (state === "quarantined" && this.#quarantined.length < maxNamed)
      this.#quarantined.push({ uri: uriOfObject(object), reason: reason ?? "" });
    this.#records = addRecords(this.#records, records);
    this.#bytesRead += bytes.read;
    this.#bytesWritten += bytes.written;
  }

  #checkSignal(): void {
    if (this.#options.signal?.aborted === true)
      throw new TrailkeepError("cancelled", "the backfill was stopped; run again, it goes on with what is missing");
  }

  #seconds(): number {
    return Math.round(performance.now() - this.#startMs) / 1000;
  }
}
