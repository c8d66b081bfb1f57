import type { ChannelLedger, RefusedRecord, SentCounts, SentFile } from "@trailkeep/core/store";
import type { StoreRow } from "@trailkeep/core/store/row";
import type { Format, Quarantined, ReadLimits } from "../../format/format.ts";
import { type Batch, Packer, type PlacedEvent } from "./batches.ts";
import type { Channel } from "./channel.ts";
import { deliver, type Patience } from "./deliver.ts";
import { auditEvent } from "./event.ts";
import type { PutAuditEvents } from "./put.ts";

interface Sending {
  readonly channel: Channel;
  readonly ledger: ChannelLedger;
  readonly put: PutAuditEvents;
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((counts: SentCounts) => void) | undefined;
}

/** A batch, what could not be read on the way to it, and how many of the file's records are behind it. */
interface Step {
  readonly batch: Batch;
  readonly unreadable: readonly RefusedRecord[];
  readonly end: number;
}

/** Sends files into a channel, one after the other. */
export class FileSender {
  readonly #by: Sending;
  #counts: SentCounts = { read: 0, sent: 0, repeated: 0, quarantined: 0 };

  constructor(by: Sending) {
    this.#by = by;
  }

  /** Over all files. */
  get counts(): SentCounts {
    return this.#counts;
  }

  /** Sends what is left of a file; false if nothing is. */
  async send(
    uri: string,
    sha256: string,
    format: Format,
    limits: ReadLimits,
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<boolean> {
    const { ledger, channel } = this.#by;
    const file = ledger.begin(channel.arn, uri, sha256);
    if (file.isDone) return false;
    const steps = new Steps(file.acknowledged, (row, position) => ({
      ...auditEvent(row, { inputObject: uri, inputPosition: position }, channel.accountId),
      position,
    }));
    const reader = format.reader(steps, limits);
    let from = file.acknowledged;
    for await (const piece of pieces) {
      reader.push(piece);
      from = await this.#take(file, from, steps.ready());
    }
    reader.end();
    from = await this.#take(file, from, steps.ready());
    await this.#take(file, from, [steps.rest()]);
    ledger.finish(file);
    return true;
  }

  async #take(file: SentFile, from: number, steps: readonly Step[]): Promise<number> {
    let done = from;
    for (const step of steps) {
      if (step.end > done) await this.#deliver(file, done, step);
      done = Math.max(done, step.end);
    }
    return done;
  }

  async #deliver(file: SentFile, from: number, { batch, unreadable, end }: Step): Promise<void> {
    const { put, patience, signal, ledger, onProgress } = this.#by;
    const refused = await deliver(batch.events, put, patience, signal);
    const kept: readonly RefusedRecord[] = [
      ...unreadable,
      ...batch.oversized.map(oversized),
      ...refused.map(({ position, code, message, eventData }) => ({ position, code, message, content: eventData })),
    ];
    const { repeated } = batch;
    const sent = batch.events.length - refused.length;
    const counts = { read: sent + repeated + kept.length, sent, repeated, quarantined: kept.length };
    ledger.advance(file, from, end, counts, kept);
    this.#counts = added(this.#counts, counts);
    onProgress?.(this.#counts);
  }
}

/** Turns what a reader finds into batches. What was acknowledged before is passed over. */
class Steps {
  readonly #skip: number;
  readonly #eventOf: (row: StoreRow, position: number) => PlacedEvent;
  readonly #packer = new Packer();
  #ready: Step[] = [];
  #unreadable: RefusedRecord[] = [];
  #end = 0;

  constructor(skip: number, eventOf: (row: StoreRow, position: number) => PlacedEvent) {
    this.#skip = skip;
    this.#eventOf = eventOf;
  }

  record(row: StoreRow, position: number): void {
    if (position >= this.#skip) {
      const batch = this.#packer.add(this.#eventOf(row, position));
      if (batch !== null) this.#put(batch);
    }
    this.#end = position + 1;
  }

  quarantine({ position, reason, raw }: Quarantined): void {
    if (position >= this.#skip) {
      const content = Buffer.from(raw).toString("base64");
      this.#unreadable.push({ position, code: "Unreadable", message: reason, content });
    }
    this.#end = position + 1;
  }

  /** Batches that are full. */
  ready(): readonly Step[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** What is left at the end. */
  rest(): Step {
    this.#put(this.#packer.take());
    return this.ready().at(-1) ?? { batch: this.#packer.take(), unreadable: [], end: this.#end };
  }

  #put(batch: Batch): void {
    this.#ready.push({ batch, unreadable: this.#unreadable, end: this.#end });
    this.#unreadable = [];
  }
}

function oversized({ position, eventData }: PlacedEvent): RefusedRecord {
  return { position, code: "FieldTooLong", message: "the event is longer than a request may be", content: eventData };
}

function added(a: SentCounts, b: SentCounts): SentCounts {
  return {
    read: a.read + b.read,
    sent: a.sent + b.sent,
    repeated: a.repeated + b.repeated,
    quarantined: a.quarantined + b.quarantined,
  };
}
