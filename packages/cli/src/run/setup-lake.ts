import { setupLake, stepText } from "@trailkeep/core/setup";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { jsonText } from "../output/visible.ts";
import { type RoleFlags, roleOf } from "./role.ts";

export interface SetupLakeFlags extends RoleFlags {
  readonly region: string;
  readonly name: string;
  readonly retentionDays: number;
  readonly withCloudtrail?: true | undefined;
  readonly apply?: true | undefined;
  readonly endpoint?: string | undefined;
  readonly json?: true | undefined;
}

/** `trailkeep setup lake`: an event data store and a channel, told or made. */
export async function runSetupLake(flags: SetupLakeFlags, io: Io): Promise<number> {
  const { region, endpoint, name, retentionDays, withCloudtrail = false, apply = false, json } = flags;
  const place = { region, endpoint, assumeRole: roleOf(flags) };
  const wanted = { name, retentionDays, withCloudTrail: withCloudtrail };
  const onStep = async (step: Parameters<typeof stepText>[0]) => io.note(`done: ${stepText(step)}`);
  const { steps, kept, channelArn, mayBeClosed } = await setupLake(place, { wanted, apply, onStep });
  if (json) {
    await io.write(`${jsonText({ applied: apply, steps: steps.map(stepText), kept, channelArn })}\n`);
    return exitCodes.done;
  }
  await io.print(...kept.map((line) => `there: ${line}`));
  if (!apply) await io.print(...steps.map((step) => `to do: ${stepText(step)}`));
  await io.print(...lastLines({ left: apply ? 0 : steps.length, channelArn }));
  if (!apply && steps.length > 0 && mayBeClosed) {
    io.note(
      "The account has no event data store in this region. AWS makes none for accounts that did not use Lake by 2026-05-31.",
    );
  }
  return exitCodes.done;
}

function lastLines({ left, channelArn }: { readonly left: number; readonly channelArn: string | null }) {
  if (left > 0) return ["Nothing was changed; `--apply` does it."];
  if (channelArn === null) return ["There is no channel yet."];
  return ["All there. Send access logs with", `  trailkeep channel send LOGS --channel ${channelArn}`];
}
