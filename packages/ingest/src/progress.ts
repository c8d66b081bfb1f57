import type { IngestProgress } from "./report.ts";

/** Shortest time between two reports, milliseconds. */
const intervalMs = 100;

/** Counts how far a run is, and tells about ten times a second. */
export class Progress {
  readonly #tell: (progress: IngestProgress) => void;
  readonly #startMs = performance.now();
  #toldMs = Number.NEGATIVE_INFINITY;
  #filesDone = 0;
  #bytesRead = 0;
  #read = 0;
  #quarantined = 0;
  #ofObject = { read: 0, quarantined: 0 };
  filesTotal = 0;
  bytesTotal = 0;

  constructor(tell: (progress: IngestProgress) => void) {
    this.#tell = tell;
  }

  get seconds(): number {
    return Math.round(performance.now() - this.#startMs) / 1000;
  }

  bytes(count: number): void {
    this.#bytesRead += count;
    this.tell();
  }

  /** Records of the object that is being read. */
  records(read: number, quarantined: number): void {
    this.#ofObject = { read, quarantined };
    this.tell();
  }

  /** The object is done; `counted` if its records stay. */
  fileDone(counted: boolean): void {
    this.#filesDone += 1;
    if (counted) {
      this.#read += this.#ofObject.read;
      this.#quarantined += this.#ofObject.quarantined;
    }
    this.#ofObject = { read: 0, quarantined: 0 };
    this.tell();
  }

  tell(always = false): void {
    const nowMs = performance.now();
    if (!always && nowMs - this.#toldMs < intervalMs) return;
    this.#toldMs = nowMs;
    const seconds = (nowMs - this.#startMs) / 1000;
    this.#tell({
      files: { done: this.#filesDone, total: this.filesTotal },
      bytes: { read: this.#bytesRead, total: this.bytesTotal },
      records: { read: this.#read + this.#ofObject.read, quarantined: this.#quarantined + this.#ofObject.quarantined },
      seconds,
      secondsLeft: this.#secondsLeft(seconds),
    });
  }

  #secondsLeft(seconds: number): number | null {
    const bytesLeft = Math.max(0, this.bytesTotal - this.#bytesRead);
    if (bytesLeft === 0) return 0;
    return this.#bytesRead === 0 || seconds < 0.5 ? null : (seconds / this.#bytesRead) * bytesLeft;
  }
}
