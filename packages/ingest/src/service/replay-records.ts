import type { QuarantineLine } from "@trailkeep/core/archive";
import { TrailkeepError } from "@trailkeep/core/error";
import type { IsPast } from "@trailkeep/core/retention/arrival";
import type { StoreRow } from "@trailkeep/core/store/row";
import type { Quarantined as Unread } from "../format/format.ts";
import type { Quarantined, Replayed, ReplayMark } from "../ledger/dynamo/replays.ts";
import type { Claim } from "../ledger/ledger.ts";
import type { IngestLimits } from "../limits.ts";
import type { Reading } from "../reading.ts";
import type { FreshSink } from "../sink/s3/fresh.ts";
import type { Standing } from "../sink/sink.ts";
import type { InputObject } from "../source/object.ts";
import { RecordsFile } from "./replay-file.ts";
import type { CopyOptions } from "./replay-object.ts";
import { ObjectRows } from "./rows.ts";

/** The places where a replay has just changed something that others see, in order. */
export const replayBoundaries = ["marked", "claimed", "rows-put", "finished", "rewritten", "ended"] as const;
export type ReplayBoundary = (typeof replayBoundaries)[number];

export interface RecordsReplayOptions extends CopyOptions {
  readonly sink: FreshSink;
  readonly reading: Reading;
  readonly limits: IngestLimits;
  /** A folder on the disk, for files on their way. */
  readonly folder: string;
  /** Which records are past their retention if they arrive then (epoch milliseconds); none if left out. */
  readonly expiry?: (arrivedMs: number) => Promise<IsPast>;
  readonly onBoundary?: (name: ReplayBoundary) => void;
}

/** The marks of a replay stand in an item of the ledger: so many records at a time. */
const mostRecords = 5_000;
const leaseMs = 15 * 60_000;
const attempts = 5;
export const nothing: Replayed = { written: 0, repeated: 0, expired: 0 };

/** The counts of two, added up. */
export function plus(a: Replayed, b: Replayed): Replayed {
  return { written: a.written + b.written, repeated: a.repeated + b.repeated, expired: a.expired + b.expired };
}

export interface FileReport {
  readonly tried: number;
  readonly released: number;
  readonly records: Replayed;
  readonly skipped: string | null;
}

/** Reads the records of the quarantine's files again. */
export class RecordsReplay {
  readonly #options: RecordsReplayOptions;

  constructor(options: RecordsReplayOptions) {
    this.#options = options;
  }

  /** As often as there is more to be read of it than is done at a time. */
  async file(key: string): Promise<FileReport> {
    let released = 0;
    let records = nothing;
    for (;;) {
      const one = await this.#once(key);
      released += one.released;
      records = plus(records, one.records);
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
        const isOver = error instanceof NotReadable && (await this.#isUntouched(claimed.claim));
        await ledger.fail(claimed.claim, error instanceof Error ? error.message : String(error), !isOver);
        if (isOver) await replays.end(of, mark);
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

  /** Whether nothing stands of a replay: then another version may begin anew with what it can read. */
  async #isUntouched(claim: Claim): Promise<boolean> {
    return !claim.isContested && (await this.#options.sink.standing(claim)) === null;
  }

  /** Makes the rows of the marked records stand, and counts them. */
  async #write(file: RecordsFile, claim: Claim, of: Quarantined, mark: ReplayMark): Promise<Replayed> {
    const stands = claim.attempt === 1 ? null : await this.#options.sink.standing(claim);
    const { written = 0, counts } = stands ?? {};
    const isWhole = written + (counts?.repeated ?? 0) + (counts?.expired ?? 0) === mark.positions.length;
    // What another worker has put already need not be read again.
    return stands !== null && isWhole ? this.#counted(stands, claim, of, mark) : this.#put(file, claim, of, mark);
  }

  async #put(file: RecordsFile, claim: Claim, of: Quarantined, mark: ReplayMark): Promise<Replayed> {
    const { sink, expiry } = this.#options;
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
        if (row === null) throw new NotReadable(file.uri, line.position);
        rows.add(row, null, line.position);
      }
      if (open === null || rows === null || found < marked.size)
        throw new Error(`${file.uri}: ${marked.size - found} of the records that are being replayed are not in it`);
      const { repeated, expired } = rows;
      const standing = await open.finish({ read: marked.size, repeated, quarantined: 0, expired });
      this.#met("rows-put");
      return await this.#counted(standing, claim, of, mark);
    } finally {
      await open?.close();
    }
  }

  /** Tells the ledger what stands. */
  async #counted(standing: Standing, claim: Claim, of: Quarantined, mark: ReplayMark): Promise<Replayed> {
    const { written, counts, parts } = standing;
    const replayed = { written, repeated: counts.repeated, expired: counts.expired };
    const sources = parts.map(({ source, rows, minTimeMs, maxTimeMs }) => ({
      ...{ source, written: rows, minTimeMs, maxTimeMs },
      lags: new Map<number, number>(),
    }));
    const bytesWritten = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    await this.#options.ledger.finishReplay(claim, { of, mark, sources, bytesWritten, counts: replayed });
    return replayed;
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

/** A replay was begun by a version that could read what this one cannot. */
class NotReadable extends TrailkeepError {
  constructor(file: string, position: number) {
    super("conflict", {
      message: `record ${position} could be read when its replay began, and cannot now`,
      at: file,
      hint: "replay it by the version that has begun, or run it again",
    });
  }
}
