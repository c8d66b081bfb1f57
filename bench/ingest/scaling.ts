import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { costOf } from "../support/process.ts";
import { command } from "../support/trailkeep.ts";

/** Shares of the files: one, three and ten tenths. */
const tenths = [1, 3, 10] as const;

/** One, three and ten times a tenth of the files: seconds for each unit of input, and memory. */
export async function scaling(logs: string, work: string): Promise<readonly string[]> {
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" }).filter((path) => /\.json\.gz$/.test(path));
  const lines: string[] = ["\nscaling"];
  for (const tenth of tenths) {
    const folder = join(work, `scaled-${tenth}`);
    for (const path of files.filter((_, place) => place % 10 < tenth)) cpSync(join(logs, path), join(folder, path));
    const root = join(work, "store");
    rmSync(root, { recursive: true, force: true });
    const { wallSeconds, peakBytes } = await costOf(process.execPath, [command, "ingest", folder, "--data", root]);
    const each = `${(wallSeconds / tenth).toFixed(2)} s a tenth`;
    lines.push(
      `${String(tenth).padStart(2)} tenths ${wallSeconds.toFixed(2)} s, ${each}, ${(peakBytes / 1e6).toFixed(0)} MB`,
    );
  }
  return lines;
}
