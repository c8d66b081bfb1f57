import { TrailkeepError } from "@trailkeep/core/error";
import type { IngestLimits } from "@trailkeep/ingest";
import { openService, readPlace, readSettings, type S3ReplayReport } from "@trailkeep/ingest/service";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { count, counted } from "../output/amount.ts";
import { aligned, listing } from "../output/listing.ts";
import { jsonText } from "../output/visible.ts";

export interface S3ReplayFlags {
  readonly store?: string | undefined;
  readonly ledger?: string | undefined;
  readonly state?: string | undefined;
  readonly json?: true | undefined;
  readonly limit?: Partial<IngestLimits> | undefined;
}

/** `trailkeep quarantine replay --store`: reads what is quarantined of a store on S3 again. */
export async function runS3Replay({ store, ledger, state, json, limit = {} }: S3ReplayFlags, io: Io): Promise<number> {
  if (ledger === undefined) {
    const hint = "`--ledger TABLE` or TRAILKEEP_LEDGER names it";
    throw new TrailkeepError("invalid-request", { message: "no ledger is named", hint });
  }
  if (store !== undefined) readPlace(store, "--store");
  const environment = { ...process.env, TRAILKEEP_STORE: store, TRAILKEEP_LEDGER: ledger, TRAILKEEP_STATE: state };
  const service = openService(readSettings(environment), { limits: limit });
  try {
    const report = await service.replayer.all(io.signal);
    if (json) await io.write(`${jsonText(report)}\n`);
    else await io.print(...linesOf(report));
    if (!report.isWhole) throw new TrailkeepError("cancelled", "the replay was stopped; the next one goes on");
    return report.entries.kept + report.objects.kept > 0 ? exitCodes.quarantined : exitCodes.done;
  } finally {
    await service.close();
  }
}

function linesOf({ entries, records, skipped, objects }: S3ReplayReport): readonly string[] {
  const { written, repeated, expired } = records;
  return [
    ...aligned([
      [
        "entries",
        `${counted(entries.tried, "entry", "entries")} read again: ${count(entries.released)} released, ${count(entries.kept)} kept`,
      ],
      ["records", `${count(written)} written, ${count(repeated)} repeated, ${count(expired)} expired`],
      [
        "objects",
        `${counted(objects.tried, "object")} damaged as a whole read again: ${count(objects.released)} released, ${count(objects.kept)} kept`,
      ],
    ]),
    ...listing(
      `${counted(skipped.length, "file")} left for later:`,
      skipped.map(({ file, reason }) => `${file}: ${reason}`),
    ),
  ];
}
