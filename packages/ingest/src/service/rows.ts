import type { SourceName } from "@trailkeep/core/catalog";
import type { IsPast } from "@trailkeep/core/retention/arrival";
import type { StoreRow } from "@trailkeep/core/store/row";
import type { RecordView } from "../kernel/record-view.ts";
import type { ObjectSink } from "../sink/sink.ts";
import { IdSet } from "./id-set.ts";

/** Events of the same ten seconds are late by the same. Milliseconds. */
const timeStepMs = 10_000;

/** Gives the records of an object to its sinks, each once, and counts them. */
export class ObjectRows {
  readonly #sinks: readonly ObjectSink[];
  readonly #ids = new IdSet();
  readonly #times = new Map<SourceName, Map<number, number>>();
  /** Whether a record is past its retention on arrival; set before the first is added. */
  isPast: IsPast = () => false;
  repeated = 0;
  expired = 0;
  /** Whether the object turned out to be damaged: nothing of it counts. */
  isDropped = false;

  constructor(sinks: readonly ObjectSink[]) {
    this.#sinks = sinks;
  }

  add(row: StoreRow | RecordView, _object: unknown, position: number): void {
    if (!this.#ids.add("cells" in row ? Buffer.from(row.recordId, "hex") : row.recordId)) {
      this.repeated += 1;
      return;
    }
    if (this.isPast(row.source, row.timeMs)) {
      this.expired += 1;
      return;
    }
    const times = this.#timesOf(row.source);
    const step = Math.floor(row.timeMs / timeStepMs);
    times.set(step, (times.get(step) ?? 0) + 1);
    for (const sink of this.#sinks) sink.add(row, position);
  }

  drop(): void {
    this.isDropped = true;
  }

  /** How many records of a source happened when: by the start of ten seconds, epoch milliseconds. */
  timesOf(source: SourceName): ReadonlyMap<number, number> {
    return new Map([...this.#timesOf(source)].map(([step, count]) => [step * timeStepMs, count]));
  }

  #timesOf(source: SourceName): Map<number, number> {
    const known = this.#times.get(source);
    if (known !== undefined) return known;
    const times = new Map<number, number>();
    this.#times.set(source, times);
    return times;
  }
}
