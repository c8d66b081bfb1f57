import { type Command, Option } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { dataOption, debugOption, examples, prose, storesOption } from "./shared.ts";

const purpose = `Keep records as long as the rules say, let them go when the rules say, and prove it.

A policy file says what is asked. \`plan\` shows what would have to change and names it by a hash, \`approve\` consents to
exactly that, \`apply\` carries it out and reads it back. A hold stops every deletion that it covers. Whatever was approved,
held and done is in a signed chain of evidence; its end is anchored in a second place, which \`--anchor\` should put where
nobody who writes the store can write.

With \`--state\` all of it is kept in AWS instead, where a scheduled function acts on it too: plans and evidence in a table, signed by
KMS, anchored in S3, and each command acts as the STS identity of its credentials. The embedded store has no part in that.`;

const help = examples(
  "trailkeep retention plan --policies policies.yaml",
  "trailkeep retention approve 3f2a9c01d4e5",
  "trailkeep retention apply 3f2a9c01d4e5",
  "trailkeep retention hold place 'case 7' --kind local_store --start 2026-01-01 --reason litigation",
  "trailkeep retention watch --once",
);

export function declareRetention(program: Command, session: Session): void {
  const retention = program
    .command("retention")
    .summary("keep records as long as the rules say, and prove it")
    .description(prose(purpose))
    .addHelpText("after", help);
  declareAdopt(retention, session);
  declarePlan(retention, session);
  declareApprove(retention, session);
  declareApply(retention, session);
  declareHold(retention, session);
  declareEvidence(retention, session);
  declareVerify(retention, session);
  declareCompliance(retention, session);
  declareWatch(retention, session);
}

/** A command with the options that all of retention has. */
function withPlaces(parent: Command, name: string, description: string) {
  return parent
    .command(name)
    .description(prose(description))
    .addOption(dataOption())
    .addOption(storesOption())
    .addOption(
      new Option("--state <table>", "keep plans and evidence in this table of DynamoDB").env("TRAILKEEP_STATE"),
    )
    .addOption(
      new Option("--key <file>", "the file of the signing key; with --state a KMS key's ARN").env(
        "TRAILKEEP_EVIDENCE_KEY",
      ),
    )
    .addOption(
      new Option("--anchor <file>", "where the end of the evidence is anchored; with --state s3://bucket/key").env(
        "TRAILKEEP_ANCHOR",
      ),
    )
    .addOption(debugOption());
}

function declareAdopt(retention: Command, session: Session): void {
  const text = `Write the settings of today as a policy file, under which no plan has anything to change.`;
  withPlaces(retention, "adopt", text)
    .option("--out <file>", "a new file; printed if left out")
    .option("--owner <who>", "who answers for the policies; you, if left out")
    .action(async (flags) => {
      const { runAdopt } = await import("../run/retention/adopt.ts");
      session.exitCode = await runAdopt(flags, session.io);
    });
}

function declarePlan(retention: Command, session: Session): void {
  const text = `Show what would have to change, under a policy file or under the policies in force. Nothing is changed. Exit code 4
if something would change, or cannot be put right.`;
  withPlaces(retention, "plan", text)
    .option("--policies <file>", "the policy file; the policies in force if left out")
    .option("--json", "print the plan as one line of JSON")
    .action(async (flags) => {
      const { runPlan } = await import("../run/retention/plan.ts");
      session.exitCode = await runPlan(flags, session.io);
    });
}

function declareApprove(retention: Command, session: Session): void {
  withPlaces(retention, "approve", "Consent to a plan: to exactly what it would do, under exactly its policies.")
    .argument("<hash>", "the plan's hash, or its first 8 digits at least")
    .action(async (hash, flags) => {
      const { runApprove } = await import("../run/retention/apply.ts");
      session.exitCode = await runApprove(hash, flags, session.io);
    });
}

function declareApply(retention: Command, session: Session): void {
  const text = `Carry out a plan, and put its policies in force. The plan is made anew; where it has become another, nothing is changed
and the differences are shown. Killed at any point, run it again.`;
  withPlaces(retention, "apply", text)
    .argument("<hash>", "the plan's hash, or its first 8 digits at least")
    .option("--json", "print what was done as one line of JSON")
    .action(async (hash, flags) => {
      const { runApply } = await import("../run/retention/apply.ts");
      session.exitCode = await runApply(hash, flags, session.io);
    });
}

