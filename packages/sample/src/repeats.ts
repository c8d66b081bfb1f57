import type { Lane } from "./world.ts";

/** How many records of one are delivered twice: AWS says "rare", we say one in a thousand. */
const oneIn = 1000;
const mostKept = 16;

/** Remembers the latest records of each lane, so that later files deliver some of them once more. */
export class Repeats {
  private readonly kept = new Map<Lane, string[]>();
  private readonly counts = new Map<boolean, { written: number; repeated: number }>();

  /** Records of earlier files that the lane's next file, of `count` background records, holds again. */
  take(lane: Lane, count: number): readonly string[] {
    const tally = this.tally(lane);
    const due = Math.floor(tally.written / oneIn) - tally.repeated;
    tally.written += count;
    const taken = (this.kept.get(lane) ?? []).splice(0, Math.min(due, count));
    tally.repeated += taken.length;
    return taken;
  }

  /** Takes note of a record that the lane's file holds for the first time. */
  remember(lane: Lane, record: string): void {
    const kept = this.kept.get(lane) ?? [];
    this.kept.set(lane, kept);
    if (kept.length >= mostKept) kept.shift();
    kept.push(record);
  }

  private tally(lane: Lane): { written: number; repeated: number } {
    const isLog = lane.kind === "access-log";
    const known = this.counts.get(isLog) ?? { written: 0, repeated: 0 };
    this.counts.set(isLog, known);
    return known;
  }
}
