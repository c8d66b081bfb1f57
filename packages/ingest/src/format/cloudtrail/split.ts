import { ByteStore, COMMA, isSpace, LEFT_BRACE, LEFT_BRACKET, LF, RIGHT_BRACKET } from "../bytes.ts";
import type { ReadLimits } from "../format.ts";
import { CUT, DONE, LIST, ValueScan } from "./scan.ts";

/** A stretch of the stream that should be one record. Its bytes are a view: they hold until the handler returns. */
export interface Piece {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** Where it starts in the stream. */
  readonly byteOffset: number;
  /** What is known to be wrong with it already. */
  readonly problem: string | null;
  /** A record in a list, a record by itself, or the object that stood around a list, without the list's elements. */
  readonly role: "element" | "alone" | "frame";
}

/** Takes the record that begins at `from` and answers with its end; -1 if it has to be found and judged with care. */
export type QuickReader = (bytes: Buffer, from: number) => number;

/** Members whose value is a list of records: CloudTrail's own, `aws cloudtrail lookup-events`, exports of CloudWatch Logs. */
const LIST_NAMES = new Set(['"Records"', '"Events"', '"events"', '"logEvents"']);

/** What CloudWatch Logs puts before each message when it exports a log group to S3: its time and a space. */
const TIMESTAMP_PREFIX = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z $/;
const longestPrefix = 40;

type State = "top" | "value" | "line" | "list" | "element";

