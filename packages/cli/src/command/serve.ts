import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption, wholeNumber } from "./shared.ts";

const purpose = `Serve the store over HTTP on this machine, http://127.0.0.1:8787, until Ctrl-C (exit code 0). The reference of the service is at
/docs. It listens on the loopback address only: it does not know yet who is asking.`;

export function declareServe(program: Command, session: Session): void {
  program
    .command("serve")
    .summary("serve the store over HTTP on this machine")
    .description(prose(purpose))
    .addOption(
      new Option("--port <n>", "the port; 0 takes a free one (default: PORT, or 8787)").argParser(
        wholeNumber(0, 65_535),
      ),
    )
    .addOption(dataOption())
    .addOption(storesOption())
    .option("--sample-if-empty", "fill an empty store with sample logs first")
    .addOption(debugOption())
    .addHelpText("after", examples("trailkeep serve", "trailkeep serve --port 9000 --data audit --sample-if-empty"))
    .action(async (flags) => {
      const { runServe } = await import("../run/serve.ts");
      session.exitCode = await runServe(flags, session.io);
    });
}
