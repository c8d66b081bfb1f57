import type { Area } from "./chain/digest-key.ts";
import { type ObjectVerdict, type Span, type Verdict, verdicts } from "./chain/verdict.ts";

export type Tally = Readonly<Record<Verdict, number>>;

/** What a verification found of one trail in one account and region. */
export interface TrailReport extends Area {
  readonly trailName: string;
  readonly homeRegion: string;
  /** From the start of the oldest to the end of the newest good digest; null if there is none. */
  readonly covered: Span | null;
  /** Stretches of the asked range that no good digest covers. */
  readonly gaps: readonly Span[];
}

/** What a verification found. */
export interface IntegrityReport {
  readonly range: Span;
  readonly trails: readonly TrailReport[];
  readonly digests: Tally;
  readonly logs: Tally;
  /** Bytes read, as they are stored. */
  readonly readBytes: number;
  /** Whether there are digests, everything that they name is there as it was, nothing else is, and they leave no gap. */
  readonly intact: boolean;
}

const noTally: Tally = { valid: 0, tampered: 0, missing: 0, extra: 0, unverified: 0 };

/** Counts verdicts as they come. */
export class Tallies {
  #digests = noTally;
  #logs = noTally;

  add({ kind, verdict }: ObjectVerdict): void {
    if (kind === "digest") this.#digests = { ...this.#digests, [verdict]: this.#digests[verdict] + 1 };
    else this.#logs = { ...this.#logs, [verdict]: this.#logs[verdict] + 1 };
  }

  get digests(): Tally {
    return this.#digests;
  }

  get logs(): Tally {
    return this.#logs;
  }

  /** How many objects were judged. */
  get count(): number {
    return verdicts.reduce((sum, verdict) => sum + this.#digests[verdict] + this.#logs[verdict], 0);
  }
}

/** Whether nothing speaks against the range. What is merely unverified does not: its gap does. */
export function isIntact(trails: readonly TrailReport[], tallies: readonly Tally[]): boolean {
  const faultless = tallies.every(({ tampered, missing, extra }) => tampered + missing + extra === 0);
  return faultless && trails.length > 0 && trails.every(({ gaps }) => gaps.length === 0);
}

/** A report as JSON has it: times are RFC 3339. */
export function wireReport({ range, trails, digests, logs, readBytes, intact }: IntegrityReport) {
  return {
    ...wireSpan(range),
    intact,
    digests,
    logs,
    readBytes,
    trails: trails.map(({ covered, gaps, ...trail }) => ({
      ...trail,
      covered: covered === null ? null : wireSpan(covered),
      gaps: gaps.map(wireSpan),
    })),
  };
}

function wireSpan({ startMs, endMs }: Span) {
  return { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() };
}
