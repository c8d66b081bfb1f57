import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The script that asks the same of other stores, at their best known formulation. */
const script = fileURLToPath(new URL("../../../shared/bench/rivals.py", import.meta.url));
const tools = ["duckdb", "chdb"] as const;

export type Rivals = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Median milliseconds by tool and question, over Parquet that the tool itself has made of the same logs:
 * `rivals.py TOOL ct LOGS FOLDER/TOOL-ct.parquet`, and `s3`. What is missing is said, and left out.
 */
export function askRivals(python: string, folder: string): Rivals {
  const figures = new Map<string, ReadonlyMap<string, number>>();
  for (const tool of tools) {
    const files = ["ct", "s3"].map((task) => join(folder, `${tool}-${task}.parquet`));
    const absent = [script, ...files].find((path) => !existsSync(path));
    if (absent !== undefined) {
      console.log(`${tool}: left out, there is no ${absent}`);
      continue;
    }
    const { status, stdout, stderr } = spawnSync(python, [script, tool, "queries", ...files], { encoding: "utf8" });
    if (status === 0) figures.set(tool, medians(stdout));
    else console.log(`${tool}: left out: ${stderr.trim().split("\n").at(-1)}`);
  }
  return figures;
}

/** Lines such as `duckdb  top 20 events    first   61.0 ms  median    9.8 ms  rows 20`. */
function medians(output: string): ReadonlyMap<string, number> {
  const lines = output.matchAll(/^\S+\s+(.+?)\s+first\s+[\d.]+ ms\s+median\s+([\d.]+) ms/gm);
  return new Map([...lines].map(([, name = "", ms]) => [name, Number(ms)]));
}
