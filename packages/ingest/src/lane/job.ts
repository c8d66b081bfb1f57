import type { IngestLimits } from "../limits.ts";
import type { BatchPlace, LaneStaged } from "../sink/place.ts";
import type { StagedObject } from "../sink/stage.ts";
import type { ByteRange } from "../source/open.ts";
import type { Taken } from "../take.ts";

/** A file to be read. */
export interface LaneJob {
  readonly object: StagedObject;
  /** Path with `/`. */
  readonly key: string;
  readonly file: ByteRange;
}

/** What came of a file. */
export type LaneResult =
  | {
      readonly kind: "taken";
      readonly taken: Taken;
      /** Of the whole file, hexadecimal, if it was read to its end. */
      readonly sha256: string;
      readonly bytesRead: number;
    }
  /** What the operating system said, by its code. */
  | { readonly kind: "unreadable"; readonly code: string; readonly bytesRead: number };

/** What a worker is told: at its start, then by messages. */
export interface WorkerStart {
  readonly lane: number;
  readonly limits: IngestLimits;
  readonly keepRaw: boolean;
}

export type ToWorker =
  | { readonly kind: "take"; readonly batch: BatchPlace; readonly job: LaneJob }
  | { readonly kind: "finish"; readonly batch: BatchPlace };

/** An answer to each message, in their order. */
export type FromWorker =
  | { readonly kind: "took"; readonly result: LaneResult; readonly stagedBytes: number; readonly partCount: number }
  | { readonly kind: "finished"; readonly staged: LaneStaged }
  | { readonly kind: "failed"; readonly error: LaneFailure };

/** A TrailkeepError (`code` is its own), or another error: what can cross from one thread to another. */
export interface LaneFailure {
  readonly code: string;
  readonly message: string;
  readonly problems: readonly { readonly message: string; readonly at?: string; readonly hint?: string }[];
}
