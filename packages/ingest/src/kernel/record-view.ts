import { hash } from "node:crypto";
import type { SourceName } from "@trailkeep/core/catalog";
import { kernel } from "./kernel.ts";

const idBytes = 16;

/**
 * A record of a regular form, as it stands in the kernel's memory: nothing is copied until it is stored. There is one at a
 * time in a thread; it holds until the sink returns. Cells are by the field's place in a row's cells.
 */
export class RecordView {
  readonly source: SourceName;
  /** The event's own time, epoch milliseconds. */
  timeMs = Number.NaN;
  /** Length of the record, bytes. */
  sizeBytes = 0;
  readonly #width: number;

  /** @param width how many fields a row of the source has */
  constructor(source: SourceName, width: number) {
    this.source = source;
    this.#width = width;
  }

  /** Takes over the record that the kernel has just read, and gives it its identity. */
  take(sizeBytes: number): void {
    const { calls, bytes } = kernel();
    const content = new Uint8Array(bytes.buffer, calls.viewContentAt(), calls.viewContentLength());
    const digest = hash("sha256", content, "binary");
    const id = calls.recordIdAt();
    for (let place = 0; place < idBytes; place++) bytes[id + place] = digest.charCodeAt(place);
    this.timeMs = calls.viewTimeMs();
    this.sizeBytes = sizeBytes;
  }

  /** The memory that ranges are of. */
  get bytes(): Uint8Array {
    return kernel().bytes;
  }

  /** The identity of its content, 16 bytes. */
  get recordId(): Uint8Array {
    return kernel().view(kernel().calls.recordIdAt(), idBytes);
  }

  /** Places of the fields that have a value. */
  get places(): Int32Array {
    const { calls, bytes } = kernel();
    return new Int32Array(bytes.buffer, calls.placesAt(), calls.viewFilled());
  }

  /** Of text and JSON: where it starts in `bytes`. */
  get starts(): Int32Array {
    return new Int32Array(kernel().bytes.buffer, kernel().calls.startsAt(), this.#width);
  }

  get ends(): Int32Array {
    return new Int32Array(kernel().bytes.buffer, kernel().calls.endsAt(), this.#width);
  }

  /** Whole numbers, times (epoch milliseconds), booleans (1 is true). */
  get numbers(): Float64Array {
    return new Float64Array(kernel().bytes.buffer, kernel().calls.numbersAt(), this.#width);
  }

  get listElements(): number {
    return kernel().calls.viewElements();
  }

  /** Start and end of each member of each element of the list field, in turn; a start of -1 is null. */
  listRanges(members: number): Int32Array {
    return new Int32Array(kernel().bytes.buffer, kernel().calls.listRangesAt(), 2 * members * this.listElements);
  }
}
