import { channelRefusals } from "@trailkeep/core/store";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { instant } from "../output/amount.ts";
import { aligned } from "../output/listing.ts";
import { jsonText } from "../output/visible.ts";

export interface ChannelRefusedFlags {
  readonly data: string;
  readonly limit: number;
  readonly json?: true | undefined;
}

/** `trailkeep channel refused`: what channels did not take. */
export async function runChannelRefused({ data, limit, json }: ChannelRefusedFlags, io: Io): Promise<number> {
  const refusals = channelRefusals(data, { limit });
  if (json) {
    for (const { refusedAtMs, ...refusal } of refusals) {
      await io.write(`${jsonText({ ...refusal, refusedAt: instant(refusedAtMs) })}\n`);
    }
    return exitCodes.done;
  }
  const rows = refusals.map(({ code, inputObject, position, message }) => [
    code,
    inputObject,
    String(position),
    message,
  ]);
  if (rows.length === 0) await io.print("Channels took everything that was sent.");
  else await io.print(...aligned([["code", "input", "position", "why"], ...rows], [2]));
  return exitCodes.done;
}
