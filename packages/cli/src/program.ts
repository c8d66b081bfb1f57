import { readFileSync } from "node:fs";
import { Command } from "@commander-js/extra-typings";
import { declareBackfill } from "./command/backfill.ts";
import { declareChannel } from "./command/channel.ts";
import { declareCompact } from "./command/compact.ts";
import { declareCoverage } from "./command/coverage.ts";
import { declareDdl } from "./command/ddl.ts";
import { declareExplain } from "./command/explain.ts";
import { declareIngest } from "./command/ingest.ts";
import { declareQuarantine } from "./command/quarantine.ts";
import { declareQuery } from "./command/query.ts";
import { declareReconcile } from "./command/reconcile.ts";
import { declareRetention } from "./command/retention.ts";
import { declareSample } from "./command/sample.ts";
import { declareServe } from "./command/serve.ts";
import { declareSetup } from "./command/setup.ts";
import { exitCodeHelp } from "./command/shared.ts";
import { declareStatus } from "./command/status.ts";
import { declareStores } from "./command/stores.ts";
import { declareVerify } from "./command/verify.ts";
import { declareVerifyDelivery } from "./command/verify-delivery.ts";
import { visible } from "./output/visible.ts";
import type { Session } from "./session.ts";

const purpose =
  "Trailkeep keeps CloudTrail events and S3 access logs in a folder and answers typed questions about them: " +
  "who did what, to which object, from where.";

const firstSteps = `
First steps:
  $ trailkeep sample logs                 write some logs as AWS delivers them
  $ trailkeep ingest logs                 take them into the store, .trailkeep
  $ echo '{"from":"cloudtrail","where":{"field":"eventName","op":"eq","value":"DeleteObject"},
      "select":["eventTime","userIdentity.arn","sourceIPAddress"]}' | trailkeep query -

${exitCodeHelp}`;

/** The whole command line. What a command does is loaded when it runs, so that help and mistakes are answered at once. */
export function trailkeep(session: Session): Command {
  const program = new Command("trailkeep")
    .description(purpose)
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "explain a command")
    .addHelpText("after", firstSteps)
    .exitOverride()
    .configureOutput({ outputError: (message, write) => write(mistake(message)) });
  declareIngest(program, session);
  declareBackfill(program, session);
  declareReconcile(program, session);
  declareQuery(program, session);
  declareExplain(program, session);
  declareStatus(program, session);
  declareCoverage(program, session);
  declareCompact(program, session);
  declareQuarantine(program, session);
  declareVerify(program, session);
  declareRetention(program, session);
  declareChannel(program, session);
  declareSetup(program, session);
  declareStores(program, session);
  declareDdl(program, session);
  declareVerifyDelivery(program, session);
  declareSample(program, session);
  declareServe(program, session);
  return program;
}

/** `error: unknown option '--jsn'\n(Did you mean --json?)` as one line like every other message. */
function mistake(message: string): string {
  const text = visible(
    message
      .replace(/^error: /, "")
      .trim()
      .replaceAll("\n", " "),
  ).replace(/\.$/, "");
  return `trailkeep: ${text}${text.endsWith("?)") ? "" : "; `--help` explains"}\n`;
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}
