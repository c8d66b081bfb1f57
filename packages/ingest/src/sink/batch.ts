import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { NewObject, NewQuarantine, ObjectChange } from "@trailkeep/core/store";
import { atDisk } from "@trailkeep/core/store";
import { Spool } from "./spool.ts";
import { Stage, type StagedPart } from "./stage.ts";

/** How many records of an object went where, so far: the rest is known when repeats are found. */
export interface Outcome {
  readonly objectId: number;
  readonly uri: string;
  /** Rows on the stage. */
  readonly staged: number;
  /** Records that it now has in quarantine. */
  readonly quarantined: number;
  readonly ledger: NewInLedger | KnownToLedger;
}

/** An object that the ledger does not know yet. */
export interface NewInLedger {
  readonly kind: "new";
  readonly object: Omit<NewObject, "records">;
  /** The entry that it takes the place of. */
  readonly replaces: number | null;
}

/** An object of which something that was in quarantine has been read again. */
export interface KnownToLedger {
  readonly kind: "known";
  /** Records in quarantine before. */
  readonly quarantinedBefore: number;
  readonly became?: ObjectChange["became"];
}

/** What was staged for a batch: whole files, and what of them does not count. */
export interface Staged {
  readonly parts: readonly StagedPart[];
  readonly dropped: ReadonlySet<number>;
  readonly spools: readonly Spool[];
}

/** Objects that become visible together. None is split over two batches. */
export class Batch {
  readonly number: number;
  readonly folder: string;
  readonly stage: Stage;
  readonly spool: Spool;
  readonly outcomes: Outcome[] = [];
  readonly quarantine: NewQuarantine[] = [];
  readonly released: string[] = [];
  readonly touched: { readonly id: number; readonly mtimeUs: number }[] = [];
  readonly dropped: number[] = [];
  filesSkipped = 0;
  /** Ignored without an entry in the ledger: what is no file. */
  filesIgnored = 0;
  bytesRead = 0;

  constructor(staging: string, runId: number, number: number) {
    this.number = number;
    this.folder = join(staging, `b${number}`);
    atDisk(this.folder, () => mkdirSync(this.folder));
    this.stage = new Stage(this.folder, "0");
    this.spool = new Spool(this.folder, `r${runId}-b${number}.bin`);
  }

  /** Completes the files that were staged. */
  complete(): Promise<Staged> {
    return Promise.resolve({ parts: this.stage.parts(), dropped: this.stage.dropped, spools: [this.spool] });
  }

  /** Whether it holds nothing that would change the store. */
  get empty(): boolean {
    const changes = [this.outcomes, this.touched, this.released, this.dropped];
    return changes.every((list) => list.length === 0) && this.filesSkipped + this.filesIgnored === 0;
  }
}
