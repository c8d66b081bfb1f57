import type { Spool } from "./spool.ts";
import type { Stage, StagedPart } from "./stage.ts";

/** Where a file's records are put. */
export interface LaneStage {
  readonly stage: Pick<Stage, "add" | "drop">;
  readonly spool: Pick<Spool, "add">;
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
