import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, limitOption, prose } from "./shared.ts";

const purpose = `Take log files into the store, each record once.

PATH is a file, a folder (read with all folders below it) or a pattern in quotes. CloudTrail, CloudTrail Insights and S3
server access log files are recognised by their content, compressed or not; other files are listed and left alone. Run it
again at any time: only new and changed files are read, also after it was stopped or killed. What cannot be read goes to
quarantine with the reason (exit code 3).`;

const help = examples(
  "trailkeep ingest logs",
  "trailkeep ingest 'AWSLogs/*/CloudTrail/*/*/*/*/*' --data audit",
  "trailkeep ingest --json logs | jq .records.written",
);

export function declareIngest(program: Command, session: Session): void {
  program
    .command("ingest")
    .summary("take log files into the store")
    .description(prose(purpose))
    .argument("<path...>", "files, folders or patterns")
    .addOption(dataOption())
    .option("--json", "print one line of JSON with the counts at the end")
    .addOption(limitOption())
    .option("--wait", "wait for another ingest into the same store to end, instead of refusing")
    .addOption(
      new Option(
        "--no-compact",
        "leave small files as they are, also where merging them pays (TRAILKEEP_COMPACT=off)",
      ).default(process.env["TRAILKEEP_COMPACT"] !== "off"),
    )
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (paths, flags) => {
      const { runIngest } = await import("../run/ingest.ts");
      session.exitCode = await runIngest(paths, flags, session.io);
    });
}
