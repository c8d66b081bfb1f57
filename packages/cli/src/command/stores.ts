import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Look at the stores beside the folder: those that the stores file declares, whether they are there, and those that
an account has. docs/stores.md explains the file.`;

const help = examples(
  "trailkeep stores discover --region eu-west-1",
  "trailkeep stores discover --region eu-west-1 --write stores.yaml",
  "trailkeep stores check --stores stores.yaml",
  "trailkeep stores list --stores stores.yaml",
);

export function declareStores(program: Command, session: Session): void {
  const stores = program
    .command("stores")
    .summary("look at the stores beside the folder")
    .description(prose(purpose))
    .addHelpText("after", help);
  declareList(stores, session);
  declareCheck(stores, session);
  declareDiscover(stores, session);
}

function declareList(stores: Command, session: Session): void {
  stores
    .command("list")
    .description("List what the stores file declares. Nothing is asked of AWS.")
    .addOption(storesOption())
    .option("--json", "print one line of JSON")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runStoresList } = await import("../run/stores-list.ts");
      session.exitCode = await runStoresList(flags, session.io);
    });
}

function declareCheck(stores: Command, session: Session): void {
  stores
    .command("check")
    .description("Ask AWS whether all that the stores file names is there and may be asked. Nothing is scanned.")
    .addOption(storesOption())
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runStoresCheck } = await import("../run/stores-check.ts");
      session.exitCode = await runStoresCheck(flags, session.io);
    });
}

function declareDiscover(stores: Command, session: Session): void {
  stores
    .command("discover")
    .description("Look for stores in an account and print a stores file. Nothing is changed in AWS.")
    .addOption(new Option("--region <name>", "the region to look in").env("AWS_REGION").makeOptionMandatory())
    .option("--role <arn>", "a role to look with, in this or another account")
    .option("--external-id <id>", "the external id that the role asks for")
    .option("--endpoint <url>", "another address of the services")
    .option("--write <file>", "write the stores file; one that is there already is left alone")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (flags) => {
      const { runStoresDiscover } = await import("../run/stores-discover.ts");
      session.exitCode = await runStoresDiscover(flags, session.io);
    });
}
