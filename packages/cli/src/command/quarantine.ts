import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, limitOption, prose, wholeNumber } from "./shared.ts";

const purpose = `Look at what could not be read, and try again. A quarantined record or file is kept as it came, with the reason
and its place in the input; nothing is dropped.`;

const help = examples(
  "trailkeep quarantine list",
  "trailkeep quarantine show 12",
  "trailkeep quarantine show 12 --raw > record.bin",
  "trailkeep quarantine list --store s3://my-store/store/",
  "trailkeep quarantine replay",
  "trailkeep quarantine replay --store s3://my-store/store/ --ledger trailkeep-ledger",
);

export function declareQuarantine(program: Command, session: Session): void {
  const quarantine = program
    .command("quarantine")
    .summary("look at what could not be read, and try again")
    .description(prose(purpose))
    .addHelpText("after", help);
  declareList(quarantine, session);
  declareShow(quarantine, session);
  declareReplay(quarantine, session);
}

/** Not from the environment: that also names the store which the ingest function takes into. */
function storeOption() {
  return new Option("--store <s3-uri>", "a store on S3, in the place of the folder");
}

function declareList(quarantine: Command, session: Session): void {
  quarantine
    .command("list")
    .description("List the entries, oldest first, with their reasons.")
    .addOption(dataOption())
    .addOption(storeOption())
    .option("--source <name>", "only entries that may belong to this source, as in cloudtrail")
    .addOption(new Option("--limit <n>", "entries at most").default(100).argParser(wholeNumber(1, 10_000)))
    .option("--after <id>", "only entries after this one")
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runList } = await import("../run/quarantine-list.ts");
      session.exitCode = await runList(flags, session.io);
    });
}

function declareShow(quarantine: Command, session: Session): void {
  quarantine
    .command("show")
    .description("Show one entry and its bytes, as far as they can be shown.")
    .argument("<id>", "the entry's id, as the list has it")
    .addOption(dataOption())
    .addOption(storeOption())
    .addOption(new Option("--json", "print one line of JSON with all bytes").conflicts("raw"))
    .option("--raw", "write the bytes as they came, to a file or a pipe")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (id, flags) => {
      const { runShow } = await import("../run/quarantine-show.ts");
      session.exitCode = await runShow(id, flags, session.io);
    });
}

function declareReplay(quarantine: Command, session: Session): void {
  quarantine
    .command("replay")
    .description("Read all entries again. What can be read now becomes records; the rest stays (exit code 3).")
    .addOption(dataOption())
    .addOption(storeOption())
    .addOption(new Option("--ledger <table>", "with --store: the ledger's table").env("TRAILKEEP_LEDGER"))
    .addOption(
      new Option(
        "--state <table>",
        "with --store: the table that retention is kept in, so that nothing expired is stored",
      ).env("TRAILKEEP_STATE"),
    )
    .option("--json", "print one line of JSON with the counts")
    .addOption(limitOption())
    .option("--wait", "wait for an ingest into the same store to end, instead of refusing")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runReplay } = await import("../run/quarantine-replay.ts");
      session.exitCode = await runReplay(flags, session.io);
    });
}
