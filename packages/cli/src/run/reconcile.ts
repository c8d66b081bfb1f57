import { readPlace, readUri, runReconcile } from "@trailkeep/ingest/service";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { reconcileLines } from "../output/reconcile.ts";
import { jsonText } from "../output/visible.ts";

export interface ReconcileFlags {
  readonly store: string;
  readonly ledger: string;
  readonly queue?: string | undefined;
  readonly account?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly hours?: number | undefined;
  readonly quietHours: number;
  readonly json?: true | undefined;
}

/** `trailkeep reconcile`: what S3 holds against what was taken. */
export async function runReconcileCommand(uri: string, flags: ReconcileFlags, io: Io): Promise<number> {
  const { account: accounts = [], region: regions = [], since, until, hours, quietHours, queue } = flags;
  const [report] = await runReconcile({
    place: readPlace(flags.store, "--store"),
    table: flags.ledger,
    patterns: [{ ...readUri(uri, "s3-uri"), accounts, regions, since, until }],
    hours,
    quietHours,
    queue,
    signal: io.signal,
  });
  if (report === undefined) return exitCodes.done;
  if (flags.json) await io.write(`${jsonText(report)}\n`);
  else await io.print(...reconcileLines(report));
  const { missing, stuck, failed } = report.standing;
  return missing + stuck + failed + report.quiet.length === 0 ? exitCodes.done : exitCodes.differs;
}
