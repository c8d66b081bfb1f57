import { recordFields } from "@trailkeep/core/store/row";
import { kernel } from "../../../kernel/kernel.ts";
import { RecordView } from "../../../kernel/record-view.ts";
import { inputWindow } from "../../../kernel/window.ts";
import { rfc3339Ms } from "../../time.ts";
import { placeOf } from "../shape.ts";
import { Shapes } from "./shapes.ts";

const SOURCE = "cloudtrail";
const width = recordFields(SOURCE).length;
const place = {
  time: placeOf(SOURCE, "eventTime"),
  raw: placeOf(SOURCE, "raw"),
  name: placeOf(SOURCE, "eventName"),
  source: placeOf(SOURCE, "eventSource"),
  type: placeOf(SOURCE, "eventType"),
  category: placeOf(SOURCE, "eventCategory"),
};

/** A file begins with no more shapes than this: of the files before, those of usual records are worth keeping. */
const maxKeptShapes = 5_000;

let kept: Shapes | undefined;

function shapesForFile(): Shapes {
  if (kept !== undefined && kept.count > maxKeptShapes) {
    kept.release();
    kept = undefined;
  }
  kept ??= new Shapes(SOURCE);
  return kept;
}

/**
 * Reads CloudTrail records as AWS writes them: see `kernel/record.ts`. Anything else is answered with -1 and left to the
 * careful reader, whose result this one's always equals.
 */
export class QuickRecord {
  readonly view = new RecordView(SOURCE, width);
  readonly #maxDepth: number;
  readonly #window = inputWindow();
  #isFirst = true;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  /** A chunk begins. What the kernel knows may be another reader's. */
  begin(): void {
    const shapes = this.#isFirst || kept === undefined ? shapesForFile() : kept;
    this.#isFirst = false;
    this.#window.begin();
    const { calls } = kernel();
    kernel().questions = {
      learn: (shape, key, length) => shapes.learn(shape, key, length),
      startOfDay: (at, length) =>
        rfc3339Ms(`${kernel().bytes.toString("latin1", at, at + length)}T00:00:00Z`) ?? Number.NaN,
    };
    calls.setShapes(shapes.record, shapes.any, shapes.element);
    const { time, raw, name, source, type, category } = place;
    calls.setRecordPlaces(time, raw, name, source, type, category, shapes.members.length);
  }

  /** Reads the record that begins at `from`: its end, with the row in {@link view}; -1 if it is not of the regular kind. */
  read(bytes: Uint8Array, from: number, to: number): number {
    const at = this.#window.place(bytes, from);
    const limit = Math.min(this.#window.end, at + (to - from));
    const end = kernel().calls.readRecord(at, limit, this.#maxDepth);
    if (end === 0) return -1;
    this.view.take(end - at);
    return from + (end - at);
  }
}
