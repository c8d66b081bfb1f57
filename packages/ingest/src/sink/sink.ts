import type { SourceName } from "@trailkeep/core/catalog";
import type { StoreRow } from "@trailkeep/core/store/row";
import type { RecordView } from "../kernel/record-view.ts";
import type { Claim } from "../ledger/ledger.ts";

/**
 * Where the records of an input object go. An object may be handed over many times, by several workers at once, and each
 * may be killed at any moment: what stands in the end is what one undisturbed worker would have left.
 */
export interface Sink {
  /** Names the sink in the ledger. */
  readonly name: string;
  /** Opens it for one object. Rows say that they came in `inputObject`, or else in the claimed one. */
  begin(claim: Claim, inputObject?: string): ObjectSink;
  /**
   * What stands of the object already, left by an earlier claim for the same hour; null if nothing does.
   * @throws TrailkeepError if it cannot be told
   */
  standing(claim: Claim): Promise<Standing | null>;
}

/** A sink while one object is read. */
export interface ObjectSink {
  /**
   * Takes a record; each record of the object once, in the order of their positions, the same whenever the object is read.
   * A view's bytes are only there during the call.
   */
  add(row: StoreRow | RecordView, position: number): void;
  /**
   * Makes what was added stand, durable and visible.
   * @throws TrailkeepError store-failed, store-unreachable: to be tried again
   */
  finish(counts: ReadCounts): Promise<Standing>;
  /** Lets go of what it holds, whatever came of it. To be called last, once. */
  close(): Promise<void>;
}

/** What reading the object showed. */
export interface ReadCounts {
  readonly read: number;
  /** Records that the same object holds a second time: no sink was given them. */
  readonly repeated: number;
  readonly quarantined: number;
  /** Records past their retention on arrival: no sink was given them. */
  readonly expired: number;
}

/** What stands of an object in a sink. */
export interface Standing {
  readonly parts: readonly StandingPart[];
  /** Records that stand. */
  readonly written: number;
  /**
   * The counts that belong to what stands, where another version of the reader made it and was the first: they hold, and
   * this reader's do not.
   */
  readonly counts: ReadCounts;
}

/** A file of the store, or what another sink has of one source. */
export interface StandingPart {
  readonly source: SourceName;
  readonly rows: number;
  readonly sizeBytes: number;
  readonly minTimeMs: number;
  readonly maxTimeMs: number;
  /** Where it is, as the sink names places: `s3://bucket/key`. */
  readonly place: string;
}
