import { availableParallelism } from "node:os";
import type { IngestLimits } from "../limits.ts";
import type { Batch } from "../sink/batch.ts";
import type { LaneJob, LaneResult } from "./job.ts";
import { hasWorkers, WorkerLane } from "./worker-lane.ts";

/** Less than this is read in a moment: threads would take longer to start. Bytes as they stand. */
const leastBytes = 4 * 1024 ** 2;

/** More threads than this wait for the disk and for the one that commits. */
const maxLanes = 8;

/** Files that a thread has before it, so that it never waits for the next. */
const filesAhead = 3;

export interface LanesWork {
  readonly files: number;
  readonly sizeBytes: number;
  readonly limits: IngestLimits;
  readonly keepRaw: boolean;
  /** So many threads, however little there is to read. */
  readonly threads: number | undefined;
}

/** The threads that read the files of a run. */
export class WorkerLanes {
  readonly #lanes: readonly WorkerLane[];

  private constructor(lanes: readonly WorkerLane[]) {
    this.#lanes = lanes;
  }

  /**
   * Starts a thread a processor if there is work for them; null if the files had better be read in this one.
   */
  static start(work: LanesWork): WorkerLanes | null {
    const { files, sizeBytes, limits, keepRaw, threads } = work;
    const count = Math.min(maxLanes, threads ?? availableParallelism(), files);
    const pays = threads !== undefined || sizeBytes >= leastBytes;
    if (count < 2 || !pays || !hasWorkers()) return null;
    return new WorkerLanes(
      Array.from({ length: count }, (_, lane) => new WorkerLane({ lane: lane + 1, limits, keepRaw })),
    );
  }

  /** How many files may be under way. */
  get depth(): number {
    return this.#lanes.length * filesAhead;
  }

  /** Has a file read by the thread with the least to do. */
  async take(batch: Batch, job: LaneJob): Promise<LaneResult> {
    const lane = this.#lanes.reduce((least, one) => (one.pending < least.pending ? one : least));
    const { result, stagedBytes, partCount } = await lane.take(batch.placeOf(lane), job);
    batch.staged(lane, stagedBytes, partCount);
    return result;
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }
}
