import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { debugOption, examples, limitOption, prose, wholeNumber } from "./shared.ts";

const purpose = `Take log files that S3 holds already into a store on S3, each once.

S3-URI names the bucket and what the keys begin with; {account}, {region} and {date} in it stand for each of --account,
--region and the days from --since to --until. What was taken before, by a backfill or by the ingest function, is passed over:
stopped at any point and run again, it goes on with what is missing. Region and credentials are the AWS SDK's own settings.`;

const help = examples(
  "trailkeep backfill s3://my-logs/AWSLogs/ --store s3://my-store/store/ --ledger trailkeep-ledger",
  "trailkeep backfill 's3://my-logs/AWSLogs/{account}/CloudTrail/{region}/{date}/' --account 111122223333 \\",
  "    --region eu-west-1 --region us-east-1 --since 2026-01-01 --until 2026-06-30",
);

const mostParallel = 64;

export function declareBackfill(program: Command, session: Session): void {
  const list = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];
  program
    .command("backfill")
    .summary("take log files that S3 holds into a store on S3")
    .description(prose(purpose))
    .argument("<s3-uri>", "bucket and beginning of the keys")
    .addOption(new Option("--store <s3-uri>", "where the store is").env("TRAILKEEP_STORE").makeOptionMandatory())
    .addOption(new Option("--ledger <table>", "the ledger's table").env("TRAILKEEP_LEDGER").makeOptionMandatory())
    .addOption(new Option("--account <id>", "a value of {account}; may be repeated").argParser(list))
    .addOption(new Option("--region <name>", "a value of {region}; may be repeated").argParser(list))
    .option("--since <day>", "the first day of {date}, as in 2026-01-31")
    .option("--until <day>", "the last day of {date}")
    .addOption(
      new Option("--parallel <n>", "objects that are taken at once").default(8).argParser(wholeNumber(1, mostParallel)),
    )
    .option("--json", "print one line of JSON with the counts at the end")
    .addOption(limitOption())
    .option("--no-raw", "do not keep the records as they were delivered beside their fields")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (uri, flags) => {
      const { runBackfillCommand } = await import("../run/backfill.ts");
      session.exitCode = await runBackfillCommand(uri, flags, session.io);
    });
}
