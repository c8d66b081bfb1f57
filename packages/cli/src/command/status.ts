import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption, wholeNumber } from "./shared.ts";

const purpose = `Show what the store holds: records, days, time range and bytes of every source, what all ingests together did,
how much is in quarantine, and the last run. With a stores file also what its event data stores, tables and log groups are, how
long they keep records, and what came in during the last hour and over the whole retention.

With --ledger, of a store on S3: what the ingest function and backfills took in the last days, by source and account, how
late it came, and what is under way.`;

export function declareStatus(program: Command, session: Session): void {
  program
    .command("status")
    .summary("show what the store holds")
    .description(prose(purpose))
    .addOption(dataOption())
    .addOption(storesOption())
    .addOption(new Option("--ledger <table>", "the ledger's table of a store on S3, instead of a folder"))
    .addOption(
      new Option("--days <n>", "with --ledger: how many days, today among them")
        .default(7)
        .argParser(wholeNumber(1, 366)),
    )
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", examples("trailkeep status", "trailkeep status --json | jq .quarantined"))
    .action(async ({ ledger, days, ...flags }) => {
      if (ledger !== undefined) {
        const { runLedgerStatus } = await import("../run/status-ledger.ts");
        session.exitCode = await runLedgerStatus({ ledger, days, json: flags.json }, session.io);
        return;
      }
      const { runStatus } = await import("../run/status.ts");
      session.exitCode = await runStatus(flags, session.io);
    });
}
