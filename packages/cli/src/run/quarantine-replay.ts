import { expiryOf } from "@trailkeep/core/retention/local";
import { Store } from "@trailkeep/core/store";
import { type IngestLimits, replayQuarantine } from "@trailkeep/ingest";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { count, counted, duration } from "../output/amount.ts";
import { sumText } from "../output/ingest/report.ts";
import { aligned } from "../output/listing.ts";
import { jsonText } from "../output/visible.ts";
import type { S3ReplayFlags } from "./quarantine-replay-s3.ts";

export interface ReplayFlags extends S3ReplayFlags {
  readonly data: string;
  readonly wait?: true | undefined;
  readonly limit?: Partial<IngestLimits> | undefined;
}

/** `trailkeep quarantine replay`: reads quarantined bytes again with today's formats. */
export async function runReplay(flags: ReplayFlags, io: Io): Promise<number> {
  if (flags.store !== undefined) return (await import("./quarantine-replay-s3.ts")).runS3Replay(flags, io);
  const { data, json, wait, limit = {} } = flags;
  const store = Store.open(data);
  const isExpired = expiryOf(store.state);
  const options = { wait: wait === true, signal: io.signal, limits: limit, isExpired };
  const report = await replayQuarantine(data, options).finally(() => store.close());
  const { entries, records, seconds } = report;
  if (json) {
    await io.write(`${jsonText(report)}\n`);
  } else {
    await io.print(
      ...aligned([
        [
          "entries",
          `${counted(entries.tried, "entry", "entries")} read again: ${count(entries.released)} released, ${count(entries.kept)} kept`,
        ],
        ["records", sumText(records)],
        ["time", duration(seconds * 1000)],
      ]),
    );
  }
  return entries.kept > 0 || records.quarantined > 0 ? exitCodes.quarantined : exitCodes.done;
}
