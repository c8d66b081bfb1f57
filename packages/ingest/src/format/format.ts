import type { StoreRow } from "@trailkeep/core/store/row";
import type { RecordView } from "../kernel/record-view.ts";

/** What could not be read, with everything needed to look at it, count it and read it again after a fix. */
export interface Quarantined {
  /** The bytes that could not be read, as they stood (decompressed), a copy; beyond `maxRecordBytes` only the first. */
  readonly raw: Uint8Array;
  /** Why, in a sentence that says what is wrong with these bytes. */
  readonly reason: string;
  /** Its place among the records of the object: the first is 0. */
  readonly position: number;
  /** Where it starts in the decompressed object. */
  readonly byteOffset: number;
  /** The event's time if that much could be read, epoch milliseconds. */
  readonly timeMs: number | null;
}

/** Takes what a reader finds. Each record of the object arrives in exactly one of the two, in order of position. */
export interface RecordSink {
  record(row: StoreRow, position: number): void;
  /** Takes a record of a regular form; a sink without it gets every record as a row. */
  view?(view: RecordView, position: number): void;
  quarantine(entry: Quarantined): void;
}

/** Reads one object: its decompressed bytes are pushed in pieces of any size, then `end` is called once. */
export interface FormatReader {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** Bounds on what is read from outside; beyond one, the record is quarantined with the reason. */
export interface ReadLimits {
  readonly maxRecordBytes: number;
  readonly maxJsonDepth: number;
}

/** A way in which log records are written into an object. Pure: bytes in, rows and quarantined pieces out. */
export interface Format<Name extends string = string> {
  readonly name: Name;
  readonly doc: string;
  reader(sink: RecordSink, limits: ReadLimits): FormatReader;
}
