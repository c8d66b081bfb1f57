import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { quarantinedObject, quarantinedRecords, quarantineFolder } from "@trailkeep/core/archive";
import { TrailkeepError } from "@trailkeep/core/error";
import type { Replayed } from "../ledger/dynamo/replays.ts";
import { asAskedError } from "../source/s3/failure.ts";
import { replayObject } from "./replay-object.ts";
import { type FileReport, nothing, plus, RecordsReplay, type RecordsReplayOptions } from "./replay-records.ts";

/** What came of reading the quarantine of a store on S3 again. */
export interface S3ReplayReport {
  /** `released` records can be read now and are quarantined no more; `kept` ones are not better than before. */
  readonly entries: { readonly tried: number; readonly released: number; readonly kept: number };
  /** What released records are now. */
  readonly records: Replayed;
  /** Files that could not be replayed now, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Objects that were damaged as a whole. */
  readonly objects: { readonly tried: number; readonly released: number; readonly kept: number };
  /** Whether all files were looked at; else the time was over. */
  readonly isWhole: boolean;
}

/**
 * Reads what is quarantined again, with today's formats. A record that can be read becomes a row, exactly once, and is
 * quarantined no more; one that was killed anywhere is completed by the next replay.
 */
export class Replayer {
  readonly #options: RecordsReplayOptions;
  readonly #records: RecordsReplay;

  constructor(options: RecordsReplayOptions) {
    this.#options = options;
    this.#records = new RecordsReplay(options);
  }

  /** Replays every file. Throws TrailkeepError: credentials, store-failed, store-unreachable. */
  async all(signal?: AbortSignal): Promise<S3ReplayReport> {
    const entries = { tried: 0, released: 0 };
    let records = nothing;
    const skipped: { file: string; reason: string }[] = [];
    const objects = { tried: 0, released: 0 };
    const report = (isWhole: boolean) => ({
      entries: withKept(entries),
      objects: withKept(objects),
      ...{ records, skipped, isWhole },
    });
    for await (const key of this.#keys()) {
      if (signal?.aborted === true) return report(false);
      const isObject = key.endsWith(quarantinedObject);
      if (!isObject && !key.endsWith(quarantinedRecords)) continue;
      const one = await this.#one(key, isObject, signal);
      const sums = isObject ? objects : entries;
      sums.tried += one.tried;
      sums.released += one.released;
      records = plus(records, one.records);
      if (one.skipped !== null)
        skipped.push({ file: `s3://${this.#options.place.bucket}/${key}`, reason: one.skipped });
    }
    return report(true);
  }

  async *#keys(): AsyncGenerator<string> {
    const { client, place } = this.#options;
    const Prefix = quarantineFolder(place.prefix);
    try {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: place.bucket, Prefix }))
        for (const { Key = "" } of Contents) yield Key;
    } catch (error) {
      throw asAskedError(error, "S3", `s3://${place.bucket}/${Prefix}`);
    }
  }

  /** What is wrong with one file keeps no other from being replayed. */
  async #one(key: string, isObject: boolean, signal: AbortSignal | undefined): Promise<FileReport> {
    try {
      return isObject ? await this.#object(key, signal) : await this.#records.file(key);
    } catch (error) {
      const isOwn = error instanceof TrailkeepError && (error.code === "store-damaged" || error.code === "conflict");
      if (!isOwn) throw error;
      return { tried: 1, released: 0, records: nothing, skipped: error.message };
    }
  }

  async #object(key: string, signal: AbortSignal | undefined): Promise<FileReport> {
    const { isReleased, records, skipped } = await replayObject(this.#options, key, signal);
    return { tried: 1, released: isReleased ? 1 : 0, records, skipped };
  }
}

function withKept({ tried, released }: { readonly tried: number; readonly released: number }) {
  return { tried, released, kept: tried - released };
}
