import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { command } from "../support/trailkeep.ts";

export const tasks = ["ct", "s3"] as const;
export type Task = (typeof tasks)[number];

export type Logs = Readonly<Record<Task | "folder", string>>;

/** The given logs; without any, sample logs, of which both tasks read all. */
export function logsOf(given: string | undefined, work: string, isQuick: boolean): Logs {
  if (given !== undefined) return { folder: resolve(given), ct: resolve(given, "ct"), s3: resolve(given, "s3") };
  const folder = join(work, "logs");
  const records = isQuick ? "5000" : "100000";
  const { status } = spawnSync(process.execPath, [command, "sample", folder, "--records", records]);
  if (status !== 0) throw new Error("there are no sample logs");
  return { folder, ct: folder, s3: folder };
}
