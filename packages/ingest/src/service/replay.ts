import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { type QuarantineLine, quarantinedObject, quarantinedRecords, quarantineFolder } from "@trailkeep/core/archive";
import { TrailkeepError } from "@trailkeep/core/error";
import type { IsPast } from "@trailkeep/core/retention/arrival";
import type { StoreRow } from "@trailkeep/core/store/row";
import type { Quarantined as Unread } from "../format/format.ts";
import type { Quarantined, Replayed, ReplayMark } from "../ledger/dynamo/replays.ts";
import type { Claim } from "../ledger/ledger.ts";
import type { IngestLimits } from "../limits.ts";
import type { Reading } from "../reading.ts";
import type { FreshSink } from "../sink/s3/fresh.ts";
import type { InputObject } from "../source/object.ts";
import { asAskedError } from "../source/s3/failure.ts";
import { RecordsFile } from "./replay-file.ts";
import { type CopyOptions, replayObject } from "./replay-object.ts";
import { ObjectRows } from "./rows.ts";

/** The places where a replay has just changed something that others see, in order. */
export const replayBoundaries = ["marked", "claimed", "rows-put", "finished", "rewritten", "ended"] as const;
export type ReplayBoundary = (typeof replayBoundaries)[number];

export interface ReplayerOptions extends CopyOptions {
  readonly sink: FreshSink;
  readonly reading: Reading;
  readonly limits: IngestLimits;
  /** A folder on the disk, for files on their way. */
  readonly folder: string;
  /** Which records are past their retention if they arrive then (epoch milliseconds); none if left out. */
  readonly expiry?: (arrivedMs: number) => Promise<IsPast>;
  readonly onBoundary?: (name: ReplayBoundary) => void;
}

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

/** The marks of a replay stand in an item of the ledger: so many records at a time. */
const mostRecords = 5_000;
const leaseMs = 15 * 60_000;
const attempts = 5;
const nothing: Replayed = { written: 0, repeated: 0, expired: 0 };

interface FileReport {
  readonly tried: number;
  readonly released: number;
  readonly records: Replayed;
  readonly skipped: string | null;
}

/**
 * Reads what is quarantined again, with today's formats. A record that can be read becomes a row, exactly once, and is
 * quarantined no more; one that was killed anywhere is completed by the next replay.
 */
export class Replayer {
  readonly #options: ReplayerOptions;

  constructor(options: ReplayerOptions) {
    this.#options = options;
  }

  /** Replays every file. Throws TrailkeepError: credentials, store-failed, store-unreachable. */
  async all(signal?: AbortSignal): Promise<S3ReplayReport> {
    const entries = { tried: 0, released: 0 };
    const records = { ...nothing };
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
      const one = isObject ? await this.#object(key, signal) : await this.#file(key);
      const sums = isObject ? objects : entries;
      sums.tried += one.tried;
      sums.released += one.released;
      records.written += one.records.written;
      records.repeated += one.records.repeated;
      records.expired += one.records.expired;
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

  async #object(key: string, signal: AbortSignal | undefined): Promise<FileReport> {
    const { isReleased, records, skipped } = await replayObject(this.#options, key, signal);
    return { tried: 1, released: isReleased ? 1 : 0, records, skipped };
  }

  /** As often as there is more to be read of it than is done at a time. */
  async #file(key: string): Promise<FileReport> {
    let released = 0;
    const records = { ...nothing };
    for (;;) {
      const one = await this.#once(key);
      released += one.released;
      records.written += one.records.written;
      records.repeated += one.records.repeated;
      records.expired += one.records.expired;
      if (one.released < mostRecords) return { ...one, tried: one.tried + released - one.released, released, records };
    }
  }

