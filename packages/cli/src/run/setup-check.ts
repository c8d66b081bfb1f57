import { checkSetup } from "@trailkeep/core/setup";
import { exitCodes } from "../exit.ts";
import type { Io } from "../io.ts";
import { jsonText } from "../output/visible.ts";
import { type RoleFlags, roleOf } from "./role.ts";

export interface SetupCheckFlags extends RoleFlags {
  readonly region: string;
  readonly store: string;
  readonly trailLogs: readonly string[];
  readonly accessLogs: readonly string[];
  readonly account: readonly string[];
  readonly json?: true | undefined;
}

/** `trailkeep setup check`: what stands in the way of a set-up. */
export async function runSetupCheck(flags: SetupCheckFlags, io: Io): Promise<number> {
  const { region, store, trailLogs, accessLogs, account: accountIds, json } = flags;
  const problems = await checkSetup(
    { region, assumeRole: roleOf(flags) },
    { store, trailLogs, accessLogs, accountIds },
  );
  if (json) await io.write(`${jsonText({ problems })}\n`);
  else {
    for (const { message, hint, statements } of problems) {
      await io.print(`${message}; ${hint}`);
      await io.print(...statements.flatMap((one) => JSON.stringify(one, null, 2).split("\n")));
    }
    if (problems.length === 0) await io.print("Nothing stands in the way.");
  }
  return problems.length === 0 ? exitCodes.done : exitCodes.failed;
}
