import { BomFilter } from "../bytes.ts";
import type { FormatReader, ReadLimits, RecordSink } from "../format.ts";
import { attempt, Unreadable } from "../unreadable.ts";
import { utf8, utf8Stretch } from "../utf8.ts";
import { type Line, LineSplitter } from "./lines.ts";
import { QuickLine } from "./quick.ts";
import { rowOf, timeOfDamaged } from "./row.ts";

/** Reads one access log: each line becomes a row or goes to quarantine. */
export class AccessLogReader implements FormatReader {
  readonly #sink: RecordSink;
  readonly #limits: ReadLimits;
  readonly #bom = new BomFilter();
  readonly #quick: QuickLine | null;
  /** The stretch of the current chunk that is known to be UTF-8: only there lines are read the quick way. */
  #stretch: readonly [from: number, to: number] | null = null;
  #lines: LineSplitter | null = null;
  #position = 0;

  constructor(sink: RecordSink, limits: ReadLimits) {
    this.#sink = sink;
    this.#limits = limits;
    this.#quick = sink.view === undefined ? null : new QuickLine();
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#bom.filter(chunk);
    if (bytes.length > 0) this.#read(bytes);
  }

  end(): void {
    const rest = this.#bom.rest();
    if (rest.length > 0) this.#read(rest);
    this.#lines?.end();
  }

  #read(bytes: Buffer): void {
    this.#lines ??= new LineSplitter(
      (line) => this.#line(line),
      this.#limits.maxRecordBytes,
      this.#bom.skipped,
      (chunk, from) => this.#quickly(chunk, from),
    );
    this.#quick?.begin();
    this.#stretch = this.#quick === null ? null : utf8Stretch(bytes);
    this.#lines.push(bytes);
  }

  #quickly(bytes: Buffer, from: number): number {
    const quick = this.#quick;
    const [start, stop] = this.#stretch ?? [0, 0];
    if (quick === null || from < start) return -1;
    const end = quick.read(bytes, from, Math.min(stop, from + this.#limits.maxRecordBytes));
    if (end >= 0) this.#sink.view?.(quick.view, this.#position++);
    return end;
  }

  #line(line: Line): void {
    const row = attempt(() => {
      if (line.sizeBytes > this.#limits.maxRecordBytes) {
        throw new Unreadable(`it is ${line.sizeBytes} bytes long; the limit is ${this.#limits.maxRecordBytes}`);
      }
      return rowOf(line.bytes, utf8(line.bytes));
    });
    if (row instanceof Unreadable) this.#quarantine(line, row.message);
    else this.#sink.record(row, this.#position++);
  }

  #quarantine({ bytes, byteOffset }: Line, reason: string): void {
    const raw = new Uint8Array(bytes);
    const timeMs = timeOfDamaged(bytes.toString("latin1", 0, 4096));
    this.#sink.quarantine({ raw, reason, position: this.#position++, byteOffset, timeMs });
  }
}