  async #once(key: string): Promise<FileReport> {
    const { client, place, folder, replays } = this.#options;
    const file = await RecordsFile.download(client, place, key, folder);
    if (file === null) return { tried: 0, released: 0, records: nothing, skipped: null };
    try {
      const { inputObject, count, readable } = await this.#look(file);
      const left = (skipped: string | null) => ({ tried: count, released: 0, records: nothing, skipped });
      const of = inputObject === null ? null : await replays.of(inputObject, file.uri);
      if (of === null) return count === 0 ? left(null) : left("the ledger has no finished object that it is of");
      // What another replay has begun is gone on with, whatever this one could read.
      const mark = of.replay ?? { etag: file.etag, positions: readable };
      if (mark.positions.length === 0) return left(null);
      if (of.replay === null) {
        const isMarked = await replays.begin(of, mark, count);
        if (!isMarked) return left("another replay, or retention, has begun with it and not ended: run that again");
        this.#met("marked");
      }
      const done = await this.#marked(file, of, mark);
      if (done === null) return left("another replay is at work on it");
      return { tried: count, released: mark.positions.length, records: done, skipped: null };
    } finally {
      await file.remove();
    }
  }

  /** Null where another worker is at it. What is finished already is only taken out of the file. */
  async #marked(file: RecordsFile, of: Quarantined, mark: ReplayMark): Promise<Replayed | null> {
    const { ledger, place, replays } = this.#options;
    const { key, sizeBytes } = file;
    const version = { kind: "etag", value: mark.etag } as const;
    const object: InputObject = { bucket: place.bucket, key, version, sizeBytes, storedMs: null };
    const claimed = await ledger.claim(object, { leaseMs });
    if (claimed.kind === "held") return null;
    let done = nothing;
    if (claimed.kind === "claimed") {
      try {
        this.#met("claimed");
        done = await this.#write(file, claimed.claim, of, mark);
      } catch (error) {
        await ledger.fail(claimed.claim, error instanceof Error ? error.message : String(error), true);
        throw error;
      }
      this.#met("finished");
    }
    const left = await this.#takenOut(key, new Set(mark.positions));
    this.#met("rewritten");
    await replays.end(of, mark, left === 0);
    this.#met("ended");
    return done;
  }

  /** Takes records out of a file as it is now: retention may still note in it of which sources a day is gone. */
  async #takenOut(key: string, positions: ReadonlySet<number>): Promise<number> {
    const { client, place, folder } = this.#options;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const file = await RecordsFile.download(client, place, key, folder);
      if (file === null) return 0;
      try {
        const left = await file.without(positions);
        if (left !== null) return left;
      } finally {
        await file.remove();
      }
    }
    throw new TrailkeepError("conflict", {
      message: "others change it all the while",
      at: `s3://${place.bucket}/${key}`,
      hint: "the next replay completes it",
    });
  }

  /** Makes the rows of the marked records stand, and counts them. */
  async #write(file: RecordsFile, claim: Claim, of: Quarantined, mark: ReplayMark): Promise<Replayed> {
    const { ledger, sink, expiry } = this.#options;
    const marked = new Set(mark.positions);
    let open: ReturnType<FreshSink["begin"]> | null = null;
    try {
      let rows: ObjectRows | null = null;
      let found = 0;
      for await (const line of file.lines()) {
        if (!marked.has(line.position)) continue;
        found += 1;
        if (open === null || rows === null) {
          open = sink.begin(claim, line.inputObject);
          rows = new ObjectRows([open]);
          // As of the hour that all attempts have in common: each finds the same records expired.
          if (expiry !== undefined) rows.isPast = await expiry(Date.parse(`${claim.ingestHour}:00:00Z`));
        }
        const row = this.#read(line);
        if (row === null)
          throw new Error(`${file.uri}: record ${line.position} could be read when its replay began, and cannot now`);
        rows.add(row, null, line.position);
      }
      if (open === null || rows === null || found < marked.size)
        throw new Error(`${file.uri}: ${marked.size - found} of the records that are being replayed are not in it`);
      const { repeated, expired } = rows;
      const standing = await open.finish({ read: marked.size, repeated, quarantined: 0, expired });
      this.#met("rows-put");
      const counts = {
        written: standing.written,
        repeated: standing.counts.repeated,
        expired: standing.counts.expired,
      };
      const sources = standing.parts.map(({ source, rows: written, minTimeMs, maxTimeMs }) => ({
        ...{ source, written, minTimeMs, maxTimeMs },
        lags: new Map<number, number>(),
      }));
      const bytesWritten = standing.parts.reduce((sum, part) => sum + part.sizeBytes, 0);
      await ledger.finishReplay(claim, { of, mark, sources, bytesWritten, counts });
      return counts;
    } finally {
      await open?.close();
    }
  }

  /** How many records a file has, of which object, and which of them can be read: as many as are replayed at a time. */
  async #look(file: RecordsFile) {
    const readable: number[] = [];
    let inputObject: string | null = null;
    let count = 0;
    for await (const line of file.lines()) {
      count += 1;
      inputObject = line.inputObject;
      if (readable.length < mostRecords && this.#read(line) !== null) readable.push(line.position);
    }
    return { inputObject, count, readable };
  }

  /** A record on its own, as a whole or not at all. */
  #read({ format, raw }: QuarantineLine): StoreRow | null {
    const rows: StoreRow[] = [];
    const refused: Unread[] = [];
    const into = {
      record: (row: StoreRow) => void rows.push(row),
      quarantine: (again: Unread) => void refused.push(again),
    };
    const { reading, limits } = this.#options;
    const reader = format === null ? undefined : reading.formats[format]?.reader(into, limits);
    if (reader === undefined) return null;
    reader.push(Buffer.from(raw, "base64"));
    reader.end();
    return rows.length === 1 && refused.length === 0 ? (rows[0] ?? null) : null;
  }

  #met(name: ReplayBoundary): void {
    this.#options.onBoundary?.(name);
  }
}

function withKept({ tried, released }: { readonly tried: number; readonly released: number }) {
  return { tried, released, kept: tried - released };
}
