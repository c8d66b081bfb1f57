import type { StoreRow } from "@trailkeep/core/store/row";
import { BomFilter, LEFT_BRACE, LF } from "../bytes.ts";
import type { FormatReader, ReadLimits, RecordSink } from "../format.ts";
import { Canonical } from "../json/canonical.ts";
import { JsonValue } from "../json/value.ts";
import { attempt, Unreadable } from "../unreadable.ts";
import { utf8Stretch } from "../utf8.ts";
import { isEvent, marksOf, timeOfDamaged } from "./identify.ts";
import { QuickRecord } from "./quick/record.ts";
import { RowBuilder } from "./row.ts";
import { type Piece, RecordSplitter } from "./split.ts";
import { unwrap } from "./unwrap.ts";

/** Reads one CloudTrail object: splits it into records, and each record becomes a row or goes to quarantine. */
export class CloudTrailReader implements FormatReader {
  readonly #sink: RecordSink;
  readonly #limits: ReadLimits;
  readonly #bom = new BomFilter();
  readonly #value: JsonValue;
  readonly #canonical: Canonical;
  readonly #rows: RowBuilder;
  readonly #quick: QuickRecord | null;
  /** The stretch of the current chunk that is known to be UTF-8: only there records are read the quick way. */
  #stretch: readonly [from: number, to: number] | null = null;
  #splitter: RecordSplitter | null = null;
  #position = 0;

  constructor(sink: RecordSink, limits: ReadLimits) {
    this.#sink = sink;
    this.#limits = limits;
    this.#value = new JsonValue(limits.maxJsonDepth);
    this.#canonical = new Canonical(this.#value);
    this.#rows = new RowBuilder(this.#value, this.#canonical);
    this.#quick = sink.view === undefined ? null : new QuickRecord(limits.maxJsonDepth);
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#bom.filter(chunk);
    if (bytes.length > 0) this.#read(bytes);
  }

  end(): void {
    const rest = this.#bom.rest();
    if (rest.length > 0) this.#read(rest);
    this.#splitter?.end();
  }

  #read(bytes: Buffer): void {
    this.#splitter ??= new RecordSplitter(
      (piece) => this.#piece(piece),
      this.#limits,
      this.#bom.skipped,
      (chunk, from) => this.#quickly(chunk, from),
    );
    this.#quick?.begin();
    this.#stretch = this.#quick === null ? null : utf8Stretch(bytes);
    this.#splitter.push(bytes);
  }

  #quickly(bytes: Buffer, from: number): number {
    const quick = this.#quick;
    const [start, stop] = this.#stretch ?? [0, 0];
    if (quick === null || from < start) return -1;
    const end = quick.read(bytes, from, Math.min(stop, from + this.#limits.maxRecordBytes));
    if (end >= 0) this.#sink.view?.(quick.view, this.#position++);
    return end;
  }

  #piece(piece: Piece): void {
    if (piece.role === "frame") this.#frame(piece);
    else this.#record(piece);
  }

  #record(piece: Piece): void {
    const read = this.#judge(piece);
    if (!("reason" in read)) this.#take(read);
    else if (piece.role === "element" || !this.#salvage(piece)) this.#quarantine(piece, read);
  }

  #judge(piece: Piece): StoreRow | Fault {
    const row = attempt(() => {
      this.#value.read(piece.bytes, piece.from, piece.to);
      if (piece.problem !== null) throw new Unreadable(piece.problem);
      return this.#row();
    });
    if (!(row instanceof Unreadable)) return row;
    return { reason: piece.problem ?? row.message, timeMs: timeOfDamaged(this.#value) };
  }

  #row(): StoreRow {
    const marks = marksOf(this.#value, 0);
    const wrapped = isEvent(marks) ? null : unwrap(this.#value);
    if (wrapped === null) return this.#rows.row(0, marks);
    if (wrapped.kind === "node") return this.#rows.row(wrapped.node, marksOf(this.#value, wrapped.node));
    const text = Buffer.from(wrapped.text);
    this.#value.read(text, 0, text.length);
    return this.#rows.row(0, marksOf(this.#value, 0));
  }

  /** The object around a list should be no more than that: if it is damaged, or an event itself, something may be lost. */
  #frame(piece: Piece): void {
    const fault = attempt(() => {
      if (piece.problem !== null) throw new Unreadable(piece.problem);
      this.#value.read(piece.bytes, piece.from, piece.to);
      this.#canonical.write(0);
      if (isEvent(marksOf(this.#value, 0)))
        throw new Unreadable("it is an event itself; the list in it was read as records");
    });
    if (!(fault instanceof Unreadable)) return;
    const reason = piece.problem ?? `the object around the records is not what it should be: ${fault.message}`;
    this.#quarantine(piece, { reason, timeMs: null });
  }

  /**
   * Looks for records in a damaged piece that stands by itself: a whole line that is one. So a line that was cut off in
   * the middle does not take the next ones with it. Answers false, and takes nothing, if there is none.
   */
  #salvage(piece: Piece): boolean {
    const { bytes, to } = piece;
    const between: Fault = { reason: "it stands between records and is no record itself", timeMs: null };
    let badFrom = piece.from;
    for (let from = piece.from; from < to; ) {
      const newline = bytes.indexOf(LF, from);
      const lineEnd = newline < 0 || newline > to ? to : newline;
      const isPart = from > piece.from || lineEnd < to;
      const row = isPart && bytes[from] === LEFT_BRACE ? this.#judge(part(piece, from, lineEnd)) : between;
      if (!("reason" in row)) {
        if (badFrom < from) this.#quarantine(part(piece, badFrom, from), between);
        this.#take(row);
        badFrom = lineEnd + 1;
      }
      from = lineEnd + 1;
    }
    const found = badFrom > piece.from;
    if (found && badFrom < to) this.#quarantine(part(piece, badFrom, to), between);
    return found;
  }

  #take(row: StoreRow): void {
    this.#sink.record(row, this.#position++);
  }

  #quarantine(piece: Piece, { reason, timeMs }: Fault): void {
    const { bytes, from, to, byteOffset } = piece;
    const raw = new Uint8Array(bytes.subarray(from, to));
    this.#sink.quarantine({ raw, reason, position: this.#position++, byteOffset, timeMs });
  }
}

/** Why something could not be read, and its time as far as that could. */
interface Fault {
  readonly reason: string;
  readonly timeMs: number | null;
}

function part(piece: Piece, from: number, to: number): Piece {
  return { ...piece, from, to, byteOffset: piece.byteOffset + (from - piece.from), problem: null };
}
