import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TrailkeepError } from "@trailkeep/core/error";
import { evidenceCsv, evidenceReport } from "@trailkeep/core/retention";
import { exitCodes } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { counted, instant } from "../../output/amount.ts";
import { aligned } from "../../output/listing.ts";
import { jsonText } from "../../output/visible.ts";
import { type RetentionFlags, withRetention } from "./open.ts";

/** `trailkeep retention evidence list`. */
export function runEvidenceList(flags: RetentionFlags & { readonly json?: true | undefined }, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const records = await retention.evidence();
    if (flags.json) {
      for (const record of records) await io.write(`${jsonText(record)}\n`);
      return exitCodes.done;
    }
    const rows = records.map(({ seq, atMs, kind, principal, body }) => [
      String(seq),
      instant(atMs),
      kind,
      principal,
      jsonText(body).slice(0, 100),
    ]);
    await io.print(...aligned(rows, [0]));
    return exitCodes.done;
  });
}

/** `trailkeep retention evidence export`: three files for an auditor. */
export function runEvidenceExport(folder: string, flags: RetentionFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const input = await retention.export(io.signal);
    const files = {
      "evidence.json": `${JSON.stringify(input, null, 2)}\n`,
      "evidence.csv": evidenceCsv(input.records),
      "report.html": evidenceReport(input),
    };
    written(folder, files);
    const names = Object.keys(files).join(", ");
    await io.print(`${counted(input.records.length, "record")}: ${names} are in ${folder}`);
    return input.tampering === null ? exitCodes.done : exitCodes.failed;
  });
}

function written(folder: string, files: Readonly<Record<string, string>>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const message = `the export cannot be written (${reason})`;
    throw new TrailkeepError("storage-failed", { message, at: folder, hint: "name another folder" }, { cause: error });
  }
}

/** `trailkeep retention verify`: whether the evidence is what was written. */
export function runVerify(flags: RetentionFlags, io: Io): Promise<number> {
  return withRetention(flags, async (retention) => {
    const [wrong, records] = [await retention.verify(), await retention.evidence().catch(() => [])];
    if (wrong === null) {
      const whole = records.length === 0 ? "there is no evidence yet" : "the evidence is whole";
      await io.print(`${whole}: ${counted(records.length, "record")}`);
      return exitCodes.done;
    }
    await io.print(`the evidence is not what was written, at record ${wrong.seq}: ${wrong.message}`);
    return exitCodes.failed;
  });
}