function declareHold(retention: Command, session: Session): void {
  const hold = retention.command("hold").description("Place, list and release legal holds.");
  withPlaces(hold, "place", "Place a hold: from now on nothing that it covers goes, whatever was planned.")
    .argument("<name>", "what people call it, as in 'case 7'")
    .requiredOption("--reason <text>", "why")
    .option("--kind <kinds...>", "kinds of store, as in local_store or log_group")
    .option("--name <patterns...>", "names of stores; `*` is any run of characters")
    .option("--account <ids...>", "AWS accounts")
    .option("--region <patterns...>", "AWS Regions")
    .option("--start <time>", "the first event time that is held (RFC 3339, or a day); no bound if left out")
    .option("--end <time>", "the first event time after it; no bound if left out")
    .action(async (name, flags) => {
      const { runHoldPlace } = await import("../run/retention/hold.ts");
      session.exitCode = await runHoldPlace(name, flags, session.io);
    });
  withPlaces(hold, "list", "List the holds that stand.")
    .option("--all", "those that were released, too")
    .option("--json", "print them as one line of JSON")
    .action(async (flags) => {
      const { runHoldList } = await import("../run/retention/hold.ts");
      session.exitCode = await runHoldList(flags, session.io);
    });
  withPlaces(hold, "release", "Release a hold, by another than who placed it where the policies ask for that.")
    .argument("<id>", "the hold's id, as `list` shows it")
    .requiredOption("--reason <text>", "why")
    .action(async (id, flags) => {
      const { runHoldRelease } = await import("../run/retention/hold.ts");
      session.exitCode = await runHoldRelease(id, flags, session.io);
    });
}

function declareEvidence(retention: Command, session: Session): void {
  const evidence = retention.command("evidence").description("Show what was planned, approved, held and done.");
  withPlaces(evidence, "list", "List the records, oldest first.")
    .option("--json", "print one record a line, as JSON")
    .action(async (flags) => {
      const { runEvidenceList } = await import("../run/retention/evidence.ts");
      session.exitCode = await runEvidenceList(flags, session.io);
    });
  withPlaces(evidence, "export", "Write what an auditor needs into a folder: evidence.json, evidence.csv, report.html.")
    .argument("<folder>", "made if it is not there; files of these names are replaced")
    .action(async (folder, flags) => {
      const { runEvidenceExport } = await import("../run/retention/evidence.ts");
      session.exitCode = await runEvidenceExport(folder, flags, session.io);
    });
}

function declareVerify(retention: Command, session: Session): void {
  const text = `Check that the evidence is what was written: no record edited, removed, inserted or moved, the end not cut, the whole not
written anew by another key. Exit code 1 if it is not.`;
  withPlaces(retention, "verify", text)
    .option("--public-key <file>", "a public key in PEM, where the signing key is not at hand")
    .action(async (flags) => {
      const { runVerify } = await import("../run/retention/evidence.ts");
      session.exitCode = await runVerify(flags, session.io);
    });
}

function declareCompliance(retention: Command, session: Session): void {
  const text = `Say of every store whether it obeys the policies in force, and why. Exit code 4 if one that a policy speaks of does not.

With \`--checks\` it answers what AWS Config and Prowler ask of trails, of buckets that hold logs and of log groups, in the accounts and
Regions of the stores file.`;
  withPlaces(retention, "compliance", text)
    .option("--checks", "what auditors ask beside: validation, encryption, public access, versions, locks")
    .option("--json", "print it as one line of JSON")
    .action(async (flags) => {
      const { runCompliance } = await import("../run/retention/compliance.ts");
      session.exitCode = await runCompliance(flags, session.io);
    });
}

function declareWatch(retention: Command, session: Session): void {
  const text = `Do what the schedule does: say each hour what has drifted, and once a day carry out what the policies in force ask for, as
far as it was consented to.`;
  withPlaces(retention, "watch", text)
    .option("--topic <arn>", "an SNS topic that is told, too")
    .option("--once", "look and enforce once, then end")
    .action(async (flags) => {
      const { runWatch } = await import("../run/retention/watch.ts");
      session.exitCode = await runWatch(flags, session.io);
    });
}
