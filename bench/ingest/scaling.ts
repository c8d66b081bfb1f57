import { cpSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { costOf } from "../support/process.ts";
import { command } from "../support/trailkeep.ts";
import type { Task } from "./logs.ts";

/** Shares of the files: one, three and ten tenths. */
const tenths = [1, 3, 10] as const;

/**
 * One, three and ten times a tenth of the files: seconds for each 100 MB of input as it stands, and memory. The fixed cost of
 * a process is taken off: that of an ingest of one file.
 */
export async function* scaling(task: Task, logs: string, work: string): AsyncGenerator<string> {
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(logs, path)).isFile(),
  );
  const root = join(work, "store");
  const run = (folder: string): ReturnType<typeof costOf> => {
    rmSync(root, { recursive: true, force: true });
    return costOf(process.execPath, [command, "ingest", folder, "--data", root], [0, 3]);
  };
  const one = join(work, "scaled-0", "one");
  cpSync(join(logs, files[0] ?? ""), join(one, files[0] ?? ""));
  const fixed = await run(one);
  yield `\nscaling, ${task}: a process with one file ${fixed.wallSeconds.toFixed(2)} s`;
  for (const tenth of tenths) {
    const folder = join(work, `scaled-${tenth}`);
    const share = files.filter((_, place) => place % 10 < tenth);
    for (const path of share) cpSync(join(logs, path), join(folder, path));
    const megabytes = share.reduce((sum, path) => sum + statSync(join(logs, path)).size, 0) / 1e6;
    const { wallSeconds, cpuSeconds, peakBytes } = await run(folder);
    const each = (seconds: number): string => ((100 * seconds) / megabytes).toFixed(2);
    const wall = `${wallSeconds.toFixed(2)} s, ${each(wallSeconds - fixed.wallSeconds)} for 100 MB beyond it`;
    const cpu = `${each(cpuSeconds - fixed.cpuSeconds)} of processors`;
    yield `${String(tenth).padStart(2)} tenths: ${wall}, ${cpu}, ${(peakBytes / 1e6).toFixed(0)} MB`;
    rmSync(folder, { recursive: true, force: true });
  }
}
