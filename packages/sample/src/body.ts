/** How a file puts its records together. */
export interface Framing {
  readonly open: string;
  readonly between: string;
  readonly close: string;
}

/** CloudTrail's files. */
export const recordsFraming: Framing = { open: '{"Records":[', between: ",", close: "]}" };

/** Access logs: every line has its end. */
export const linesFraming: Framing = { open: "", between: "\n", close: "\n" };

/** UTF-8 needs at most three bytes for a UTF-16 unit. */
const mostBytesPerUnit = 3;
const firstCapacity = 1 << 20;

/**
 * Puts one file together after another. Each record goes into the buffer at once: strings that wait for the end of the
 * file would live long enough to cost more in garbage collection than everything else together.
 */
export class Body {
  private buffer = Buffer.allocUnsafe(firstCapacity);
  private length = 0;
  private framing = recordsFraming;
  private empty = true;

  /** Begins a file. */
  begin(framing: Framing): void {
    this.framing = framing;
    this.length = 0;
    this.empty = true;
    this.write(framing.open);
  }

  /** Adds a record. */
  add(record: string): void {
    if (!this.empty) this.write(this.framing.between);
    this.empty = false;
    this.write(record);
  }

  /** Ends the file and gives its bytes; a torn one breaks off after its last record. */
  end(torn: boolean): Uint8Array {
    if (!torn) this.write(this.framing.close);
    return Uint8Array.from(this.buffer.subarray(0, this.length));
  }

  private write(text: string): void {
    const most = this.length + text.length * mostBytesPerUnit;
    if (most > this.buffer.length) {
      const larger = Buffer.allocUnsafe(2 * most);
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    this.length += this.buffer.write(text, this.length);
  }
}
