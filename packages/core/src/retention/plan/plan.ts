import type { StoreKind } from "../policy/index.ts";
import type { LifecycleRule } from "./lifecycle.ts";

/** One change, with what it rests on. */
export type Action = SetRetention | DeleteDays | ProtectStore | SetLifecycle | PlaceLegalHold | ReleaseLegalHolds;

interface ActionBase {
  readonly store: string;
  readonly kind: StoreKind;
  readonly name: string;
  /** Whether records can be gone because of it, now or later than they would have been without. */
  readonly destroys: boolean;
  /** One sentence for people. */
  readonly reason: string;
  /** Names of the policies, or of the holds, that ask for it. */
  readonly because: readonly string[];
}

export interface SetRetention extends ActionBase {
  readonly type: "set_retention";
  /** Days; null is "never expire". */
  readonly before: number | null;
  readonly after: number | null;
  readonly storedBytes: number | null;
}

export interface DeleteDays extends ActionBase {
  readonly type: "delete_days";
  readonly days: readonly string[];
  readonly rows: number;
  readonly sizeBytes: number;
}

export interface ProtectStore extends ActionBase {
  readonly type: "protect";
  readonly before: false;
  readonly after: true;
}

/** Trailkeep's own lifecycle rules of a bucket or of a prefix; all others stay as they are. */
export interface SetLifecycle extends ActionBase {
  readonly type: "set_lifecycle";
  readonly before: readonly LifecycleRule[];
  readonly after: readonly LifecycleRule[];
}

/** An Object Lock legal hold on every version of every object that was made in one of the ranges, half-open. */
export interface PlaceLegalHold extends ActionBase {
  readonly type: "place_legal_hold";
  readonly before: false;
  readonly after: true;
  readonly ranges: readonly HeldRange[];
}

/** Legal holds of Trailkeep's are taken off all versions that were made in none of the ranges. */
export interface ReleaseLegalHolds extends ActionBase {
  readonly type: "release_legal_holds";
  readonly before: true;
  readonly after: false;
  readonly keep: readonly HeldRange[];
  readonly versions: number;
}

/** When objects were made, half-open, epoch milliseconds; null is no bound. */
export interface HeldRange {
  readonly startMs: number | null;
  readonly endMs: number | null;
}

export type FindingCode =
  | "conflict"
  | "impossible"
  | "overridden"
  | "held"
  | "at_risk"
  | "unmanaged"
  | "unread"
  /** A record that somebody overwrites or deletes by hand goes before it may. */
  | "exposed"
  /** Records stay in their storage class though a policy would have them moved. */
  | "not_archived";

/** Something that no action can put right, or that people should know. */
export interface Finding {
  readonly store: string;
  readonly kind: StoreKind;
  readonly name: string;
  readonly code: FindingCode;
  readonly message: string;
  readonly policies: readonly string[];
}

export type Verdict = "compliant" | "too_short" | "too_long" | "indefinite" | "unknown";

/** What is to be said of one store. */
export interface Assessment {
  readonly store: string;
  readonly kind: StoreKind;
  readonly name: string;
  readonly verdict: Verdict;
  readonly why: string;
  readonly policies: readonly string[];
}

export interface RetentionPlan {
  /** Of the actions and the policies, not of the time nor of sizes that change by themselves: SHA-256, hexadecimal. */
  readonly hash: string;
  readonly plannedAtMs: number;
  readonly actions: readonly Action[];
  readonly findings: readonly Finding[];
  readonly assessments: readonly Assessment[];
}

/** What one kind of store makes of a requirement. */
export interface Decision {
  readonly actions: readonly Action[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  readonly why: string;
}
