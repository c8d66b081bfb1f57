import type { Command } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose } from "./shared.ts";

const purpose = `Merge the small files of the store, day by day, into sorted ones, where that pays: a file joins if it holds at most
twice the records of all smaller ones of its day, so that late files never cause the whole day to be written again.

Answers stay the same, also those of queries that are under way: the old files are deleted an hour later, by the next run.
Records that the store holds twice are dropped and counted as repeated. Stopped or killed at any point, run it again.
After an ingest the same is done by itself for days with files of 16 runs or more, up to 500,000 records.`;

export function declareCompact(program: Command, session: Session): void {
  program
    .command("compact")
    .summary("merge the store's small files")
    .description(prose(purpose))
    .addOption(dataOption())
    .option("--source <name>", "only the files of one source")
    .option("--json", "print one line of JSON with the counts")
    .option("--wait", "wait for an ingest into the same store to end, instead of refusing")
    .addOption(debugOption())
    .addHelpText("after", examples("trailkeep compact", "trailkeep compact --data audit --source s3_access"))
    .action(async (flags) => {
      const { runCompact } = await import("../run/compact.ts");
      session.exitCode = await runCompact(flags, session.io);
    });
}
