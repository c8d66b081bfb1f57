import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { NewObject, NewQuarantine, ObjectChange } from "@trailkeep/core/store";
import { atDisk } from "@trailkeep/core/store";
import type { BatchPlace, LaneStaged } from "./place.ts";
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

/** A reading thread, as far as a batch needs it. */
export interface BatchLane {
  finish(batch: BatchPlace): Promise<LaneStaged>;
}

/** Objects that become visible together. None is split over two batches. */
export class Batch {
  readonly number: number;
  readonly folder: string;
  readonly stage: Stage;
  readonly spool: Spool;
  readonly #spoolName: string;
  /** What the reading threads have staged, as far as they have told. */
  readonly #lanes = new Map<BatchLane, { readonly place: BatchPlace; stagedBytes: number; partCount: number }>();
  readonly outcomes: Outcome[] = [];
  readonly quarantine: NewQuarantine[] = [];
  readonly released: string[] = [];
  readonly touched: { readonly id: number; readonly mtimeUs: number }[] = [];
  readonly dropped: number[] = [];
  filesSkipped = 0;
  /** Ignored without an entry in the ledger: what is no file. */
  filesIgnored = 0;
  bytesRead = 0;

  constructor(staging: string, runId: number, number: number, keepRaw: boolean) {
    this.number = number;
    this.folder = join(staging, `b${number}`);
    atDisk(this.folder, () => mkdirSync(this.folder));
    this.stage = new Stage(this.folder, "0", keepRaw);
    this.#spoolName = `r${runId}-b${number}`;
    this.spool = new Spool(this.folder, `${this.#spoolName}.bin`);
  }

  /** Where a reading thread stages its part of the batch. */
  placeOf(lane: BatchLane): BatchPlace {
    const known = this.#lanes.get(lane);
    if (known !== undefined) return known.place;
    const spoolName = `${this.#spoolName}-${this.#lanes.size + 1}.bin`;
    const place = { number: this.number, folder: this.folder, spoolName };
    this.#lanes.set(lane, { place, stagedBytes: 0, partCount: 0 });
    return place;
  }

  /** A reading thread tells how much it has staged by now. */
  staged(lane: BatchLane, stagedBytes: number, partCount: number): void {
    const known = this.#lanes.get(lane);
    if (known !== undefined) Object.assign(known, { stagedBytes, partCount });
  }

  /** Staged so far, bytes of text. */
  get stagedBytes(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.stagedBytes, this.stage.bytes);
  }

  /** Files that the rows make. */
  get partCount(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.partCount, this.stage.partCount);
  }

  /**
   * Completes the files that were staged.
   * @throws TrailkeepError storage-failed
   */
  async complete(): Promise<Staged> {
    const parts = [...this.stage.parts()];
    const dropped = new Set(this.stage.dropped);
    const spools = [this.spool];
    const ends = await Promise.all(
      [...this.#lanes].map(async ([lane, { place }]) => ({ place, staged: await lane.finish(place) })),
    );
    for (const { place, staged } of ends) {
      parts.push(...staged.parts);
      for (const objectId of staged.dropped) dropped.add(objectId);
      if (staged.spooled) spools.push(Spool.written(this.folder, place.spoolName));
    }
    return { parts, dropped, spools };
  }

  /** Whether it holds nothing that would change the store. */
  get empty(): boolean {
    const changes = [this.outcomes, this.touched, this.released, this.dropped];
    return changes.every((list) => list.length === 0) && this.filesSkipped + this.filesIgnored === 0;
  }
}
