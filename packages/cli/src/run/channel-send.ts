import type { IngestLimits } from "@trailkeep/ingest";
import { type SendReport, sendLogs } from "@trailkeep/ingest/channel";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { count, counted } from "../output/amount.ts";
import { listing } from "../output/listing.ts";
import { jsonText } from "../output/visible.ts";

export interface ChannelSendFlags {
  readonly channel: string;
  readonly externalId?: string | undefined;
  readonly data: string;
  readonly json?: true | undefined;
  readonly limit?: Partial<IngestLimits> | undefined;
}

/** `trailkeep channel send`: access logs into a channel of CloudTrail Lake. */
export async function runChannelSend(paths: readonly string[], flags: ChannelSendFlags, io: Io): Promise<number> {
  const report = await sendLogs(paths, {
    root: flags.data,
    channelArn: flags.channel,
    externalId: flags.externalId,
    signal: io.signal,
    limits: flags.limit ?? {},
  });
  const lines = linesOf(report);
  if (flags.json) {
    io.note(...lines);
    const { files, records } = report;
    await io.write(`${jsonText({ files, records })}\n`);
  } else {
    await io.print(...lines);
  }
  const incomplete = report.records.quarantined + report.failed.length > 0;
  return incomplete ? exitCodes.quarantined : exitCodes.done;
}

function linesOf({ files, records, ignored, failed }: SendReport): readonly string[] {
  const reason = ({ uri, reason }: { readonly uri: string; readonly reason: string }) => `${uri}: ${reason}`;
  const refused = records.quarantined === 0 ? [] : ["`trailkeep channel refused` lists what was not taken."];
  return [
    `${counted(files.sent, "file")} sent, ${count(files.skipped)} skipped as sent before`,
    `${counted(records.read, "record")} read = ${count(records.sent)} sent + ${count(records.repeated)} repeated + ${count(records.quarantined)} quarantined`,
    ...refused,
    ...listing("Left alone:", ignored.map(reason)),
    ...listing("Could not be read:", failed.map(reason)),
  ];
}
