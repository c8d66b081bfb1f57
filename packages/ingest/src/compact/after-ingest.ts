import { TrailkeepError } from "@trailkeep/core/error";
import { type CompactReport, compactAfterIngest } from "./compact.ts";

/** What was done after an ingest. */
export type Afterwards =
  | { readonly kind: "nothing" }
  | { readonly kind: "compacted"; readonly report: CompactReport }
  /** The ingest stands; `message` says what kept its files from being merged. */
  | { readonly kind: "failed"; readonly message: string };

/** Merges small files where that pays. A failure is told, not thrown: what was taken in is safe, and merging can wait. */
export async function compactAfterwards(root: string, signal: AbortSignal | undefined): Promise<Afterwards> {
  try {
    const report = await compactAfterIngest(root, { signal });
    return report === null ? { kind: "nothing" } : { kind: "compacted", report };
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    // The next run has begun, or the user has had enough: both may merge later.
    if (error.code === "store-busy" || error.code === "cancelled") return { kind: "nothing" };
    return { kind: "failed", message: error.message };
  }
}
