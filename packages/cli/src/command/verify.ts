import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { parseInstant } from "@trailkeep/core/query";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose } from "./shared.ts";

const purpose = `Verify CloudTrail's log files by the digests that CloudTrail signed: whether each is there, as it was delivered, and
nothing else beside.

LOCATION is s3://bucket/prefix, as the trail has it, or a folder that is a copy of it. Every account and region below it is
verified, unless told otherwise. A verdict is for each object: valid, tampered, missing, extra (no digest names it) or
unverified (nothing vouches for it). Stretches of time without a good digest are gaps. Exit code 0 says that everything in
the range is valid and there is no gap; 1, that it is not so.

In a copy, a digest's signature is read from FILE.metadata.json beside it, as \`aws s3api head-object\` prints it, or from the
next newer digest. If DIR holds a store, the verdicts are kept there for \`/v1/integrity\`.`;

const help = examples(
  "trailkeep verify s3://our-trail --from 2026-03-01 --to 2026-04-01",
  "trailkeep verify s3://our-trail/central --trail arn:aws:cloudtrail:eu-west-1:111122223333:trail/all --from 2026-03-01",
  "trailkeep verify ./copy --keys keys.json --from 2026-03-01 --to 2026-03-08 --json",
);

export function declareVerify(program: Command, session: Session): void {
  program
    .command("verify")
    .summary("verify CloudTrail's log files by its signed digests")
    .description(prose(purpose))
    .argument("<location>", "s3://bucket/prefix, or the folder of a copy")
    .addOption(
      new Option("--from <time>", "verify what was delivered from then on").argParser(instant).makeOptionMandatory(),
    )
    .addOption(new Option("--to <time>", "up to then; now if left out").argParser(instant))
    .addOption(new Option("--trail <arn>", "only this trail").argParser(trail))
    .option("--account <id...>", "only these accounts")
    .option("--region <name...>", "only these regions")
    .option("--keys <file...>", "CloudTrail's public keys, as `aws cloudtrail list-public-keys` printed them", [])
    .option("--prefix <prefix>", "what stood before the folder in the bucket's keys, for a copy of a part", "")
    .option("--verbose", "list what is valid too")
    .option("--json", "print a line of JSON for each object listed, and the report as the last line")
    .addOption(dataOption())
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (location, flags) => {
      const { runVerify } = await import("../run/verify.ts");
      session.exitCode = await runVerify(location, flags, session.io);
    });
}

function instant(text: string): number {
  const timeMs = parseInstant(text);
  if (timeMs === null) throw new InvalidArgumentError("Write a day, or a time as in 2026-03-01T08:00:00Z.");
  return timeMs;
}

/** The parts of a trail's ARN that name it. */
function trail(text: string) {
  const form = /^arn:aws[a-z-]*:cloudtrail:(?<homeRegion>[a-z0-9-]+):(?<accountId>\d{12}):trail\/(?<name>[\w.-]+)$/;
  const { homeRegion = "", accountId = "", name = "" } = form.exec(text)?.groups ?? {};
  if (name === "") throw new InvalidArgumentError("It is not the ARN of a trail.");
  return { homeRegion, accountId, name };
}
