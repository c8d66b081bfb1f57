import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Write the statements that make a source's tables in Athena: over Trailkeep's store on S3 (--shape store), or over
CloudTrail's log files and S3 access logs as AWS delivers them (--shape raw). Nothing is run.

With --store the tables are those that a store of the stores file declares, database included, and with --create Athena is told to
make them: in the store's region, workgroup and output location, under its role. What is there already is left as it is and said
to be there, so it can be run again.`;

const help = examples(
  "trailkeep ddl cloudtrail --location s3://our-audit-store/trailkeep/",
  "trailkeep ddl cloudtrail --shape raw --location s3://our-trail/ --account 111122223333 --region eu-west-1 us-east-1",
  "trailkeep ddl cloudtrail --shape raw --location s3://our-trail/ --organization o-exampleorgid --region eu-west-1",
  "trailkeep ddl s3_access --shape raw --location s3://our-logs/111122223333/eu-west-1/payroll/",
  "trailkeep ddl cloudtrail --store athena --location s3://our-trail/ --account 111122223333",
  "trailkeep ddl cloudtrail --store athena --location s3://our-trail/ --account 111122223333 --create",
);

export function declareDdl(program: Command, session: Session): void {
  program
    .command("ddl")
    .summary("write the statements that make a source's tables in Athena")
    .description(prose(purpose))
    .argument("<source>", "a source of the catalog")
    .addOption(new Option("--shape <shape>", "what the tables are over").choices(["store", "raw"]).default("store"))
    .option("--database <name>", "the database", "trailkeep")
    .option("--table <name>", "the table, if not named after the source")
    .addOption(
      new Option("--store <name>", "a store of the stores file, for the tables that it declares").conflicts([
        "shape",
        "database",
        "table",
      ]),
    )
    .addOption(storesOption())
    .option("--create", "make them, with --store")
    .option("--location <uri>", "the store, or what stands before AWSLogs/ or the days", "s3://amzn-s3-demo-bucket/")
    .option("--from <day>", "the first day that there are logs of", "2024-01-01")
    .option("--account <id...>", "raw CloudTrail: accounts whose logs are there", [])
    .option("--region <name...>", "raw CloudTrail: regions whose logs are there", [])
    .option("--organization <id>", "raw CloudTrail: the organization whose trail it is")
    .option("--simple-prefix", "raw access logs: they lie in one folder, not in one a day")
    .option("--json", "print one line of JSON, as the HTTP service answers")
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (source, flags) => {
      const { runDdl } = await import("../run/ddl.ts");
      session.exitCode = await runDdl(source, flags, session.io);
    });
}
