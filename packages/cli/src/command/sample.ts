import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { debugOption, examples, prose, wholeNumber } from "./shared.ts";

const purpose = `Write sample logs into a folder: CloudTrail, CloudTrail Insights and S3 access logs of several accounts, laid out
and compressed as AWS delivers them, with a story inside (failed console logins from one address, root used, a security
group opened, an object deleted). The same numbers give the same files.`;

export function declareSample(program: Command, session: Session): void {
  program
    .command("sample")
    .summary("write sample logs")
    .description(prose(purpose))
    .argument("<dir>", "the folder, made if it is not there")
    .addOption(
      new Option("--records <n>", "how many records, at least 200")
        .default(20_000)
        .argParser(wholeNumber(200, 1_000_000_000)),
    )
    .addOption(new Option("--seed <n>", "another number, other logs").default(1).argParser(wholeNumber(0, 2 ** 32 - 1)))
    .option("--json", "print one line of JSON with the counts")
    .addOption(debugOption())
    .addHelpText("after", examples("trailkeep sample logs", "trailkeep sample logs --records 1000000 --seed 7"))
    .action(async (dir, flags) => {
      const { runSample } = await import("../run/sample.ts");
      session.exitCode = await runSample(dir, flags, session.io);
    });
}
