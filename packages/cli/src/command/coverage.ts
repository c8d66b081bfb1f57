import type { Command } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Show what each store holds of each source: its range and whether that was counted or only declared, records, days,
bytes, what is in quarantine, and of stores in AWS how long they keep it and what came in during the last hour and over
the whole retention. Services are asked for what they know; nothing is scanned. What nobody knows is shown as "?".

With --access the range is scanned: requests to S3 objects are matched between access logs and CloudTrail's data events, and
shown by bucket and day are those that both know, those that one of them lacks, and how late records came at the most.`;

export function declareCoverage(program: Command, session: Session): void {
  program
    .command("coverage")
    .summary("show what each store holds")
    .description(prose(purpose))
    .addOption(dataOption())
    .addOption(storesOption())
    .option("--source <name>", "only this source")
    .option("--store <name>", "only this store")
    .option("--access", "how completely access logs and CloudTrail tell of access to S3 objects, by bucket and day")
    .option("--last <duration>", "with --access: so long before now, as in 7d (the default)")
    .option("--start <time>", "with --access: the first moment, or its day")
    .option("--end <time>", "with --access: the moment up to which, or its day")
    .option("--bucket <name>", "with --access: only this bucket")
    .option("--json", "print one line of JSON, as the HTTP service answers")
    .addOption(debugOption())
    .addHelpText(
      "after",
      examples(
        "trailkeep coverage",
        "trailkeep coverage --stores stores.yaml --source cloudtrail",
        "trailkeep coverage --access --last 30d --bucket payroll",
      ),
    )
    .action(async (flags) => {
      const { runCoverage } = await import("../run/coverage.ts");
      session.exitCode = await runCoverage(flags, session.io);
    });
}
