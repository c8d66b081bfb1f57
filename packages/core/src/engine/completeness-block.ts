import type { Quarantined } from "./types.ts";

/** What an answer covers (law 8). Times are RFC 3339 with milliseconds and `Z`; null is "no bound" or "nothing held". */
export interface Completeness {
  /** False when something is known to be missing from the asked range; `warnings` says what. */
  readonly complete: boolean;
  readonly asked: { readonly start: string | null; readonly end: string | null };
  readonly held: {
    readonly start: string | null;
    readonly end: string | null;
    /** Null where the store does not tell. */
    readonly records: number | null;
    /** Whose records and from where; null: of all, or not told. */
    readonly accounts: readonly string[] | null;
    readonly regions: readonly string[] | null;
  };
  readonly quarantined: Quarantined;
  readonly warnings: readonly string[];
}
