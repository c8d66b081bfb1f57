import type { Command } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Show what the store holds: records, days, time range and bytes of every source, what all ingests together did,
how much is in quarantine, and the last run. With a stores file also what its event data stores, tables and log groups are, how
long they keep records, and what came in during the last hour and over the whole retention.`;

export function declareStatus(program: Command, session: Session): void {
  program
    .command("status")
    .summary("show what the store holds")
    .description(prose(purpose))
    .addOption(dataOption())
    .addOption(storesOption())
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", examples("trailkeep status", "trailkeep status --json | jq .quarantined"))
    .action(async (flags) => {
      const { runStatus } = await import("../run/status.ts");
      session.exitCode = await runStatus(flags, session.io);
    });
}
