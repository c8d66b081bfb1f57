import { earliestTimeMs, latestTimeMs, type NewQuarantine, type StoreRow } from "@trailkeep/core/store";
import type { Quarantined, RecordSink } from "./format/format.ts";
import type { RecordView } from "./kernel/record-view.ts";
import type { IngestLimits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import type { LaneStage } from "./sink/place.ts";
import type { StagedObject } from "./sink/stage.ts";
import { ObjectDamage } from "./source/open.ts";

/** How much of an object is shown to `recognise`, decompressed bytes. */
const headBytes = 64 * 1024;

const dayMs = 86_400_000;

/** What became of an object's bytes. */
export type Taken =
  | {
      readonly kind: "read";
      readonly format: string;
      readonly staged: number;
      readonly quarantine: readonly NewQuarantine[];
    }
  | { readonly kind: "ignored"; readonly reason: string }
  | { readonly kind: "damaged"; readonly format: string | null; readonly reason: string };

export interface TakeInput {
  readonly object: StagedObject;
  /** Path with `/`. */
  readonly key: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly batch: LaneStage;
  readonly reading: Reading;
  readonly limits: IngestLimits;
  /** Told after each piece how many records are now read and quarantined; may throw to stop. */
  readonly onRecords: (read: number, quarantined: number) => void;
}

/**
 * Reads an object through the format that its bytes show: rows go on the batch's stage, what cannot be read into its
 * quarantine. An object that turns out to be damaged leaves no row and no quarantined record behind.
 * @throws the system's error if the bytes cannot be had
 */
export async function take(input: TakeInput): Promise<Taken> {
  const collector = new Collector(input);
  let format: string | null = null;
  try {
    const { head, rest } = await takeHead(input.pieces);
    const recognised = input.reading.recognise(input.key, head.subarray(0, headBytes));
    if (recognised.kind !== "format") {
      await rest.return?.();
      return recognised.kind === "ignored" ? recognised : { kind: "damaged", format, reason: recognised.reason };
    }
    format = recognised.format;
    collector.begin(format);
    await collector.readAll(head, rest);
    return { kind: "read", format, staged: collector.staged, quarantine: collector.quarantined };
  } catch (error) {
    input.batch.stage.drop(input.object.id);
    if (error instanceof ObjectDamage) return { kind: "damaged", format, reason: error.message };
    throw error;
  }
}

interface Head {
  readonly head: Uint8Array;
  readonly rest: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
}

async function takeHead(pieces: TakeInput["pieces"]): Promise<Head> {
  const rest = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < headBytes) {
    const piece = await rest.next();
    if (piece.done === true) break;
    parts.push(piece.value);
    length += piece.value.length;
  }
  const [only] = parts;
  return { head: only !== undefined && parts.length === 1 ? only : Buffer.concat(parts), rest };
}

/** Takes what the format's reader finds. */
class Collector implements RecordSink {
  readonly #input: TakeInput;
  readonly quarantined: NewQuarantine[] = [];
  staged = 0;
  #format = "";
  #reason = "";
  #day = Number.NaN;
  readonly #days = new Set<number>();

  constructor(input: TakeInput) {
    this.#input = input;
  }

  begin(format: string): void {
    this.#format = format;
  }

  async readAll(head: Uint8Array, rest: Head["rest"]): Promise<void> {
    const { reading, limits } = this.#input;
    const reader = reading.formats[this.#format]?.reader(this, limits);
    if (reader === undefined) throw new Error(`there is no format ${this.#format}`);
    reader.push(head);
    this.#check();
    for (let piece = await rest.next(); piece.done !== true; piece = await rest.next()) {
      reader.push(piece.value);
      this.#check();
    }
    reader.end();
    this.#check();
  }

  record(row: StoreRow, position: number): void {
    if (row.timeMs < earliestTimeMs || row.timeMs > latestTimeMs) {
      const reason = "the event's time is not between the years 1 and 9999";
      this.quarantine({ raw: rawOf(row), reason, position, byteOffset: 0, timeMs: null });
      return;
    }
    this.#stage(row, position);
  }

  view(view: RecordView, position: number): void {
    this.#stage(view, position);
  }

  #stage(row: StoreRow | RecordView, position: number): void {
    const day = Math.floor(row.timeMs / dayMs);
    if (day !== this.#day) this.#onDay(day);
    this.#input.batch.stage.add(row, this.#input.object, position);
    this.staged += 1;
  }

  #onDay(day: number): void {
    this.#day = day;
    this.#days.add(day);
    const { maxDays } = this.#input.limits;
    if (this.#days.size > maxDays) throw new ObjectDamage(`its events are of more than ${maxDays} different days`);
  }

  quarantine(entry: Quarantined): void {
    const { maxUnreadableRecords } = this.#input.limits;
    if (this.quarantined.length >= maxUnreadableRecords) throw new ObjectDamage(this.#tooManyUnreadable());
    // Most entries have the reason of the one before: the text is kept once.
    if (entry.reason !== this.#reason) this.#reason = entry.reason;
    const spooled = this.#input.batch.spool.add(entry.raw);
    this.quarantined.push({
      objectId: this.#input.object.id,
      sources: this.#input.reading.sourcesOf(this.#format),
      format: this.#format,
      reason: this.#reason,
      position: entry.position,
      byteOffset: entry.byteOffset,
      timeMs: entry.timeMs,
      ...spooled,
    });
  }

  #tooManyUnreadable(): string {
    const first = this.quarantined[0]?.reason ?? "none may be unreadable";
    return `more than ${this.#input.limits.maxUnreadableRecords} of its records cannot be read; the first: ${first}`;
  }

  #check(): void {
    const read = this.staged + this.quarantined.length;
    if (read > this.#input.limits.maxRecords) {
      throw new ObjectDamage(`the file holds more than ${this.#input.limits.maxRecords} records`);
    }
    this.#input.onRecords(this.staged + this.quarantined.length, this.quarantined.length);
  }
}

function rawOf(row: StoreRow): Uint8Array {
  const raw = row.cells.at(-1);
  return Buffer.from(typeof raw === "string" ? raw : "");
}
