import { openLedgerStatus } from "@trailkeep/ingest/service";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { ledgerStatusLines } from "../output/status-ledger.ts";
import { jsonText } from "../output/visible.ts";

export interface LedgerStatusFlags {
  readonly ledger: string;
  readonly days: number;
  readonly json?: true | undefined;
}

/** `trailkeep status --ledger`: what was taken into a store on S3. */
export async function runLedgerStatus({ ledger, days, json }: LedgerStatusFlags, io: Io): Promise<number> {
  const status = await openLedgerStatus(ledger, days);
  if (json) await io.write(`${jsonText(status)}\n`);
  else await io.print(...ledgerStatusLines(ledger, status));
  return exitCodes.done;
}
