import type { Command } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Show what each store holds of each source: its range and whether that was counted or only declared, records, days,
bytes, what is in quarantine, and of stores in AWS how long they keep it and what came in during the last hour and over
the whole retention. Services are asked for what they know; nothing is scanned. What nobody knows is shown as "?".`;

export function declareCoverage(program: Command, session: Session): void {
  program
    .command("coverage")
    .summary("show what each store holds")
    .description(prose(purpose))
    .addOption(dataOption())
    .addOption(storesOption())
    .option("--source <name>", "only this source")
    .option("--store <name>", "only this store")
    .option("--json", "print one line of JSON, as the HTTP service answers")
    .addOption(debugOption())
    .addHelpText("after", examples("trailkeep coverage", "trailkeep coverage --stores stores.yaml --source cloudtrail"))
    .action(async (flags) => {
      const { runCoverage } = await import("../run/coverage.ts");
      session.exitCode = await runCoverage(flags, session.io);
    });
}
