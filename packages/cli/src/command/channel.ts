import type { Command } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, limitOption, prose, wholeNumber } from "./shared.ts";

const purpose = `Send S3 access logs into a channel of CloudTrail Lake, where their records stand beside CloudTrail's events
(docs/lake-integration.md). \`trailkeep setup lake\` makes a channel.`;

const sendPurpose = `Send the records of S3 access logs into a channel of CloudTrail Lake, in batches.

PATH is a file, a folder or a pattern in quotes; what is no access log is left alone. The store in DIR remembers what was
acknowledged: run it again at any time, also after it was stopped or killed; at most the last batch is sent twice, under the
same ids, which queries drop under \`distinctRecords\`. What the channel refuses is kept with its code (exit code 3).`;

const help = examples(
  "trailkeep channel send logs --channel arn:aws:cloudtrail:eu-west-1:111122223333:channel/EXAMPLE8-0558-4f7e-a06a-43969EXAMPLE",
  "trailkeep channel refused --json",
);

export function declareChannel(program: Command, session: Session): void {
  const channel = program
    .command("channel")
    .summary("send access logs into CloudTrail Lake")
    .description(prose(purpose))
    .addHelpText("after", help);
  channel
    .command("send")
    .summary("send the records of access logs")
    .description(prose(sendPurpose))
    .argument("<path...>", "files, folders or patterns")
    .requiredOption("--channel <arn>", "the channel")
    .option("--external-id <id>", "the external id that the channel's policy asks for")
    .addOption(dataOption())
    .option("--json", "print one line of JSON with the counts at the end")
    .addOption(limitOption())
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (paths, flags) => {
      const { runChannelSend } = await import("../run/channel-send.ts");
      session.exitCode = await runChannelSend(paths, flags, session.io);
    });
  channel
    .command("refused")
    .description("List the records that channels did not take, with the code and the event.")
    .addOption(dataOption())
    .option("--limit <number>", "how many, at most", wholeNumber(1, 1_000_000), 100)
    .option("--json", "print a line of JSON for each, with the event")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runChannelRefused } = await import("../run/channel-refused.ts");
      session.exitCode = await runChannelRefused(flags, session.io);
    });
}
