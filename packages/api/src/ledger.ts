import { TrailkeepError } from "@trailkeep/core/error";
import type { LedgerStatus } from "@trailkeep/ingest/service";

/** What the ledger of a store on S3 says of the last days. */
export type ReadLedger = (days: number) => Promise<LedgerStatus>;

/** Reads the table of that name; where there is none, says so. AWS's clients are loaded by the first question. */
export function ledgerOf(table: string | undefined): ReadLedger {
  return async (days) => {
    if (table === undefined || table === "") {
      const hint = "TRAILKEEP_LEDGER names its table; `GET /v1/ingest/status` is of a folder";
      throw new TrailkeepError("not-found", { message: "this service has no ledger of a store on S3", hint });
    }
    const { openLedgerStatus } = await import("@trailkeep/ingest/service");
    return openLedgerStatus(table, days);
  };
}