/**
 * Finds records in a stream of JSON: in `{"Records": [...]}` with whatever else that object holds, in top-level arrays, and
 * as top-level values one after the other (JSON lines, or pretty-printed). Whatever is none of these is a piece with a
 * problem; only white space and the commas between records belong to no piece.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export class RecordSplitter {
  readonly #onPiece: (piece: Piece) => void;
  readonly #quick: QuickReader;
  /** In a top-level value: what was read of it in earlier chunks. Around a list: all of it but the elements. */
  readonly #outer: Part;
  /** The same for an element of a list. */
  readonly #element: Part;
  readonly #maxBytes: number;
  #state: State = "top";
  /** Whether the top-level value turned out to be the object around a list of records. */
  #framed = false;
  /** Length of the lists that stand in the top-level object, which it does not hold itself, brackets apart. */
  #listBytes = 0;
  #listOffset = 0;
  /** Place of the current chunk in the stream. */
  #offset: number;

  constructor(onPiece: (piece: Piece) => void, limits: ReadLimits, offset: number, quick: QuickReader) {
    this.#onPiece = onPiece;
    this.#quick = quick;
    this.#offset = offset;
    this.#maxBytes = limits.maxRecordBytes;
    this.#outer = new Part(limits);
    this.#element = new Part(limits);
  }

  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) at = this.#step(bytes, at);
    this.#offset += bytes.length;
  }

  end(): void {
    if (this.#state === "element") this.#emitHeld(this.#element, "element", "the file ends inside this record");
    else if (this.#state === "line") this.#emitHeld(this.#outer, "alone", notJson);
    else if (this.#state === "list") {
      this.#emitHeld(this.#outer, "frame", "the file ends before its list of records does: records may be missing");
    } else if (this.#state === "value") {
      const record = "the file ends inside this record";
      const frame = "the file ends before the object around its records does";
      this.#emitHeld(this.#outer, this.#framed ? "frame" : "alone", this.#framed ? frame : record);
    }
    this.#state = "top";
  }

  #step(bytes: Buffer, at: number): number {
    switch (this.#state) {
      case "top":
        return this.#atTop(bytes, at);
      case "value":
        return this.#inValue(bytes, at);
      case "line":
        return this.#inLine(bytes, at);
      case "list":
        return this.#inList(bytes, at);
      case "element":
        return this.#inElement(bytes, at);
    }
  }

  #atTop(bytes: Buffer, at: number): number {
    const byte = bytes[at];
    if (isSpace(byte)) return at + 1;
    const end = byte === LEFT_BRACE ? this.#quick(bytes, at) : -1;
    if (end >= 0) return end;
    this.#outer.start(this.#offset + at);
    this.#framed = false;
    this.#listBytes = 0;
    if (byte === LEFT_BRACKET) return this.#openList(bytes, at);
    this.#state = byte === LEFT_BRACE ? "value" : "line";
    this.#outer.scan.begin("watch-lists");
    return at;
  }

  #openList(bytes: Buffer, at: number): number {
    this.#outer.held.append(bytes, at, at + 1);
    this.#listOffset = this.#offset + at + 1;
    this.#state = "list";
    return at + 1;
  }

  #inValue(bytes: Buffer, from: number): number {
    const { scan, held } = this.#outer;
    let to = scan.scan(bytes, from, bytes.length, this.#offset);
    while (scan.status === LIST && !this.#isRecords(bytes)) {
      scan.enterList();
      to = scan.scan(bytes, to + 1, bytes.length, this.#offset);
    }
    if (scan.status === LIST) {
      held.append(bytes, from, to);
      this.#framed = true;
      return this.#openList(bytes, to);
    }
    if (scan.status === DONE || scan.status === CUT) {
      this.#state = "top";
      const role = this.#framed ? "frame" : "alone";
      this.#emit(this.#outer, role, bytes, from, to, scan.status === CUT ? cutOff : null);
    } else held.append(bytes, from, to);
    return to;
  }

  /** Whether the name of the list that opens in the top-level object is one under which records stand. */
  #isRecords(bytes: Buffer): boolean {
    const [start, end] = this.#outer.scan.key;
    const { held, byteOffset } = this.#outer;
    const fromHeld = start < this.#offset ? held.bytes.toString("latin1", start - byteOffset - this.#listBytes) : "";
    const inChunk = bytes.toString("latin1", Math.max(0, start - this.#offset), Math.max(0, end - this.#offset));
    return LIST_NAMES.has((fromHeld + inChunk).slice(0, end - start));
  }

  #inList(bytes: Buffer, at: number): number {
    const byte = bytes[at];
    if (isSpace(byte) || byte === COMMA) return at + 1;
    if (byte === RIGHT_BRACKET) {
      this.#outer.held.append(bytes, at, at + 1);
      this.#outer.scan.afterList();
      this.#listBytes += this.#offset + at - this.#listOffset;
      this.#state = this.#framed ? "value" : "top";
      return at + 1;
    }
    const end = byte === LEFT_BRACE ? this.#quick(bytes, at) : -1;
    if (end >= 0) return end;
    this.#element.start(this.#offset + at);
    this.#element.scan.begin(byte === LEFT_BRACE || byte === LEFT_BRACKET ? "container" : "no-container");
    this.#state = "element";
    return at;
  }

  #inElement(bytes: Buffer, from: number): number {
    const { scan, held } = this.#element;
    const to = scan.scan(bytes, from, bytes.length, this.#offset);
    if (scan.status === DONE || scan.status === CUT) {
      this.#state = "list";
      this.#emit(this.#element, "element", bytes, from, to, scan.status === CUT ? cutOff : null);
    } else held.append(bytes, from, to);
    return to;
  }

  /** A line at the top that does not begin with a bracket: a log group's export, or nothing that can be read. */
  #inLine(bytes: Buffer, from: number): number {
    const { held } = this.#outer;
    const newline = bytes.indexOf(LF, from);
    const lineEnd = newline < 0 ? bytes.length : newline;
    if (held.total < longestPrefix) {
      const brace = bytes.subarray(from, Math.min(lineEnd, from + longestPrefix)).indexOf(LEFT_BRACE);
      const prefix = held.bytes.toString("latin1") + bytes.toString("latin1", from, from + Math.max(0, brace));
      if (brace >= 0 && TIMESTAMP_PREFIX.test(prefix)) {
        this.#state = "top";
        return from + brace;
      }
    }
    if (newline < 0) held.append(bytes, from, lineEnd);
    else {
      this.#state = "top";
      this.#emit(this.#outer, "alone", bytes, from, lineEnd, notJson);
    }
    return lineEnd;
  }

  /** A part ends at `to` in the current chunk. */
  #emit(part: Part, role: Piece["role"], bytes: Buffer, from: number, to: number, problem: string | null): void {
    const { held, byteOffset } = part;
    if (held.total === 0 && to - from <= this.#maxBytes) {
      this.#onPiece({ bytes, from, to, byteOffset, problem, role });
      return;
    }
    held.append(bytes, from, to);
    this.#emitHeld(part, role, problem);
  }

  #emitHeld(part: Part, role: Piece["role"], problem: string | null): void {
    const { held, byteOffset } = part;
    const tooLong = `it is ${held.total} bytes long; the limit is ${this.#maxBytes}`;
    const reason = held.overflown ? tooLong : problem;
    this.#onPiece({ bytes: held.bytes, from: 0, to: held.bytes.length, byteOffset, problem: reason, role });
  }
}

const cutOff = "it is cut off: another record begins in the middle of it";
const notJson = "it is neither a JSON object nor an array";

/** A value while it is read: its scan, where it began, and its bytes from earlier chunks. */
class Part {
  readonly scan: ValueScan;
  readonly held: ByteStore;
  /** Place of its first byte in the stream. */
  byteOffset = 0;

  constructor(limits: ReadLimits) {
    this.scan = new ValueScan(limits.maxJsonDepth);
    this.held = new ByteStore(limits.maxRecordBytes);
  }

  start(byteOffset: number): void {
    this.byteOffset = byteOffset;
    this.held.clear();
  }
}
