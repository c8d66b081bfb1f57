import type { SourceName } from "@trailkeep/core/catalog";
import type { RecordCounts } from "@trailkeep/core/store";
import type { InputObject } from "../source/object.ts";

/**
 * What was taken, and by whom it is being taken: the memory that makes at-least-once exactly-once. One entry an object
 * and version, made before anything of it is read and never deleted.
 */
export interface Ledger {
  /** Begins with an object. The first claim of all fixes its `ingestHour`; each later one has the same. */
  claim(object: InputObject, terms: ClaimTerms): Promise<Claimed>;
  /** Notes how far a sink that sends in batches has been acknowledged. Of no effect once the object is finished. */
  advance(claim: Claim, sink: string, cursor: string): Promise<void>;
  /** Ends with an object, together with the sums of its hour. The first one to finish it counts, later ones change nothing. */
  finish(claim: Claim, outcome: Outcome): Promise<void>;
  /**
   * Gives an object up for now, with the reason. Where something of it may stand already (`mayStand`) it stays claimed, so
   * that its hour stays open; else it is `failed`, and the next claim may fix another hour.
   */
  fail(claim: Claim, reason: string, mayStand: boolean): Promise<void>;
  /** What is known of an object; null if it was never claimed. */
  entry(object: InputObject): Promise<LedgerEntry | null>;
}

export interface ClaimTerms {
  /** After so long another worker may take the object from this one, milliseconds. */
  readonly leaseMs: number;
  /** Take the object even if another worker has it: its message will not be sent again. */
  readonly insist?: boolean;
}

export type Claimed =
  | { readonly kind: "claimed"; readonly claim: Claim }
  /** Another worker has it until then (epoch milliseconds), unless it dies. */
  | { readonly kind: "held"; readonly untilMs: number }
  /** It was taken before. */
  | { readonly kind: "known"; readonly entry: LedgerEntry };

/** The right to take an object. Several workers may hold one at once: that is slow, and does no harm. */
export interface Claim {
  readonly object: InputObject;
  /** UTC, `YYYY-MM-DDTHH`: the partition of the fresh tier that all rows of the object go into. */
  readonly ingestHour: string;
  /** Which claim of the object this is, from 1. */
  readonly attempt: number;
  /** Whether another worker may be at it at this moment. */
  readonly isContested: boolean;
  /** Tells this claim from every other. */
  readonly token: string;
  /** How far each sink had been acknowledged when the claim was made. */
  readonly cursors: Readonly<Record<string, string>>;
}

/**
 * `claimed`: under way, or its worker died. `done`: read. `quarantined`: unreadable as a whole. `ignored`: no log. `gone`:
 * S3 had it no more when it was to be read. `failed`: given up, to be tried again when its message is sent again.
 */
export type EntryState = "claimed" | "done" | "quarantined" | "ignored" | "gone" | "failed";

/** What became of an object. `records.read = written + repeated + quarantined + expired`. */
export interface Outcome {
  readonly state: Exclude<EntryState, "claimed" | "failed">;
  readonly reason: string | null;
  readonly format: string | null;
  readonly records: RecordCounts;
  /** Records by source; of none if nothing was written. */
  readonly sources: readonly SourceOutcome[];
  readonly bytes: { readonly read: number; readonly written: number };
  /** Where what could not be read lies, `s3://bucket/key`; null if there is nothing. */
  readonly quarantine: string | null;
}

export interface SourceOutcome {
  readonly source: SourceName;
  readonly written: number;
  readonly minTimeMs: number;
  readonly maxTimeMs: number;
  /** How late records were: of each lag (see `lag.ts`) so many. Empty where the lag says nothing, as in a backfill. */
  readonly lags: ReadonlyMap<number, number>;
}

export interface LedgerEntry extends Omit<Outcome, "state" | "sources"> {
  readonly object: InputObject;
  readonly state: EntryState;
  /** Null once it has failed before anything of it was written. */
  readonly ingestHour: string | null;
  readonly attempt: number;
  readonly firstSeenMs: number;
  readonly finishedMs: number | null;
}
