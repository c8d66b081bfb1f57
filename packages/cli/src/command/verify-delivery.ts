import type { Command } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { debugOption, examples, prose } from "./shared.ts";

const purpose = `Verify a result that CloudTrail Lake delivered to S3: that each file is what was signed, that none is missing or
was added, and that CloudTrail signed them. The location is the folder of result_sign.json, in S3 or where it was copied to.

The keys are CloudTrail's own, of the region that signed; their list is asked for with credentials of the environment. Exit
code 1 if anything is not as it was signed. The signature is over the files alone: it does not say which query they answer.`;

const help = examples(
  "trailkeep verify-delivery s3://our-results/AWSLogs/111122223333/CloudTrail-Lake/Query/2026/11/25/0a1b2c3d-.../",
  "trailkeep verify-delivery ./downloaded --region eu-west-1",
);

export function declareVerifyDelivery(program: Command, session: Session): void {
  program
    .command("verify-delivery")
    .summary("verify a result that CloudTrail Lake delivered")
    .description(prose(purpose))
    .argument("<location>", "an s3:// address, or a folder")
    .option("--region <name>", "the region that signed, if not the one that the sign file names")
    .option("--role <arn>", "a role to assume")
    .option("--external-id <id>", "the role's external id")
    .option("--endpoint <url>", "another address of CloudTrail")
    .option("--s3-endpoint <url>", "another address of S3")
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (location, flags) => {
      const { runVerifyDelivery } = await import("../run/verify-delivery.ts");
      session.exitCode = await runVerifyDelivery(location, flags, session.io);
    });
}
