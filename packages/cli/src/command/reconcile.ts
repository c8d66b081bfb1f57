import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { debugOption, examples, prose, wholeNumber } from "./shared.ts";

const purpose = `Compare what S3 holds with what was taken into a store on S3, and name what is missing.

S3-URI is as for \`backfill\`: {account}, {region} and {date} stand for each of --account, --region and the days from --since to
--until. With --queue what is missing, left behind or failed is told to the ingest function's queue. A trail or a bucket of whose
logs nothing came for --quiet-hours is named. Exit code 4 if anything is missing or quiet.`;

const help = examples(
  "trailkeep reconcile s3://my-logs/AWSLogs/ --store s3://my-store/store/ --ledger trailkeep-ledger",
  "trailkeep reconcile s3://my-logs/AWSLogs/ --hours 72 --queue https://sqs.eu-west-1.amazonaws.com/111122223333/objects",
);

const mostHours = 87_600;
const quietHours = 24;

export function declareReconcile(program: Command, session: Session): void {
  const list = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];
  program
    .command("reconcile")
    .summary("find what S3 holds and a store on S3 does not have")
    .description(prose(purpose))
    .argument("<s3-uri>", "bucket and beginning of the keys")
    .addOption(new Option("--store <s3-uri>", "where the store is").env("TRAILKEEP_STORE").makeOptionMandatory())
    .addOption(new Option("--ledger <table>", "the ledger's table").env("TRAILKEEP_LEDGER").makeOptionMandatory())
    .addOption(new Option("--queue <url>", "tell this queue of what is missing").env("TRAILKEEP_QUEUE"))
    .addOption(new Option("--account <id>", "a value of {account}; may be repeated").argParser(list))
    .addOption(new Option("--region <name>", "a value of {region}; may be repeated").argParser(list))
    .option("--since <day>", "the first day of {date}, as in 2026-01-31")
    .option("--until <day>", "the last day of {date}")
    .addOption(
      new Option("--hours <n>", "look up what was stored in the last hours; everything if left out").argParser(
        wholeNumber(1, mostHours),
      ),
    )
    .addOption(
      new Option("--quiet-hours <n>", "after so long without an object something is quiet")
        .default(quietHours)
        .argParser(wholeNumber(1, mostHours)),
    )
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (uri, flags) => {
      const { runReconcileCommand } = await import("../run/reconcile.ts");
      session.exitCode = await runReconcileCommand(uri, flags, session.io);
    });
}
