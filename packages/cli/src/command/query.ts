import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Ask a typed query and print the whole answer.

On a terminal the answer is a table as wide as that, or a block per row if the columns do not fit. In a pipe or a file it
is always a line per row, without colours, with cells of up to 300 characters. Columns without any value are left out.
Characters that a terminal would obey are written out, as in \\x1b. The line with rows, time and bytes, and warnings about
what the answer may not cover, go to standard error.

With --deliver the result also goes to S3, and the files there are verified before the command ends: exit code 1 if they are
not what CloudTrail signed.`;

const help = examples(
  "trailkeep query who-deleted.json",
  `echo '{"from":"s3_access","groupBy":["operation"],"aggregate":{"n":{"fn":"count"}}}' | trailkeep query -`,
  "trailkeep query --ndjson who-deleted.json | jq -r .sourceIPAddress",
);

export function declareQuery(program: Command, session: Session): void {
  program
    .command("query")
    .summary("ask a typed query")
    .description(prose(purpose))
    .argument("<file>", "a query as JSON, or - for standard input")
    .addOption(dataOption())
    .addOption(storesOption())
    .option("--engine <name>", "which store answers", "auto")
    .option("--exact", "refuse stores that can only approximate, or may hold a record twice")
    .option("--distinct-records", "leave repeats of a record out where the store may hold some")
    .option("--deliver <uri>", "also put the result into S3, s3://bucket/prefix/, signed; CloudTrail Lake can")
    .option("--param <name=value...>", "values for the parameters that the query declares")
    .addOption(
      new Option("--json", "one JSON object, as the HTTP service answers, with every row in it").conflicts([
        "ndjson",
        "csv",
      ]),
    )
    .addOption(new Option("--ndjson", "a JSON object per row and line").conflicts(["json", "csv"]))
    .addOption(
      new Option(
        "--csv",
        "RFC 4180; null is an empty cell; text that a spreadsheet would run gets a ' in front",
      ).conflicts(["json", "ndjson"]),
    )
    .addOption(debugOption())
    .addHelpText("after", help)
    .action(async (file, flags) => {
      const { runQuery } = await import("../run/query.ts");
      const format = flags.json ? "json" : flags.ndjson ? "ndjson" : flags.csv ? "csv" : "table";
      session.exitCode = await runQuery(file, { ...flags, format }, session.io);
    });
}
