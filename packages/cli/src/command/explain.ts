import type { Command } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Show what a query would do, without running it: the plan (names resolved, values typed, time absolute), the
statement and its parameters for every engine, how much it would scan, and why an engine refuses.`;

const help = examples("trailkeep explain who-deleted.json", "trailkeep explain --json who-deleted.json | jq .plan");

export function declareExplain(program: Command, session: Session): void {
  program
    .command("explain")
    .summary("show what a query would do")
    .description(prose(purpose))
    .argument("<file>", "a query as JSON, or - for standard input")
    .addOption(dataOption())
    .addOption(storesOption())
    .option("--engine <name>", "which store answers", "auto")
    .option("--exact", "refuse stores that can only approximate, or may hold a record twice")
    .option("--distinct-records", "leave repeats of a record out where the store may hold some")
    .option("--param <name=value...>", "values for the parameters that the query declares")
    .option("--json", "print one line of JSON, as the HTTP service answers")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (file, flags) => {
      const { runExplain } = await import("../run/explain.ts");
      session.exitCode = await runExplain(file, flags, session.io);
    });
}
