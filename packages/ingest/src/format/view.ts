import type { SourceName } from "@trailkeep/core/catalog";
import type { RowView } from "./format.ts";
import { writeRecordId } from "./record-id.ts";

/** A row view that is filled again for each record. */
export class ViewBuilder implements RowView {
  readonly source: SourceName;
  readonly recordId = new Uint8Array(16);
  readonly places: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly numbers: Float64Array;
  readonly texts: (string | undefined)[];
  readonly listRanges: number[] = [];
  bytes: Uint8Array = new Uint8Array(0);
  timeMs = 0;
  sizeBytes = 0;
  filled = 0;
  listElements = 0;

  constructor(source: SourceName, width: number) {
    this.source = source;
    this.places = new Int32Array(width);
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
    this.numbers = new Float64Array(width);
    this.texts = new Array<string | undefined>(width).fill(undefined);
  }

  begin(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.filled = 0;
    this.listElements = 0;
  }

  range(place: number, start: number, end: number): void {
    this.places[this.filled++] = place;
    this.starts[place] = start;
    this.ends[place] = end;
  }

  number(place: number, value: number): void {
    this.places[this.filled++] = place;
    this.numbers[place] = value;
  }

  text(place: number, text: string): void {
    this.places[this.filled++] = place;
    this.starts[place] = -1;
    this.texts[place] = text;
  }

  /** The list field: its ranges and elements are set apart. */
  list(place: number): void {
    this.places[this.filled++] = place;
  }

  /** @param content what the record's identity is taken of */
  identify(content: Uint8Array, timeMs: number, sizeBytes: number): void {
    writeRecordId(content, this.recordId);
    this.timeMs = timeMs;
    this.sizeBytes = sizeBytes;
  }
}
