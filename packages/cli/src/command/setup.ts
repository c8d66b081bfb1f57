import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { debugOption, examples, prose, wholeNumber } from "./shared.ts";

const lakePurpose = `Make an event data store for S3 access records in CloudTrail Lake, and the channel into which
\`trailkeep channel send\` puts them. What is there is read first and left as it is; nothing is shortened, deleted or taken
over. Without --apply the steps are only told. Where Lake is closed to the account, it says what to use instead.`;

const checkPurpose = `Look whether a set-up would feed itself, before it costs money: an access-log bucket that logs to itself, a
store in the bucket that logs are taken from, a trail that records what the store does and delivers where the store takes
logs from, and longer loops. With --account, also whether the buckets' policies let the logs of those accounts be delivered;
missing statements are printed. Nothing is changed. Exit code 1 if something stands in the way.`;

const help = examples(
  "trailkeep setup lake --region eu-west-1",
  "trailkeep setup lake --region eu-west-1 --retention-days 2557 --with-cloudtrail --apply",
  "trailkeep setup check --region eu-west-1 --store s3://our-audit-store --trail-logs s3://our-trail --access-logs s3://our-logs",
);

export function declareSetup(program: Command, session: Session): void {
  const setup = program
    .command("setup")
    .summary("set up AWS for Trailkeep, and look whether it would feed itself")
    .addHelpText("after", help);
  declareLake(setup, session);
  declareCheck(setup, session);
}

function declareLake(setup: Command, session: Session): void {
  setup
    .command("lake")
    .summary("an event data store and a channel in CloudTrail Lake")
    .description(prose(lakePurpose))
    .addOption(new Option("--region <name>", "the region").env("AWS_REGION").makeOptionMandatory())
    .option("--name <name>", "of the event data store and the channel", "trailkeep-s3-access")
    .option("--retention-days <days>", "keep events at least so long", wholeNumber(7, 3_653), 366)
    .option("--with-cloudtrail", "also an event data store of CloudTrail's management events, NAME-cloudtrail")
    .option("--apply", "do it; without, it is only told what would be done")
    .option("--role <arn>", "a role to work with, in this or another account")
    .option("--external-id <id>", "the external id that the role asks for")
    .option("--endpoint <url>", "another address of CloudTrail")
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runSetupLake } = await import("../run/setup-lake.ts");
      session.exitCode = await runSetupLake(flags, session.io);
    });
}

function declareCheck(setup: Command, session: Session): void {
  setup
    .command("check")
    .summary("whether a set-up would feed itself")
    .description(prose(checkPurpose))
    .addOption(new Option("--region <name>", "the region of the trails").env("AWS_REGION").makeOptionMandatory())
    .requiredOption("--store <uri>", "where the store is, or is to be")
    .option("--trail-logs <uri...>", "where CloudTrail's log files are taken from", [])
    .option("--access-logs <uri...>", "where S3 access logs are taken from", [])
    .option("--account <id...>", "accounts whose logs are to be delivered there", [])
    .option("--role <arn>", "a role to look with, in this or another account")
    .option("--external-id <id>", "the external id that the role asks for")
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runSetupCheck } = await import("../run/setup-check.ts");
      session.exitCode = await runSetupCheck(flags, session.io);
    });
}
