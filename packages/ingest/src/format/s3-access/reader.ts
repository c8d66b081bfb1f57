import { BomFilter } from "../bytes.ts";
import type { FormatReader, ReadLimits, RecordSink } from "../format.ts";
import { attempt, Unreadable } from "../unreadable.ts";
import { utf8 } from "../utf8.ts";
import { type Line, LineSplitter } from "./lines.ts";
import { rowOf, timeOfDamaged } from "./row.ts";

/** Reads one access log: each line becomes a row or goes to quarantine. */
export class AccessLogReader implements FormatReader {
  readonly #sink: RecordSink;
  readonly #limits: ReadLimits;
  readonly #bom = new BomFilter();
  #lines: LineSplitter | null = null;
  #position = 0;

  constructor(sink: RecordSink, limits: ReadLimits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#bom.filter(chunk);
    if (bytes.length > 0) this.#split().push(bytes);
  }

  end(): void {
    const rest = this.#bom.rest();
    if (rest.length > 0) this.#split().push(rest);
    this.#lines?.end();
  }

  #split(): LineSplitter {
    this.#lines ??= new LineSplitter((line) => this.#line(line), this.#limits.maxRecordBytes, this.#bom.skipped);
    return this.#lines;
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
