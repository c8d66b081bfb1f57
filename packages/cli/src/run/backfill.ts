import type { IngestLimits } from "@trailkeep/ingest";
import { openService, readSettings, readUri, runBackfill } from "@trailkeep/ingest/service";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { backfillJson, backfillLines, backfillProgress } from "../output/backfill.ts";
import { jsonText } from "../output/visible.ts";

export interface BackfillFlags {
  readonly store: string;
  readonly ledger: string;
  readonly account?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly parallel: number;
  readonly json?: true | undefined;
  readonly raw: boolean;
  readonly limit?: Partial<IngestLimits> | undefined;
}

/** `trailkeep backfill`: takes what S3 holds into a store on S3. */
export async function runBackfillCommand(uri: string, flags: BackfillFlags, io: Io): Promise<number> {
  const settings = readSettings({
    ...process.env,
    TRAILKEEP_STORE: flags.store,
    TRAILKEEP_LEDGER: flags.ledger,
    TRAILKEEP_KEEP_RAW: String(flags.raw),
  });
  const { bucket, prefix } = readUri(uri, "s3-uri");
  const { account: accounts = [], region: regions = [], since, until } = flags;
  const service = openService(settings, flags.limit === undefined ? {} : { limits: flags.limit });
  const view = backfillProgress(io);
  try {
    const report = await runBackfill(
      service,
      { bucket, prefix, accounts, regions, since, until },
      { parallel: flags.parallel, signal: io.signal, onProgress: (progress) => view.show(progress) },
    );
    view.end();
    if (flags.json) {
      io.note(...backfillLines(report));
      await io.write(`${jsonText(backfillJson(report))}\n`);
    } else await io.print(...backfillLines(report));
    if (report.objects.failed > 0) return exitCodes.failed;
    const hasQuarantined = report.objects.quarantined > 0 || report.records.quarantined > 0;
    return hasQuarantined ? exitCodes.quarantined : exitCodes.done;
  } finally {
    view.end();
    await service.close();
  }
}
