import type { Spool } from "./spool.ts";
import type { Stage, StagedPart } from "./stage.ts";

/** Where a file's records are put. */
export interface LaneStage {
  readonly stage: Stage;
  readonly spool: Spool;
}

/** What a lane staged for a batch: whole files. */
export interface LaneStaged {
  readonly parts: readonly StagedPart[];
  readonly dropped: readonly number[];
  /** Whether anything is in its quarantine spool. */
  readonly spooled: boolean;
}

/** Where a worker stages a batch. */
export interface BatchPlace {
  readonly number: number;
  readonly folder: string;
  readonly spoolName: string;
}
